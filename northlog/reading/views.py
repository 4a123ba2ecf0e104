"""What people and programs are shown of the current state: the same over HTTP, as JSON and in the terminal."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from domain.cycle import midnight
from domain.measure import Measure
from domain.objective.context import Context
from domain.pace import expected
from northlog.people import Details
from projections.current import trail
from projections.current.rows import CycleRow, KeyResultRow, ObjectiveRow, PersonRow, TeamRow
from projections.current.trail import Point

POSITION = Field(description="The position of the log that this speaks of: what was known")
AS_OF = Field(default=None, description="The instant of the past that this speaks of: what was true; null for now")


class View(BaseModel):
    """Base of all views; built from the rows' attributes."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class OrganizationView(View):
    name: str
    time_zone: str
    late_entry_grace_days: int
    version: int


class PersonView(View):
    """``name`` and ``email`` are null once the person was forgotten."""

    person_id: str
    name: str | None
    email: str | None
    forgotten: bool
    version: int

    @property
    def called(self) -> str:
        """The name, or what is said of who was forgotten."""
        return self.name or "a forgotten person"

    @staticmethod
    def of(row: PersonRow, details: Details | None) -> "PersonView":
        return PersonView(
            person_id=row.person_id,
            name=details.name if details else None,
            email=details.email if details else None,
            forgotten=row.forgotten,
            version=row.version,
        )


class CadenceView(View):
    """``weekday``: 1 Monday to 7 Sunday; ``hour``: 0 to 23 in the organization's time zone."""

    weekday: int
    hour: int
    every_weeks: int


class TeamView(View):
    """``members``: person id to role."""

    team_id: str
    name: str
    kind: str
    parent_id: str | None
    cadence: CadenceView | None
    members: dict[str, str]
    dissolved: bool
    version: int

    @staticmethod
    def of(row: TeamRow) -> "TeamView":
        cadence = None
        if row.cadence_weekday is not None:
            cadence = CadenceView(
                weekday=row.cadence_weekday, hour=row.cadence_hour or 0, every_weeks=row.cadence_every_weeks or 1
            )
        return TeamView(
            team_id=row.team_id,
            name=row.name,
            kind=row.kind,
            parent_id=row.parent_id,
            cadence=cadence,
            members=row.members,
            dissolved=row.dissolved,
            version=row.version,
        )


class CycleView(View):
    """``expected``: the share of the cycle that has passed, where progress on an even pace would stand, 0..1."""

    cycle_id: str
    name: str
    starts_on: date
    ends_on: date
    grace_days: int
    time_zone: str
    status: str
    expected: float
    version: int

    @staticmethod
    def of(row: CycleRow, now: datetime) -> "CycleView":
        starts_at = midnight(row.starts_on, row.time_zone)
        ends_at = midnight(row.ends_on + timedelta(days=1), row.time_zone)
        return CycleView(
            cycle_id=row.cycle_id,
            name=row.name,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            grace_days=row.grace_days,
            time_zone=row.time_zone,
            status=row.status,
            expected=expected(starts_at, ends_at, now),
            version=row.version,
        )


class TrailPoint(View):
    """What one check-in said. ``value`` is null for objectives, and where nothing was read."""

    occurred_at: datetime
    check_in_id: str
    value: bool | float | str | None
    confidence: int | None

    @staticmethod
    def of(at: str, check_in_id: str, value: bool | float | str | None, confidence: int | None) -> "TrailPoint":
        return TrailPoint(occurred_at=at, check_in_id=check_in_id, value=value, confidence=confidence)


Shown = Callable[[Point], TrailPoint | dict[str, Any]]
"""How a point of a trail is shown, or what says it."""


def _said(point: Point) -> dict[str, Any]:
    return {
        "occurred_at": point[trail.AT],
        "check_in_id": point[trail.CHECK_IN],
        "value": point[trail.VALUE],
        "confidence": point[trail.CONFIDENCE],
    }


class KeyResultView(View):
    """``progress``: 0 at the start, 1 at the target, not clamped; ``score``: clamped to 0..1. Both null where
    nothing can be said, such as "no baseline" (P1.3). ``progress_original``: against the target first set
    (P4.4). ``confidence``: as stated at the last check-in, 0..10, null if unstated."""

    objective_id: str
    key_result_id: str
    number: int
    title: str
    owner: str | None
    measure: Measure
    original: Measure
    start: float | None
    target: float | None
    value: bool | float | str | None
    value_at: datetime | None
    progress: float | None
    progress_original: float | None
    score: float | None
    judged: float | None
    judged_reason: str | None
    confidence: int | None
    trail: list[TrailPoint]
    dropped: bool
    dropped_reason: str | None
    carried_from: str | None

    @staticmethod
    def of(row: KeyResultRow, shown: Shown = _said) -> "KeyResultView":
        return KeyResultView.model_validate(_with_trail(row, shown))


class ObjectiveView(View):
    """``score``: computed, 0..1, the mean of its key results. ``expected``: where an even pace would stand.
    ``confidence``: of the goal, as stated at the last check-in, 0..10, null if unstated. ``dismissals``: lints
    that were dismissed, by id: ``rule``, ``key_result_id``, ``reason``, ``by`` and ``at``."""

    objective_id: str
    cycle_id: str
    team_id: str
    title: str
    description: str
    why_now: str
    owner: str | None
    ambition: str
    level: str
    status: str
    outcome: str | None
    score: float | None
    expected: float
    judged: float | None
    judged_reason: str | None
    confidence: int | None
    last_check_in_id: str | None
    last_check_in_at: datetime | None
    trail: list[TrailPoint]
    drafted_at: datetime
    position: int = Field(description="Where it was drafted in the log")
    published_at: datetime | None
    closed_at: datetime | None
    carried_from: str | None
    successor_id: str | None
    dismissals: dict[str, dict[str, str | None]]
    context: Context
    priority_id: str | None
    key_results: list[KeyResultView]
    version: int

    @staticmethod
    def of(
        row: ObjectiveRow, key_results: list[KeyResultRow], cycle: CycleView, shown: Shown = _said
    ) -> "ObjectiveView":
        views = [KeyResultView.of(each, shown) for each in key_results]
        said = {**_with_trail(row, shown), "expected": cycle.expected, "key_results": views}
        return ObjectiveView.model_validate(said)

    def paced(self, expected: float) -> "ObjectiveView":
        """The same where an even pace stands elsewhere."""
        return self.model_copy(update={"expected": expected})

    def is_as(self, other: "ObjectiveView") -> bool:
        """Whether nothing differs but the pace, which moves by itself."""
        return self.paced(other.expected) == other


class CycleTree(View):
    """A cycle with its objectives and their key results, and the names its ids stand for."""

    cycle: CycleView
    objectives: list[ObjectiveView]
    teams: dict[str, TeamView]
    people: dict[str, PersonView]
    position: int = POSITION
    as_of: datetime | None = AS_OF


def owners(objectives: Iterable[ObjectiveView]) -> set[str]:
    """The ids of the people who own objectives or their key results."""
    named = {owner for each in objectives for owner in (each.owner, *(it.owner for it in each.key_results))}
    return {owner for owner in named if owner is not None}


def _attributes(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}


def _with_trail(row: KeyResultRow | ObjectiveRow, shown: Shown) -> dict[str, Any]:
    return {**_attributes(row), "trail": list(map(shown, row.trail))}
