"""`northlog objective`: from the draft to the end, and on into the next cycle."""

from typing import Annotated

import typer

from domain.objective.commands import (
    AssignOwner,
    Carried,
    CarryForward,
    CloseObjective,
    DraftObjective,
    JudgeObjective,
    PublishObjective,
    RewordObjective,
    SetAmbition,
    SetLevel,
    StateWhyNow,
)
from domain.words import Ambition, Level, Outcome
from northlog.cli.finding import key_result_of
from northlog.cli.groups import group
from northlog.cli.options import AsJson
from northlog.cli.output import short
from northlog.cli.session import session
from northlog.ids import new_id

app = group()

Objective = Annotated[str, typer.Argument(help="The objective, by title or id.")]
Title = Annotated[str, typer.Argument(help="The direction and the improvement.")]
Owner = Annotated[str, typer.Argument(help="The accountable person, or “nobody”.")]
Reason = Annotated[str, typer.Option(help="Why; a judged score needs it.")]


@app.command()
def draft(
    ctx: typer.Context,
    title: Title,
    team: Annotated[str, typer.Option(help="The team whose objective it is.")],
    cycle: Annotated[str | None, typer.Option(help="The cycle; the current one if unsaid.")] = None,
    why_now: Annotated[str, typer.Option(help="Why it matters now and what it serves.")] = "",
    owner: Annotated[str | None, typer.Option(help="The one accountable person.")] = None,
    description: Annotated[str, typer.Option(help="More about it.")] = "",
    ambition: Annotated[Ambition, typer.Option(help="Promised or hoped for.")] = Ambition.ASPIRATIONAL,
    level: Annotated[Level, typer.Option(help="Whose direction it sets.")] = Level.TEAM,
    publish: Annotated[bool, typer.Option("--publish", help="Publish it at once.")] = False,
    as_json: AsJson = False,
) -> None:
    """Draft an objective."""
    key = new_id()
    with session(ctx) as at:
        command = DraftObjective(
            objective_id=key,
            cycle_id=at.find.cycle(cycle).cycle_id,
            team_id=at.find.team(team),
            title=title,
            description=description,
            why_now=why_now,
            owner=at.find.owner(owner),
            ambition=ambition,
            level=level,
        )
        at.do(command, f"Drafted {short(key)} “{title}”.", as_json and not publish, objective_id=key)
        if publish:
            at.do(PublishObjective(objective_id=key), f"Published {short(key)}.", as_json, objective_id=key)


@app.command()
def publish(ctx: typer.Context, objective: Objective, as_json: AsJson = False) -> None:
    """Make a draft active. Nobody has to approve it."""
    with session(ctx) as at:
        found = at.find.objective(objective)
        at.do(PublishObjective(objective_id=found.objective_id), f"Published “{found.title}”.", as_json)


@app.command()
def reword(
    ctx: typer.Context,
    objective: Objective,
    title: Title,
    description: Annotated[str | None, typer.Option(help="More about it; stays if unsaid.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say an objective in other words."""
    with session(ctx) as at:
        found = at.find.objective(objective)
        more = found.description if description is None else description
        command = RewordObjective(objective_id=found.objective_id, title=title, description=more)
        at.do(command, f"It reads “{title}” now.", as_json)


@app.command()
def why_now(
    ctx: typer.Context,
    objective: Objective,
    text: Annotated[str, typer.Argument(help="Why it matters now and what it serves.")],
    as_json: AsJson = False,
) -> None:
    """Say why an objective matters now."""
    with session(ctx) as at:
        found = at.find.objective(objective)
        at.do(StateWhyNow(objective_id=found.objective_id, why_now=text), "Why-now stated.", as_json)


@app.command()
def owner(ctx: typer.Context, objective: Objective, owner: Owner, as_json: AsJson = False) -> None:
    """Make one person accountable, or nobody."""
    with session(ctx) as at:
        found = at.find.objective(objective)
        command = AssignOwner(objective_id=found.objective_id, owner=at.find.owner(owner))
        at.do(command, f"{owner} owns “{found.title}” now.", as_json)


@app.command()
def ambition(
    ctx: typer.Context,
    objective: Objective,
    ambition: Annotated[Ambition, typer.Argument(help="Promised or hoped for.")],
    as_json: AsJson = False,
) -> None:
    """Say whether 1.0 is promised or hoped for."""
    with session(ctx) as at:
        found = at.find.objective(objective)
        at.do(SetAmbition(objective_id=found.objective_id, ambition=ambition), f"It is {ambition} now.", as_json)


@app.command()
def level(
    ctx: typer.Context,
    objective: Objective,
    level: Annotated[Level, typer.Argument(help="Whose direction it sets.")],
    as_json: AsJson = False,
) -> None:
    """Say whether an objective is the organization's or one team's."""
    with session(ctx) as at:
        found = at.find.objective(objective)
        at.do(SetLevel(objective_id=found.objective_id, level=level), f"Its level is {level} now.", as_json)


@app.command()
def judge(
    ctx: typer.Context,
    objective: Objective,
    score: Annotated[float, typer.Argument(help="The team's own score, 0.0 to 1.0.")],
    reason: Reason,
    as_json: AsJson = False,
) -> None:
    """Put the team's own score beside the computed one."""
    with session(ctx) as at:
        found = at.find.objective(objective)
        command = JudgeObjective(objective_id=found.objective_id, judged=score, reason=reason)
        at.do(command, f"Judged {score:g}.", as_json)


@app.command()
def close(
    ctx: typer.Context,
    objective: Objective,
    outcome: Annotated[Outcome, typer.Argument(help="How it ended.")],
    judged: Annotated[float | None, typer.Option(help="The team's own score, 0.0 to 1.0.")] = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """End an objective with its outcome; all scores are kept with it."""
    with session(ctx) as at:
        found = at.find.objective(objective)
        command = CloseObjective(objective_id=found.objective_id, outcome=outcome, judged=judged, reason=reason)
        at.do(command, f"Closed “{found.title}”: {outcome}.", as_json)


@app.command()
def carry_forward(
    ctx: typer.Context,
    objective: Objective,
    cycle: Annotated[str, typer.Option("--to", help="The cycle it goes on in.")],
    key_result: Annotated[
        list[str] | None,
        typer.Option(help="One to take along, by number, title or id; all running ones if unsaid."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Draft a successor in another cycle, once; the original stays as it is."""
    successor_id = new_id()
    with session(ctx) as at:
        found = at.find.objective(objective)
        taken = [each for each in found.key_results if not each.dropped]
        if key_result:
            taken = [key_result_of(found, each, f"key_results.{n}") for n, each in enumerate(key_result)]
        command = CarryForward(
            objective_id=found.objective_id,
            successor_id=successor_id,
            cycle_id=at.find.cycle(cycle).cycle_id,
            key_results=tuple(Carried(key_result_id=each.key_result_id, successor_id=new_id()) for each in taken),
        )
        done = f"Drafted its successor {short(successor_id)} in {cycle}."
        at.do(command, done, as_json, successor_id=successor_id)
