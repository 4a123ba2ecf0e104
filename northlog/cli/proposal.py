"""`northlog proposal`: change somebody else's objective by negotiation, in any direction (P2.9)."""

from typing import Annotated, Any

import typer

from domain.proposal import AcceptProposal, ChangeKind, DeclineProposal, ProposeChange, WithdrawProposal
from northlog.cli import measuring
from northlog.cli.by_cycle import print_by_cycle
from northlog.cli.finding import Candidate, pick
from northlog.cli.groups import group
from northlog.cli.options import AsJson, AsOf, KnownAt
from northlog.cli.output import print_json, short
from northlog.cli.session import Session, reading, session
from northlog.ids import new_id
from northlog.reading.alignment import Aligned
from northlog.reading.conversation import Conversation
from projections.reader import ObjectiveFilter

app = group()

Goal = Annotated[str, typer.Argument(help="The objective, by title or id.")]
Result = Annotated[str, typer.Argument(help="The key result, by title, id or OBJECTIVE.NUMBER (3f2a.2).")]
Which = Annotated[str, typer.Argument(help="The proposal, by its reason or its id.")]
Reason = Annotated[str, typer.Option(help="Why.")]
Team = Annotated[str | None, typer.Option(help="The team in whose name it is proposed.")]
Counters = Annotated[str | None, typer.Option(help="The open proposal that this one answers.")]


@app.command()
def reword(
    ctx: typer.Context,
    objective: Goal,
    title: Annotated[str, typer.Argument(help="The new title.")],
    reason: Reason,
    description: Annotated[str | None, typer.Option(help="The new description; else it stays.")] = None,
    team: Team = None,
    counters: Counters = None,
    as_json: AsJson = False,
) -> None:
    """Propose another scope: the objective in other words."""
    with session(ctx) as at:
        goal = at.find.objective_by_part(objective)
        said = goal.description if description is None else description
        change = {"kind": ChangeKind.REWORD, "title": title, "description": said}
        _propose(at, goal.objective_id, change, reason, team, counters, as_json)


@app.command()
def retarget(
    ctx: typer.Context,
    key_result: Result,
    reason: Reason,
    to: measuring.To = None,
    count: measuring.Count = None,
    share: measuring.Change = None,
    above: measuring.Above = None,
    below: measuring.Below = None,
    team: Team = None,
    counters: Counters = None,
    as_json: AsJson = False,
) -> None:
    """Propose another target of a key result."""
    moved = measuring.Said(to=to, count=count, change=share, above=above, below=below).moved()
    with session(ctx) as at:
        found = at.find.key_result(key_result)
        measure = {**found.measure.model_dump(), **moved}
        change = {"kind": ChangeKind.RETARGET, "key_result_id": found.key_result_id, "measure": measure}
        _propose(at, found.objective_id, change, reason, team, counters, as_json)


@app.command()
def serve(
    ctx: typer.Context,
    objective: Goal,
    priority: Annotated[str, typer.Argument(help="The priority, by title or id, or “none”.")],
    reason: Reason,
    team: Team = None,
    counters: Counters = None,
    as_json: AsJson = False,
) -> None:
    """Propose that an objective serve another priority of the company, or none."""
    with session(ctx) as at:
        goal = at.find.objective_by_part(objective)
        change = {"kind": ChangeKind.SERVE, "priority_id": _priority(at, priority)}
        _propose(at, goal.objective_id, change, reason, team, counters, as_json)


@app.command()
def drop(
    ctx: typer.Context,
    key_result: Result,
    reason: Reason,
    team: Team = None,
    counters: Counters = None,
    as_json: AsJson = False,
) -> None:
    """Propose to give up a key result."""
    with session(ctx) as at:
        found = at.find.key_result(key_result)
        change = {"kind": ChangeKind.DROP, "key_result_id": found.key_result_id}
        _propose(at, found.objective_id, change, reason, team, counters, as_json)


@app.command()
def accept(
    ctx: typer.Context,
    proposal: Which,
    note: Annotated[str, typer.Option(help="What is to be said of it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Accept a proposal: the objective is changed at once."""
    with session(ctx) as at:
        accepted = AcceptProposal(proposal_id=_found(at, proposal), note=note)
        at.do(accepted, "Accepted; the objective is changed.", as_json)


@app.command()
def decline(ctx: typer.Context, proposal: Which, reason: Reason, as_json: AsJson = False) -> None:
    """Say no, and why."""
    with session(ctx) as at:
        at.do(DeclineProposal(proposal_id=_found(at, proposal), reason=reason), "Declined.", as_json)


@app.command()
def withdraw(ctx: typer.Context, proposal: Which, reason: Reason, as_json: AsJson = False) -> None:
    """Take a proposal back."""
    with session(ctx) as at:
        at.do(WithdrawProposal(proposal_id=_found(at, proposal), reason=reason), "Withdrawn.", as_json)


@app.command("list")
def list_(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False) -> None:
    """List proposals by the cycle of the objective they would change, in the order they were made."""
    with reading(ctx, as_of, known_at, as_json) as (_, seen):
        found = Conversation(seen).proposals()
        if as_json:
            print_json(found)
            return
        titles = {each.objective_id: each.title for each in seen.objectives(ObjectiveFilter())}
        rows = [
            (
                it.objective_id,
                [short(it.proposal_id), titles[it.objective_id], it.change.kind, it.reason, it.status],
            )
            for it in found
        ]
        empty = 'Nothing was proposed yet: northlog proposal reword OBJECTIVE "…" --reason "…"'
        print_by_cycle(seen, ["id", "objective", "change", "why", "status"], rows, empty)


def _propose(
    at: Session,
    objective_id: str,
    change: dict[str, Any],
    reason: str,
    team: str | None,
    counters: str | None,
    as_json: bool,
) -> None:
    key = new_id()
    said = {
        "proposal_id": key,
        "objective_id": objective_id,
        "change": change,
        "reason": reason,
        "team_id": None if team is None else at.find.team(team),
        "counters": None if counters is None else _found(at, counters),
    }
    at.do(ProposeChange.model_validate(said), f"Proposed, as {short(key)}.", as_json, proposal_id=key)


def _priority(at: Session, wanted: str) -> str | None:
    if wanted == "none":
        return None
    with at.look() as seen:
        standing = [each for each in Aligned(seen).strategy().priorities if not each.dropped]
    candidates = [Candidate(each.priority_id, each.title) for each in standing]
    return pick("priority", "change.priority_id", wanted, candidates, part=True)


def _found(at: Session, wanted: str) -> str:
    with at.look() as seen:
        candidates = [Candidate(it.proposal_id, it.reason) for it in Conversation(seen).proposals()]
    return pick("proposal", "proposal_id", wanted, candidates, part=True)
