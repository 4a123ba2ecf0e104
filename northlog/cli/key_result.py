"""`northlog key-result`: what moves from where to where, and the goalposts when they move."""

from typing import Annotated

import typer

from domain.objective.commands import (
    AddKeyResult,
    AssignKeyResultOwner,
    DropKeyResult,
    JudgeKeyResult,
    RebaselineKeyResult,
    RetargetKeyResult,
    RewordKeyResult,
)
from northlog.cli import measuring
from northlog.cli.groups import group
from northlog.cli.options import AsJson
from northlog.cli.output import short
from northlog.cli.session import session
from northlog.ids import new_id

app = group()

KeyResult = Annotated[str, typer.Argument(help="The key result, by title, id or OBJECTIVE.NUMBER (3f2a.2).")]
Title = Annotated[str, typer.Argument(help="What moves.")]
Reason = Annotated[str, typer.Option(help="Why.")]


@app.command()
def add(
    ctx: typer.Context,
    objective: Annotated[str, typer.Argument(help="The objective, by title or id.")],
    title: Title,
    start: measuring.From = None,
    to: measuring.To = None,
    percent: measuring.Percent = False,
    count: measuring.Count = None,
    change: measuring.Change = None,
    above: measuring.Above = None,
    below: measuring.Below = None,
    zones: measuring.ZoneTexts = None,
    criteria: measuring.Criteria = None,
    binary: measuring.Done = False,
    unit: measuring.Unit = None,
    owner: Annotated[str | None, typer.Option(help="Who looks after it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Add a key result. One way of measuring it has to be said.

    A number that moves: --from 65 --to 90 --unit %. A share: --percent --to 50. A quantity: --count 5. Relative:
    --change -30% [--from 120]. A limit: --above 99.9 or --below 5. Milestones: --zones COMMIT TARGET STRETCH.
    Judged: --criteria TEXT. Done or not: --binary.
    """
    measure = measuring.Said.by(ctx).measure()
    key = new_id()
    with session(ctx) as at:
        found = at.find.objective(objective)
        command = AddKeyResult.model_validate(
            {
                "objective_id": found.objective_id,
                "key_result_id": key,
                "title": title,
                "measure": measure,
                "owner": at.find.owner(owner),
            }
        )
        done = f"Added {short(found.objective_id)}.{len(found.key_results) + 1} “{title}”."
        at.do(command, done, as_json, objective_id=found.objective_id, key_result_id=key)


@app.command()
def reword(ctx: typer.Context, key_result: KeyResult, title: Title, as_json: AsJson = False) -> None:
    """Say a key result in other words."""
    with session(ctx) as at:
        found = at.find.key_result(key_result)
        command = RewordKeyResult(objective_id=found.objective_id, key_result_id=found.key_result_id, title=title)
        at.do(command, f"It reads “{title}” now.", as_json)


@app.command()
def rebaseline(
    ctx: typer.Context,
    key_result: KeyResult,
    start: Annotated[float, typer.Option("--from", help="Where it starts.")],
    reason: Annotated[str, typer.Option(help="Why; needed where there was a start before.")] = "",
    as_json: AsJson = False,
) -> None:
    """Set or move the start (of a relative goal: the baseline)."""
    with session(ctx) as at:
        found = at.find.key_result(key_result)
        command = RebaselineKeyResult(
            objective_id=found.objective_id, key_result_id=found.key_result_id, start=start, reason=reason
        )
        at.do(command, f"“{found.title}” starts from {start:g} now.", as_json)


@app.command()
def retarget(
    ctx: typer.Context,
    key_result: KeyResult,
    reason: Reason,
    to: measuring.To = None,
    count: measuring.Count = None,
    change: measuring.Change = None,
    above: measuring.Above = None,
    below: measuring.Below = None,
    zones: measuring.ZoneTexts = None,
    criteria: measuring.Criteria = None,
    as_json: AsJson = False,
) -> None:
    """Move the target, visibly: progress is shown against the first one too."""
    moved = measuring.Said.by(ctx).moved()
    with session(ctx) as at:
        found = at.find.key_result(key_result)
        command = RetargetKeyResult.model_validate(
            {
                "objective_id": found.objective_id,
                "key_result_id": found.key_result_id,
                "measure": {**found.measure.model_dump(), **moved},
                "reason": reason,
            }
        )
        at.do(command, f"The target of “{found.title}” has moved.", as_json)


@app.command()
def owner(
    ctx: typer.Context,
    key_result: KeyResult,
    owner: Annotated[str, typer.Argument(help="Who looks after it, or “nobody”.")],
    as_json: AsJson = False,
) -> None:
    """Say who looks after a key result."""
    with session(ctx) as at:
        found = at.find.key_result(key_result)
        command = AssignKeyResultOwner(
            objective_id=found.objective_id, key_result_id=found.key_result_id, owner=at.find.owner(owner)
        )
        at.do(command, f"{owner} looks after “{found.title}” now.", as_json)


@app.command()
def drop(ctx: typer.Context, key_result: KeyResult, reason: Reason, as_json: AsJson = False) -> None:
    """Drop a key result; its record stays."""
    with session(ctx) as at:
        found = at.find.key_result(key_result)
        command = DropKeyResult(objective_id=found.objective_id, key_result_id=found.key_result_id, reason=reason)
        at.do(command, f"Dropped “{found.title}”.", as_json)


@app.command()
def judge(
    ctx: typer.Context,
    key_result: KeyResult,
    score: Annotated[float, typer.Argument(help="The team's own score, 0.0 to 1.0.")],
    reason: Reason,
    as_json: AsJson = False,
) -> None:
    """Put the team's own score beside the computed one."""
    with session(ctx) as at:
        found = at.find.key_result(key_result)
        command = JudgeKeyResult(
            objective_id=found.objective_id, key_result_id=found.key_result_id, judged=score, reason=reason
        )
        at.do(command, f"Judged {score:g}.", as_json)
