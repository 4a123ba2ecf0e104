"""One retrospective of the story: an hour and a half of talk, and what the next cycle made of it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from domain.retrospective import EntryKind
from domain.retrospective.commands import (
    AddAttractor,
    AddDetractor,
    AddLearning,
    AddNote,
    AnswerQuestion,
    CarryDecision,
    CloseRetrospective,
    EntryCommand,
    MakeDecision,
    OpenRetrospective,
    WithdrawEntry,
)
from northlog.demo.plot import RetrospectivePlot, Spoken
from northlog.demo.step import Step, id_of, objective_id, team_id
from northlog.demo.timeline import Quarter

_ADD: dict[EntryKind, type[EntryCommand]] = {
    EntryKind.NOTE: AddNote,
    EntryKind.ATTRACTOR: AddAttractor,
    EntryKind.DETRACTOR: AddDetractor,
    EntryKind.LEARNING: AddLearning,
    EntryKind.DECISION: MakeDecision,
}


def look_back(plot: RetrospectivePlot, calendar: Sequence[Quarter]) -> Iterator[Step]:
    """The steps of one retrospective, not in order of time. Decisions are taken up a week into the next cycle."""
    quarter, after = calendar[plot.cycle], calendar[plot.cycle + 1]
    label, key = f"retrospective/{plot.key}", id_of("retrospective", plot.key)
    it, begun = {"retrospective_id": key}, quarter.at(weeks=plot.week, days=plot.day, hour=14)
    opening = OpenRetrospective(
        **it,
        cycle_id=quarter.cycle_id,
        team_id=None if plot.team is None else team_id(plot.team),
        kind=plot.kind,
        trigger=plot.trigger,
    )
    yield Step(begun, f"{label}/open", plot.leads, opening)
    for number, spoken in enumerate(plot.said, 1):
        at, what = begun + timedelta(minutes=5 * number), f"{label}/{number}"
        entry = {**it, "entry_id": id_of("entry", what)}
        yield Step(at, what, spoken.by, _said(spoken, entry, after))
        if spoken.withdrawn:
            taken_back = WithdrawEntry(**entry, reason=spoken.withdrawn)
            yield Step(at + timedelta(minutes=3), f"{what}/withdraw", spoken.by, taken_back)
        if spoken.carried:
            carry = CarryDecision(**entry, cycle_id=after.cycle_id, became=_objective(spoken.became))
            yield Step(after.at(weeks=1, hour=10), f"{what}/carry", plot.leads, carry)
    for minute, (question, answer) in enumerate(plot.answers.items()):
        at = begun + timedelta(minutes=75 + 3 * minute)
        yield Step(at, f"{label}/{question}", plot.leads, AnswerQuestion(**it, question=question, answer=answer))
    if plot.summary:
        close = CloseRetrospective(**it, summary=plot.summary)
        yield Step(begun + timedelta(minutes=90), f"{label}/close", plot.leads, close)


def _said(spoken: Spoken, entry: dict[str, str], after: Quarter) -> EntryCommand:
    meant = {"carried_into": after.cycle_id} if spoken.carried else {}
    return _ADD[spoken.kind](**entry, text=spoken.text, objective_id=_objective(spoken.of), **meant)


def _objective(label: str | None) -> str | None:
    return None if label is None else objective_id(label)
