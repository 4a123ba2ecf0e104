"""`northlog contribution`: a team pledges its part of a strategic objective, amends it, takes it back (P2.6)."""

from typing import Annotated

import typer

from domain.contribution import AmendContribution, Basis, PledgeContribution, WithdrawContribution
from northlog import formatting
from northlog.cli.finding import Candidate, pick
from northlog.cli.groups import group
from northlog.cli.options import AsJson, AsOf, KnownAt, OfTeam
from northlog.cli.output import print_json, print_table, short
from northlog.cli.session import Session, reading, session
from northlog.ids import new_id
from northlog.reading.alignment import Aligned
from northlog.reading.alignment_views import ContributionView
from projections.reader import ObjectiveFilter

app = group()

Which = Annotated[str, typer.Argument(help="The contribution, by what it says or its id.")]
Approach = Annotated[str | None, typer.Option(help="How the team goes about it.")]
Measured = Annotated[str | None, typer.Option("--measured-by", help="How it will see that it moves.")]
RestsOn = Annotated[
    list[str] | None,
    typer.Option("--rests-on", help="Its own objective, or key result as OBJECTIVE.NUMBER; several times."),
]
Counts = Annotated[bool | None, typer.Option("--counts/--supports", help="Whether it moves the goal's progress.")]
Weight = Annotated[float | None, typer.Option(help="What it counts for beside others; 1 is the usual.")]


@app.command()
def pledge(
    ctx: typer.Context,
    objective: Annotated[str, typer.Argument(help="The strategic objective, by title or id.")],
    what: Annotated[str, typer.Argument(help="What the team contributes.")],
    team: Annotated[str, typer.Option(help="The team that pledges.")],
    approach: Approach = None,
    measured_by: Measured = None,
    rests_on: RestsOn = None,
    counts: Counts = None,
    weight: Weight = None,
    as_json: AsJson = False,
) -> None:
    """Pledge what a team does for a strategic objective. Nobody can pledge for another team."""
    key = new_id()
    with session(ctx) as at:
        parent = at.find.objective(objective)
        command = PledgeContribution(
            contribution_id=key,
            team_id=at.find.team(team),
            objective_id=parent.objective_id,
            what=what,
            approach=approach or "",
            measured_by=measured_by or "",
            rests_on=_rests(at, rests_on or []),
            counts=bool(counts),
            weight=1.0 if weight is None else weight,
        )
        at.do(command, f"Pledged {short(key)} to “{parent.title}”.", as_json, contribution_id=key)


@app.command()
def amend(
    ctx: typer.Context,
    contribution: Which,
    what: Annotated[str | None, typer.Option(help="What the team contributes.")] = None,
    approach: Approach = None,
    measured_by: Measured = None,
    rests_on: RestsOn = None,
    counts: Counts = None,
    weight: Weight = None,
    as_json: AsJson = False,
) -> None:
    """Say a pledge anew; what is not said stays."""
    with session(ctx) as at:
        it = _found(at, contribution)
        before = tuple(Basis(**each.model_dump()) for each in it.rests_on)
        command = AmendContribution(
            contribution_id=it.contribution_id,
            what=it.what if what is None else what,
            approach=it.approach if approach is None else approach,
            measured_by=it.measured_by if measured_by is None else measured_by,
            rests_on=before if rests_on is None else _rests(at, rests_on),
            counts=it.counts if counts is None else counts,
            weight=it.weight if weight is None else weight,
        )
        at.do(command, f"Amended {short(it.contribution_id)}.", as_json)


@app.command()
def withdraw(
    ctx: typer.Context,
    contribution: Which,
    reason: Annotated[str, typer.Option(help="Why it is taken back.")],
    as_json: AsJson = False,
) -> None:
    """Take a pledge back."""
    with session(ctx) as at:
        it = _found(at, contribution)
        command = WithdrawContribution(contribution_id=it.contribution_id, reason=reason)
        at.do(command, f"Withdrawn: {it.what}", as_json)


@app.command("list")
def list_(
    ctx: typer.Context, team: OfTeam = None, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False
) -> None:
    """List contributions, in the order they were pledged."""
    with reading(ctx, as_of, known_at, as_json) as (at, seen):
        wanted = None if team is None else {"team_id": at.find.team(team)}
        found = Aligned(seen).contributions(wanted)
        teams = {each.team_id: each.name for each in seen.teams()}
        titles = {each.objective_id: each.title for each in seen.objectives(ObjectiveFilter())}
    if as_json:
        print_json(found)
        return
    rows = [
        [short(it.contribution_id), teams[it.team_id], it.what, titles[it.objective_id], _manner(it)]
        for it in found
    ]
    empty = 'There is no contribution here yet: northlog contribution pledge OBJECTIVE "…" --team "…"'
    print_table(["id", "team", "contributes", "to", "how"], rows, empty)


def _manner(it: ContributionView) -> str:
    if it.withdrawn:
        return "withdrawn"
    if not it.counts:
        return "supports"
    return f"counts ×{formatting.number_text(it.weight)}, {formatting.score_text(it.score)}"


def _rests(at: Session, wanted: list[str]) -> tuple[Basis, ...]:
    return tuple(_rest(at, each) for each in wanted)


def _rest(at: Session, wanted: str) -> Basis:
    objective_id, key_result_id = at.find.objective_or_key_result(wanted, "rests_on")
    return Basis(objective_id=objective_id, key_result_id=key_result_id)


def _found(at: Session, wanted: str) -> ContributionView:
    with at.look() as seen:
        found = {each.contribution_id: each for each in Aligned(seen).contributions()}
    candidates = [Candidate(key, it.what) for key, it in found.items()]
    return found[pick("contribution", "contribution_id", wanted, candidates, part=True)]
