"""The tables of the current state: one row for what stands now."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated

from pydantic import TypeAdapter

from domain.destination import Place, Preferences
from domain.measure import Measure
from domain.objective.context import NOTHING_SAID, Context
from projections.current.trail import Trail
from projections.table import Json, ReadTable

_MEASURE: TypeAdapter[Measure] = TypeAdapter(Measure)
MeasureColumn = Annotated[Measure, Json(_MEASURE.serializer.to_json, _MEASURE.validate_python)]
_PLACE: TypeAdapter[Place] = TypeAdapter(Place)
PlaceColumn = Annotated[Place | None, Json(_PLACE.serializer.to_json, _PLACE.validate_python)]
_PREFERENCES: TypeAdapter[Preferences] = TypeAdapter(Preferences)
PreferencesColumn = Annotated[Preferences, Json(_PREFERENCES.serializer.to_json, _PREFERENCES.validate_python)]
_CONTEXT: TypeAdapter[Context] = TypeAdapter(Context)
ContextColumn = Annotated[Context, Json(_CONTEXT.serializer.to_json, _CONTEXT.validate_python)]
EventTypes = Annotated[list[str] | None, Json()]
Members = Annotated[dict[str, str], Json()]
Value = Annotated[bool | float | str | None, Json()]
Answers = Annotated[dict[str, dict[str, str]], Json()]
"""By question: ``text``, ``author`` and ``said_at``, an instant's text."""

Dismissals = Annotated[dict[str, dict[str, str | None]], Json()]
"""By lint id: ``rule``, ``key_result_id``, ``reason``, ``by`` and ``at``, an instant's text."""
SaidWords = Annotated[dict[str, dict[str, bool]], Json()]
"""By kind of word, then by word: whether it was added."""

FOLLOWS = {"follows": True}
"""Marks a column that follows from check-ins and other columns, and so makes no version of its row in history."""


@dataclass(slots=True)
class OrganizationRow:
    name: str
    time_zone: str
    late_entry_grace_days: int
    version: int


@dataclass(slots=True)
class PersonRow:
    """``since``: the position at which the person was introduced."""

    person_id: str
    sealed: str
    forgotten: bool
    since: int
    version: int


@dataclass(slots=True)
class TeamRow:
    """``members``: person id -> role. The cadence is whole or absent."""

    team_id: str
    name: str
    kind: str
    parent_id: str | None
    version: int
    cadence_weekday: int | None = None
    cadence_hour: int | None = None
    cadence_every_weeks: int | None = None
    members: Members = field(default_factory=dict)
    dissolved: bool = False
    backlog_reviewed_on: date | None = None


@dataclass(slots=True)
class CycleRow:
    """``ends_on`` is the last day."""

    cycle_id: str
    name: str
    starts_on: date
    ends_on: date
    grace_days: int
    time_zone: str
    status: str
    version: int


@dataclass(slots=True)
class ObjectiveRow:
    """``score``: computed, 0..1, null where nothing can be said. ``confidence``: as last stated, 0..10.
    ``superseded``: what the trail said before it was corrected. ``position``: where it was drafted in the log."""

    objective_id: str
    cycle_id: str
    team_id: str
    title: str
    description: str
    why_now: str
    owner: str | None
    ambition: str
    level: str
    carried_from: str | None
    drafted_at: datetime
    position: int
    version: int
    status: str = "draft"
    published_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str | None = None
    judged: float | None = None
    judged_reason: str | None = None
    successor_id: str | None = None
    dismissals: Dismissals = field(default_factory=dict)
    context: ContextColumn = NOTHING_SAID
    priority_id: str | None = None
    trail: Trail = field(default_factory=list, metadata=FOLLOWS)
    superseded: Trail = field(default_factory=list, metadata=FOLLOWS)
    score: float | None = field(default=None, metadata=FOLLOWS)
    confidence: int | None = field(default=None, metadata=FOLLOWS)
    last_check_in_id: str | None = field(default=None, metadata=FOLLOWS)
    last_check_in_at: datetime | None = field(default=None, metadata=FOLLOWS)


