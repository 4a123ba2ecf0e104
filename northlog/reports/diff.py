"""What differs between two looks at a cycle, of which one comes after the other. Pure, over the views."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from pydantic import Field

from domain.measure import Measure, progress, start_of
from domain.scoring import clamped
from northlog.reading.views import CycleTree, KeyResultView, ObjectiveView, PersonView, TeamView, TrailPoint, View

T = TypeVar("T")

Reasons = Mapping[str, Sequence[str]]
"""By key result: why its start or target moved, move by move, as it was said."""


class Change(View, Generic[T]):
    """What was, and what came to stand in its place."""

    before: T
    after: T


class KeyResultDiff(View):
    """What differs in one key result; null where nothing does.

    One that was added is compared with how it was when it was added, as far as that is known. ``value``: in the
    key result's own unit. ``progress`` and ``progress_original`` (by the measure first set, P4.4): 0 at the start,
    1 at the target, not clamped. ``score`` and ``judged``: 0..1. ``confidence``: 0..10.
    """

    key_result_id: str
    number: int
    title: str = Field(description="As it stands after")
    measure: Measure = Field(description="As it stands after; readings and starts are in its unit")
    added: bool
    dropped: str | None = Field(description="The reason, if it was dropped in between")
    reworded: Change[str] | None
    owner: Change[str | None] | None
    rebaselined: Change[float | None] | None = Field(description="The start, in the key result's unit")
    retargeted: Change[Measure] | None = Field(
        description="The whole measures; what differs is more than the start"
    )
    reasons: list[str] = Field(description="Why start and target moved, in order; empty where that is not known")
    value: Change[bool | float | str | None] | None
    progress: Change[float | None] | None
    progress_original: Change[float | None] | None
    score: Change[float | None] | None
    judged: Change[float | None] | None
    judged_reason: Change[str | None] | None
    confidence: Change[int | None] | None
    check_ins: list[str] = Field(
        description="Ids of the check-ins in between that read it, by when they were true"
    )


class ObjectiveDiff(View):
    """What differs in one objective; null where nothing does.

    One that was added is compared with its draft, as far as that is known. ``score`` and ``judged``: 0..1.
    ``confidence``: of the goal, 0..10.
    """

    objective_id: str
    team_id: str
    title: str = Field(description="As it stands after")
    added: bool
    reworded: Change[str] | None
    redescribed: Change[str] | None
    why_now: Change[str] | None
    team: Change[str] | None
    owner: Change[str | None] | None
    ambition: Change[str] | None
    level: Change[str] | None
    status: Change[str] | None = Field(description="draft, published, closed")
    outcome: Change[str | None] | None = Field(description="achieved, partly, missed, dropped")
    successor: Change[str | None] | None = Field(description="The id of the objective that carries it forward")
    score: Change[float | None] | None
    judged: Change[float | None] | None
    judged_reason: Change[str | None] | None
    confidence: Change[int | None] | None
    check_ins: list[str] = Field(description="Ids of the check-ins in between, by when they were true")
    key_results: list[KeyResultDiff] = Field(description="Those in which something differs, in their order")


class CycleDiff(View):
    """What differs in a cycle and in what stands in it.

    ``position``: how far the log was known, before and after. ``as_of``: the instants looked at, null for now.
    ``expected``: where an even pace stood, 0..1.
    """

    cycle_id: str
    name: str = Field(description="As it stands after")
    position: Change[int]
    as_of: Change[datetime | None]
    expected: Change[float]
    renamed: Change[str] | None
    starts_on: Change[date] | None
    ends_on: Change[date] | None
    status: Change[str] | None = Field(description="planned, started, closed")
    objectives: list[ObjectiveDiff] = Field(description="Those in which something differs, as they were drafted")
    teams: dict[str, TeamView] = Field(description="The teams that ids stand for, as they are after")
    people: dict[str, PersonView] = Field(description="The people that ids stand for, as they are after")


_OF_CYCLE = {"renamed": "name", "starts_on": "starts_on", "ends_on": "ends_on", "status": "status"}
_OF_OBJECTIVE = {
    "reworded": "title",
    "redescribed": "description",
    "why_now": "why_now",
    "team": "team_id",
    "owner": "owner",
    "ambition": "ambition",
    "level": "level",
    "status": "status",
    "outcome": "outcome",
    "successor": "successor_id",
    "score": "score",
    "judged": "judged",
    "judged_reason": "judged_reason",
    "confidence": "confidence",
}
_OF_KEY_RESULT = {
    "reworded": "title",
    "owner": "owner",
    "value": "value",
    "progress": "progress",
    "progress_original": "progress_original",
    "score": "score",
    "judged": "judged",
    "judged_reason": "judged_reason",
    "confidence": "confidence",
}
"""What a change is called, by the field of the view in which it shows."""

_UNREAD: dict[str, Any] = {"judged": None, "judged_reason": None, "confidence": None, "trail": []}


def diff(before: CycleTree, after: CycleTree, reasons: Reasons | None = None) -> CycleDiff:
    """What differs between two trees of one cycle, of which ``after`` is not the earlier.

    The pace passes by itself and is no difference of an objective; it is told for the whole cycle.
    """
    known = {each.objective_id: each for each in before.objectives}
    told = [_objective(known.get(each.objective_id), each, reasons or {}) for each in after.objectives]
    return CycleDiff(
        cycle_id=after.cycle.cycle_id,
        name=after.cycle.name,
        position=Change(before=before.position, after=after.position),
        as_of=Change(before=before.as_of, after=after.as_of),
        expected=Change(before=before.cycle.expected, after=after.cycle.expected),
        **_changes(_OF_CYCLE, before.cycle, after.cycle),
        objectives=[each for each in told if each is not None],
        teams={**before.teams, **after.teams},
        people={**before.people, **after.people},
    )


def _objective(known: ObjectiveView | None, after: ObjectiveView, reasons: Reasons) -> ObjectiveDiff | None:
    if known is not None and known.is_as(after):
        return None
    before = known or _drafted(after)
    results = {each.key_result_id: each for each in before.key_results}
    told = [_key_result(results.get(each.key_result_id), each, reasons) for each in after.key_results]
    found = {
        "added": known is None,
        **_changes(_OF_OBJECTIVE, before, after),
        "check_ins": _made(before.trail, after.trail),
        "key_results": [each for each in told if each is not None],
    }
    if not any(found.values()):
        return None
    return ObjectiveDiff(objective_id=after.objective_id, team_id=after.team_id, title=after.title, **found)


def _key_result(known: KeyResultView | None, after: KeyResultView, reasons: Reasons) -> KeyResultDiff | None:
    before = known or _added(after)
    rebaselined = _change(start_of(before.measure), start_of(after.measure))
    retargeted = _change(before.measure, after.measure) if _goal(before) != _goal(after) else None
    found = {
        "added": known is None,
        "dropped": after.dropped_reason if after.dropped and not before.dropped else None,
        **_changes(_OF_KEY_RESULT, before, after),
        "rebaselined": rebaselined,
        "retargeted": retargeted,
        "reasons": list(reasons.get(after.key_result_id, ())) if rebaselined or retargeted else [],
        "check_ins": _made(before.trail, after.trail),
    }
    if not any(found.values()):
        return None
    of = {name: getattr(after, name) for name in ("key_result_id", "number", "title", "measure")}
    return KeyResultDiff(**of, **found)


def _changes(names: Mapping[str, str], before: View, after: View) -> dict[str, Change[Any] | None]:
    return {said: _change(getattr(before, name), getattr(after, name)) for said, name in names.items()}


def _change(before: T, after: T) -> Change[T] | None:
    return None if before == after else Change(before=before, after=after)


def _made(before: Sequence[TrailPoint], after: Sequence[TrailPoint]) -> list[str]:
    known = {each.check_in_id for each in before}
    return [each.check_in_id for each in after if each.check_in_id not in known]


def _goal(result: KeyResultView) -> dict[str, Any]:
    """A measure without where it starts."""
    return result.measure.model_dump(exclude={"start", "baseline"})


def _drafted(objective: ObjectiveView) -> ObjectiveView:
    """An objective as it came into being, as far as it can be told from what became of it."""
    unsaid: dict[str, Any] = {
        "status": "draft",
        "outcome": None,
        "successor_id": None,
        "score": None,
        "key_results": [],
    }
    return objective.model_copy(update=_UNREAD | unsaid)


def _added(result: KeyResultView) -> KeyResultView:
    """A key result as it came into being, as far as it can be told from what became of it."""
    begun = progress(result.original, None)
    unsaid = {
        "measure": result.original,
        "dropped": False,
        "value": None,
        "progress": begun,
        "progress_original": begun,
        "score": clamped(begun),
    }
    return result.model_copy(update=_UNREAD | unsaid)
