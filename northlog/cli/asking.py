"""A check-in asked question by question. Enter leaves one unanswered; nothing is preset (P3.4)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import typer
from rich.console import Console

from domain.decider import Refused
from domain.measure import Value, check_value
from domain.objective.grip import Grip, Reading
from northlog.cli import parsing
from northlog.cli.finding import Unclear
from northlog.cli.output import console, say
from northlog.cli.session import Session
from northlog.formatting import confidence_text, value_text
from northlog.reading.views import KeyResultView, ObjectiveView
from projections.reader import ObjectiveFilter

T = TypeVar("T")


@contextmanager
def without_a_trace() -> Iterator[None]:
    """Say so where somebody leaves in the middle of the questions."""
    try:
        yield
    except (typer.Abort, KeyboardInterrupt):
        say("\nNothing recorded.")
        raise


def which(at: Session) -> ObjectiveView:
    """Ask on which of the started cycles' published objectives."""
    cycles = at.find.started() or [at.find.cycle(None)]
    with at.looking.snapshot() as seen:
        open_ = [
            each
            for cycle in cycles
            for each in seen.objectives(ObjectiveFilter(cycle_id=cycle.cycle_id, status="published"))
        ]
    if not open_:
        named = " and ".join(cycle.name for cycle in cycles)
        raise Unclear("objective_id", "unknown", f"no objective of {named} is published, so none takes a check-in")
    teams = at.find.teams()
    out = console()
    for index, each in enumerate(open_, start=1):
        out.print(f"{index:3}  {each.title}  ", f"({teams[each.team_id].name})", sep="")

    def chosen(text: str) -> ObjectiveView:
        if text.isdecimal() and 1 <= int(text) <= len(open_):
            return open_[int(text) - 1]
        return at.find.objective_by_part(text)

    return _ask(out, "On which objective, by number", chosen)


def grip(at: Session, objective: ObjectiveView) -> Grip:
    """Ask all of GRIP, show it, and have it confirmed. Raises ``typer.Abort`` if it is not."""
    out = console()
    out.print(f"\n{objective.title}", style="bold")
    out.print("Enter leaves a question unanswered; Ctrl-C leaves without a trace.\n", style="dim")
    goal = _confidence(out, "Goal confidence, 0 to 10", objective.confidence, "goal_confidence")
    asked = [_reading(out, at, each) for each in objective.key_results if not each.dropped]
    out.print()
    said = Grip(
        goal_confidence=goal,
        readings=tuple(each for each in asked if each is not None),
        issues=_text("Issues in the way"),
        plan=_text("Plan ahead"),
        energy=_ask(out, "Energy, 1 (drained) to 5 (buzzing)", lambda text: parsing.whole(text, 1, 5, "energy")),
    )
    if said == Grip():
        out.print("\nNothing was said; nothing recorded.")
        raise typer.Exit
    _summary(out, objective, said)
    typer.confirm("Record this check-in?", default=True, abort=True)
    return said


def _reading(out: Console, at: Session, result: KeyResultView) -> Reading | None:
    out.print(f"\n{result.number}  {result.title}")
    last = "no reading yet"
    if result.value is not None and result.value_at is not None:
        last = f"last {value_text(result.value, result.measure)} on {result.value_at.astimezone(at.zone):%Y-%m-%d}"
    goal = "" if result.target is None else f", target {value_text(result.target, result.measure)}"
    out.print(f"   {last}{goal}", style="dim")

    def read(text: str) -> Value | None:
        if text.strip() == "":
            return None
        value = parsing.value(result.measure, text, "value")
        check_value(result.measure, value, "value")
        return value

    value = _ask(out, f"   {_hint(result)}", read)
    confidence = _confidence(out, "   Confidence, 0 to 10", result.confidence, "confidence")
    if value is None and confidence is None:
        return None
    return Reading(key_result_id=result.key_result_id, value=value, confidence=confidence)


def _hint(result: KeyResultView) -> str:
    match result.measure.kind:
        case "binary":
            return "Done, yes or no"
        case "zones":
            return "Zone: fail, commit, target or stretch"
        case "subjective":
            return "Share of the criteria met, 0 to 1"
        case _:
            unit = getattr(result.measure, "unit", "") or ("%" if result.measure.kind == "completion" else "")
            return f"Value now{f' ({unit})' if unit else ''}"


def _confidence(out: Console, question: str, last: int | None, field: str) -> int | None:
    before = "" if last is None else f", last {last}"
    return _ask(out, f"{question}{before}", lambda text: parsing.whole(text, 0, 10, field))


def _text(question: str) -> str:
    return str(typer.prompt(question, default="", show_default=False))


def _ask(out: Console, question: str, understand: Callable[[str], T]) -> T:
    """Ask until the answer is understood."""
    while True:
        try:
            return understand(_text(question))
        except Refused as refusal:
            out.print(f"   {refusal.message[:1].upper()}{refusal.message[1:]}.", style="red")


def _summary(out: Console, objective: ObjectiveView, said: Grip) -> None:
    out.print("\nThis is what you say:", style="bold")
    out.print(f"  Goal confidence  {confidence_text(said.goal_confidence)}")
    results = {each.key_result_id: each for each in objective.key_results}
    for each in said.readings:
        result = results[each.key_result_id]
        value = "—" if each.value is None else value_text(each.value, result.measure)
        out.print(f"  Key result {result.number}     {value}, confidence {confidence_text(each.confidence)}")
    for name, text in (("Issues", said.issues), ("Plan", said.plan)):
        out.print(f"  {name:<16} {text or '—'}")
    out.print(f"  Energy           {confidence_text(said.energy)}")
