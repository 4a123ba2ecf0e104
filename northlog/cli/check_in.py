"""`northlog check-in`: GRIP, by flags or asked question by question."""

import sys
from typing import Annotated

import typer

from domain.decider import Refused
from domain.objective.commands import CheckIn, CorrectCheckIn
from domain.objective.grip import Grip, Reading
from northlog.cli import asking, parsing
from northlog.cli.finding import key_result_of
from northlog.cli.groups import FirstMeant, group
from northlog.cli.options import AsJson
from northlog.cli.output import short
from northlog.cli.session import session
from northlog.ids import new_id
from northlog.reading.check_ins import CheckInView
from northlog.reading.views import ObjectiveView

app = group(FirstMeant)

Confidence = Annotated[str | None, typer.Option(help="Goal confidence, 0 (no chance) to 10 (certain).")]
Readings = Annotated[
    list[str] | None,
    typer.Option(
        help="KEY_RESULT=VALUE[:CONFIDENCE], a key result by number, title or id: --reading 1=78:6 --reading 2=yes"
    ),
]
Issues = Annotated[str | None, typer.Option(help="What stands in the way.")]
Plan = Annotated[str | None, typer.Option(help="What comes next.")]
EnergyFlag = Annotated[str | None, typer.Option(help="The team's energy, 1 (drained) to 5 (buzzing).")]


@app.command("say", hidden=True)
def say_(
    ctx: typer.Context,
    objective: Annotated[str | None, typer.Argument(help="The objective, by title or id.")] = None,
    confidence: Confidence = None,
    reading: Readings = None,
    issues: Issues = None,
    plan: Plan = None,
    energy: EnergyFlag = None,
    at_: Annotated[
        str | None, typer.Option("--at", help="When it was true, if not now: 2027-01-31 or 2027-01-31T09:30.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check in on an objective by GRIP: goal confidence, results, issues, plan.

    Without flags, at a terminal, every question is asked; Enter leaves one unanswered. What was said wrong is
    corrected by: northlog check-in correct CHECK_IN --reason …
    """
    flags = (confidence, reading, issues, plan, energy)
    asks = all(flag is None for flag in flags) and sys.stdin.isatty()
    with session(ctx) as at:
        if objective is None and not asks:
            raise Refused("objective_id", "required", "say on which objective: northlog check-in OBJECTIVE …")
        with asking.without_a_trace():
            found = asking.which(at) if objective is None else at.find.objective_by_part(objective)
            said = asking.grip(at, found) if asks else _grip(found, Grip(), *flags)
        key = new_id()
        command = CheckIn(
            objective_id=found.objective_id,
            check_in_id=key,
            occurred_at=None if at_ is None else parsing.instant(at_, at.zone, "occurred_at"),
            **said.answers(),
        )
        done = f"Recorded check-in {short(key)} on “{found.title}”."
        at.do(command, done, as_json, objective_id=found.objective_id, check_in_id=key)


@app.command()
def correct(
    ctx: typer.Context,
    check_in: Annotated[str, typer.Argument(help="The check-in, by id; northlog show OBJECTIVE lists them.")],
    reason: Annotated[str, typer.Option(help="Why it is corrected.")],
    confidence: Confidence = None,
    reading: Readings = None,
    issues: Issues = None,
    plan: Plan = None,
    energy: EnergyFlag = None,
    as_json: AsJson = False,
) -> None:
    """Correct a check-in: what is not said anew stays. The original stays in the log."""
    with session(ctx) as at:
        original = at.find.check_in(check_in)
        found = at.find.objective(original.objective_id)
        grip = _grip(found, _as_grip(original), confidence, reading, issues, plan, energy)
        command = CorrectCheckIn(
            objective_id=found.objective_id, check_in_id=original.check_in_id, reason=reason, **grip.answers()
        )
        done = f"Corrected check-in {short(original.check_in_id)} on “{found.title}”."
        at.do(command, done, as_json, objective_id=found.objective_id, check_in_id=original.check_in_id)


def _as_grip(view: CheckInView) -> Grip:
    said = {name: getattr(view, name) for name in Grip.model_fields if name != "readings"}
    return Grip(**said, readings=tuple(Reading.model_validate(each.model_dump()) for each in view.readings))


def _grip(
    objective: ObjectiveView,
    before: Grip,
    confidence: str | None,
    readings: list[str] | None,
    issues: str | None,
    plan: str | None,
    energy: str | None,
) -> Grip:
    """What the flags say over what was said before."""
    goal = before.goal_confidence if confidence is None else parsing.whole(confidence, 0, 10, "goal_confidence")
    mood = before.energy if energy is None else parsing.whole(energy, 1, 5, "energy")
    anew = [_reading(objective, text, index) for index, text in enumerate(readings or ())]
    kept = [each for each in before.readings if each.key_result_id not in {it.key_result_id for it in anew}]
    return Grip(
        goal_confidence=goal,
        readings=(*kept, *anew),
        issues=before.issues if issues is None else issues,
        plan=before.plan if plan is None else plan,
        energy=mood,
    )


def _reading(objective: ObjectiveView, text: str, index: int) -> Reading:
    """KEY_RESULT=VALUE[:CONFIDENCE]; a title may itself hold an equals sign."""
    field = f"readings.{index}"
    which, equals, said = text.rpartition("=")
    if not equals:
        raise Refused(field, "form", f"“{text}” must read KEY_RESULT=VALUE:CONFIDENCE, such as 1=78:6")
    result = key_result_of(objective, which.strip(), f"{field}.key_result_id")
    value, _, confidence = said.partition(":")
    unstated = value.strip().casefold() in parsing.UNSTATED
    return Reading(
        key_result_id=result.key_result_id,
        value=None if unstated else parsing.value(result.measure, value, f"{field}.value"),
        confidence=parsing.whole(confidence, 0, 10, f"{field}.confidence"),
    )