@dataclass(slots=True)
class KeyResultRow:
    """``original`` is the measure as first added (P4.4). ``number`` orders the key results of an objective."""

    objective_id: str
    key_result_id: str
    number: int
    title: str
    owner: str | None
    measure: MeasureColumn
    original: MeasureColumn
    carried_from: str | None
    dropped: bool = False
    dropped_reason: str | None = None
    judged: float | None = None
    judged_reason: str | None = None
    trail: Trail = field(default_factory=list, metadata=FOLLOWS)
    superseded: Trail = field(default_factory=list, metadata=FOLLOWS)
    start: float | None = field(default=None, metadata=FOLLOWS)
    target: float | None = field(default=None, metadata=FOLLOWS)
    value: Value = field(default=None, metadata=FOLLOWS)
    value_at: datetime | None = field(default=None, metadata=FOLLOWS)
    progress: float | None = field(default=None, metadata=FOLLOWS)
    progress_original: float | None = field(default=None, metadata=FOLLOWS)
    score: float | None = field(default=None, metadata=FOLLOWS)
    confidence: int | None = field(default=None, metadata=FOLLOWS)


@dataclass(slots=True)
class VocabularyRow:
    """``scope``: ``organization`` or a team's id; ``vocabulary_id``: the same as its stream says it, empty or that
    id."""

    vocabulary_id: str
    scope: str
    version: int
    said: SaidWords


@dataclass(slots=True)
class RetrospectiveRow:
    """``team_id`` is null for the whole organization's; ``trigger`` where it was scheduled."""

    retrospective_id: str
    cycle_id: str
    team_id: str | None
    kind: str
    trigger: str | None
    held_on: date
    opened_at: datetime
    opened_by: str
    version: int
    answers: Answers = field(default_factory=dict)
    closed_at: datetime | None = None
    summary: str = ""


@dataclass(slots=True)
class RetrospectiveEntryRow:
    """``text`` is null once withdrawn; the log keeps it. ``carried_into``: the cycle that a decision is meant for,
    or once carried the one that took it up; ``became``: the objective it turned into there."""

    retrospective_id: str
    entry_id: str
    number: int
    kind: str
    text: str | None
    objective_id: str | None
    author: str
    added_at: datetime
    carried_into: str | None = None
    carried_at: datetime | None = None
    became: str | None = None
    withdrawn_reason: str | None = None


@dataclass(slots=True)
class DestinationRow:
    """``audience_id`` is null for the organization's own, ``place`` for mail to a person. ``subscribed``: the
    types of events that go there, empty for all; null where none do."""

    destination_id: str
    kind: str
    audience_kind: str
    audience_id: str | None
    name: str
    place: PlaceColumn
    preferences: PreferencesColumn
    added_at: datetime
    version: int
    subscribed: EventTypes = None
    paused: bool = False
    removed: bool = False


ORGANIZATIONS = ReadTable(OrganizationRow, "organizations", "organization")
PEOPLE = ReadTable(PersonRow, "people", "person")
TEAMS = ReadTable(TeamRow, "teams", "team")
CYCLES = ReadTable(CycleRow, "cycles", "cycle")
OBJECTIVES = ReadTable(ObjectiveRow, "objectives", "objective", indexes=[["cycle_id"], ["team_id"], ["owner"]])
KEY_RESULTS = ReadTable(KeyResultRow, "key_results", "objective", "key_result_id", order="number")
VOCABULARIES = ReadTable(VocabularyRow, "vocabularies", "vocabulary")
RETROSPECTIVES = ReadTable(
    RetrospectiveRow, "retrospectives", "retrospective", indexes=[["cycle_id"], ["team_id"]]
)
RETROSPECTIVE_ENTRIES = ReadTable(
    RetrospectiveEntryRow, "retrospective_entries", "retrospective", "entry_id", order="number"
)
DESTINATIONS = ReadTable(DestinationRow, "destinations", "destination")

TABLES = (
    ORGANIZATIONS,
    PEOPLE,
    TEAMS,
    CYCLES,
    OBJECTIVES,
    KEY_RESULTS,
    VOCABULARIES,
    RETROSPECTIVES,
    RETROSPECTIVE_ENTRIES,
    DESTINATIONS,
)
