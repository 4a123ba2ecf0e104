"""GRIP entries and confidence journeys, as they stand after all corrections."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain.objective.events import CheckedIn, CheckInCorrected
from events.record import Recorded
from northlog.formatting import unit_text, value_text
from northlog.reading.views import KeyResultView, ObjectiveView
from northlog.retro.pack import Change, Entry, Journey, Line, Mark, Read, Spoken

MARKED = ("target moved", "start moved", "dropped", "added", "added in mid-cycle")
"""The changes that stand in the chart: those that change what is aimed at."""


def entries(objective: ObjectiveView, events: Iterable[Recorded[Any]]) -> list[Entry]:
    """The check-ins of one objective by when they were true, each as it was last said."""
    made: dict[str, Recorded[CheckedIn]] = {}
    said: dict[str, CheckedIn | CheckInCorrected] = {}
    reasons: dict[str, list[str]] = {}
    for at in events:
        match at.event:
            case CheckedIn(check_in_id=key):
                made[key], said[key] = at, at.event
            case CheckInCorrected(check_in_id=key, reason=reason):
                said[key] = at.event
                reasons.setdefault(key, []).append(reason)
    results = {each.key_result_id: each for each in objective.key_results}
    in_time = sorted(made.items(), key=lambda item: item[1].occurred_at)
    return [_entry(at, said[key], reasons.get(key, []), results) for key, at in in_time]


def _entry(
    at: Recorded[CheckedIn],
    says: CheckedIn | CheckInCorrected,
    corrections: list[str],
    results: Mapping[str, KeyResultView],
) -> Entry:
    readings = [
        Read(
            number=results[each.key_result_id].number,
            title=results[each.key_result_id].title,
            value_text=reading_text(each.value, results[each.key_result_id]),
            confidence=each.confidence,
            note=each.note,
        )
        for each in says.readings
    ]
    return Entry(
        check_in_id=at.event.check_in_id,
        at=at.occurred_at,
        late=at.event.late,
        corrections=corrections,
        goal_confidence=says.goal_confidence,
        energy=says.energy,
        readings=sorted(readings, key=lambda it: it.number),
        issues=says.issues,
        plan=says.plan,
    )


def reading_text(value: bool | float | str | None, result: KeyResultView) -> str:
    """A reading with its unit; a dash where there is none."""
    if value is None:
        return "—"
    return f"{value_text(value, result.measure)} {unit_text(result.measure)}".rstrip()


def journey(objective: ObjectiveView, changed: Sequence[Change]) -> Journey:
    """The confidence stated in the goal and in each key result at every check-in; silence is a gap."""
    said = [(point.occurred_at, point.check_in_id) for point in objective.trail]
    goal = Line(
        number=None,
        label="The goal",
        points=[Spoken(at=point.occurred_at, confidence=point.confidence) for point in objective.trail],
    )
    lines = [goal]
    for result in objective.key_results:
        stated = {point.check_in_id: point.confidence for point in result.trail}
        points = [Spoken(at=at, confidence=stated.get(check_in_id)) for at, check_in_id in said]
        lines.append(Line(number=result.number, label=result.title, points=points))
    marks = [Mark(at=each.at, label=f"{each.about}: {each.what}") for each in changed if each.what in MARKED]
    return Journey(lines=lines, marks=marks)
