"""`northlog dependency`: what a team needs of another, by when, and what became of it (P2.7)."""

from typing import Annotated

import typer

from domain.dependency import (
    AcceptDependency,
    AskDependency,
    DeclineDependency,
    DeliverDependency,
    DependencyCommand,
    MissDependency,
    WithdrawDependency,
)
from northlog.cli import parsing
from northlog.cli.by_cycle import print_by_cycle
from northlog.cli.finding import Candidate, pick
from northlog.cli.groups import group
from northlog.cli.options import AsJson, AsOf, KnownAt, OfTeam
from northlog.cli.output import print_json, short
from northlog.cli.session import reading, session
from northlog.ids import new_id
from northlog.reading.alignment import Aligned
from northlog.reading.alignment_views import DependencyView

app = group()

Which = Annotated[str, typer.Argument(help="The dependency, by what is needed or its id.")]
Reason = Annotated[str, typer.Option(help="Why.")]
Note = Annotated[str, typer.Option(help="What is to be said of it.")]


@app.command()
def ask(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(help="What is needed.")],
    of: Annotated[str, typer.Option(help="The team it is needed of.")],
    team: Annotated[str, typer.Option(help="The team that needs it.")],
    by: Annotated[str, typer.Option(metavar="DAY", help="The day it is needed by.")],
    objective: Annotated[str | None, typer.Option(help="The objective that waits for it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Ask another team for what is needed."""
    key = new_id()
    with session(ctx) as at:
        command = AskDependency(
            dependency_id=key,
            team_id=at.find.team(team),
            of_team_id=at.find.team(of, "of_team_id"),
            what=what,
            needed_by=parsing.day(by, "needed_by"),
            objective_id=None if objective is None else at.find.objective_by_part(objective).objective_id,
        )
        at.do(command, f"Asked {short(key)} of {of}, by {by}.", as_json, dependency_id=key)


@app.command()
def accept(
    ctx: typer.Context,
    dependency: Which,
    by: Annotated[str, typer.Option(metavar="DAY", help="The day it is promised for.")],
    note: Note = "",
    as_json: AsJson = False,
) -> None:
    """Promise what was asked, for a day that may be another."""
    _answer(
        ctx,
        dependency,
        AcceptDependency,
        "Promised",
        as_json,
        promised_by=parsing.day(by, "promised_by"),
        note=note,
    )


@app.command()
def decline(ctx: typer.Context, dependency: Which, reason: Reason, as_json: AsJson = False) -> None:
    """Say no, and why."""
    _answer(ctx, dependency, DeclineDependency, "Declined", as_json, reason=reason)


@app.command()
def deliver(ctx: typer.Context, dependency: Which, note: Note = "", as_json: AsJson = False) -> None:
    """Say that it is there."""
    _answer(ctx, dependency, DeliverDependency, "Delivered", as_json, note=note)


@app.command()
def miss(ctx: typer.Context, dependency: Which, reason: Reason, as_json: AsJson = False) -> None:
    """Say that its day passed without it."""
    _answer(ctx, dependency, MissDependency, "Missed", as_json, reason=reason)


@app.command()
def withdraw(ctx: typer.Context, dependency: Which, reason: Reason, as_json: AsJson = False) -> None:
    """Say that it is needed no more."""
    _answer(ctx, dependency, WithdrawDependency, "Withdrawn", as_json, reason=reason)


def _answer(
    ctx: typer.Context, wanted: str, kind: type[DependencyCommand], done: str, as_json: bool, **said: object
) -> None:
    with session(ctx) as at:
        with at.look() as seen:
            found = {each.dependency_id: each.what for each in Aligned(seen).dependencies()}
        candidates = [Candidate(key, what) for key, what in found.items()]
        key = pick("dependency", "dependency_id", wanted, candidates, part=True)
        at.do(kind.model_validate({"dependency_id": key, **said}), f"{done}: {found[key]}", as_json)


@app.command("list")
def list_(
    ctx: typer.Context, team: OfTeam = None, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False
) -> None:
    """List what teams need of each other, by the cycle of the objective that waits for it."""
    with reading(ctx, as_of, known_at, as_json) as (at, seen):
        key = None if team is None else at.find.team(team)
        found = [it for it in Aligned(seen).dependencies() if key in (None, it.team_id, it.of_team_id)]
        if as_json:
            print_json(found)
            return
        teams = {each.team_id: each.name for each in seen.teams()}
        rows = [(it.objective_id, _row(it, teams)) for it in found]
        empty = 'Nobody needs anything here: northlog dependency ask "…" --of TEAM --team TEAM --by DAY'
        print_by_cycle(seen, ["id", "who ← of whom", "needs", "by", "status"], rows, empty)


def _row(it: DependencyView, teams: dict[str, str]) -> list[str]:
    return [
        short(it.dependency_id),
        f"{teams[it.team_id]} ← {teams[it.of_team_id]}",
        it.what,
        str(it.needed_by),
        it.status if it.promised_by is None else f"{it.status}, promised for {it.promised_by}",
    ]
