"""Loading what an evaluation looks at: many objectives at once, by a handful of queries whatever their number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, get_args

from sqlalchemy import Connection, Row, bindparam, select

from domain.alert import Alert, AlertOutcome, PolicyVersion
from domain.cycle import Cycle
from domain.objective import stream_of
from domain.objective.events import AnyObjectiveEvent
from domain.organization import STREAM as ORGANIZATION
from domain.policy import Policy, effective
from domain.signals.calendar import Calendar, calendar_of
from domain.signals.finding import Severity, SubjectKind
from domain.team import Cadence
from domain.trajectory import Span, Trajectory, span_of, told
from domain.words import Event
from events import read
from events.catalogue import Catalogue
from events.record import Recorded
from events.transaction import driver
from projections.builds import directed
from projections.current import CURRENT
from projections.current.queries import CurrentReader
from projections.current.signal_queries import SignalReader
from projections.current.signal_rows import AlertRow, PolicyRow

_OBJECTIVES, _CYCLES, _TEAMS = (CURRENT.sql_tables[name] for name in ("objectives", "cycles", "teams"))
_UNITS = _TEAMS.alias("unit")
# Put together once: every check-in asks for it.
_PLACES = (
    select(
        _OBJECTIVES.c.objective_id,
        _OBJECTIVES.c.team_id,
        _TEAMS.c.parent_id,
        _UNITS.c.parent_id.label("above_id"),
        *(_TEAMS.c[f"cadence_{name}"].label(name) for name in ("weekday", "hour", "every_weeks")),
        *(_CYCLES.c[name] for name in ("cycle_id", "name", "starts_on", "ends_on", "grace_days", "time_zone")),
    )
    .join(_CYCLES, (_CYCLES.c.org == _OBJECTIVES.c.org) & (_CYCLES.c.cycle_id == _OBJECTIVES.c.cycle_id))
    .join(_TEAMS, (_TEAMS.c.org == _OBJECTIVES.c.org) & (_TEAMS.c.team_id == _OBJECTIVES.c.team_id))
    .outerjoin(_UNITS, (_UNITS.c.org == _TEAMS.c.org) & (_UNITS.c.team_id == _TEAMS.c.parent_id))
    .where(
        _OBJECTIVES.c.org == bindparam("org"),
        _OBJECTIVES.c.objective_id.in_(bindparam("ids", expanding=True)),
    )
)


@dataclass(frozen=True, slots=True)
class Subject:
    """An objective as it was known at ``now``, and what it is judged by. ``layers``: the overrides in force, the
    most general first. ``alerts``: all of the objective and its key results by id, those that ended too."""

    trajectory: Trajectory
    policy: Policy
    layers: tuple[PolicyVersion, ...]
    calendar: Calendar
    alerts: Mapping[str, Alert]


def load(
    connection: Connection, catalogue: Catalogue, org: str, objective_ids: Sequence[str], now: datetime
) -> list[Subject]:
    """These objectives, but those that there are not. Cycle, cadence and policies are taken as they stand.

    The facts come from the log itself, by streams: read tables keep what they came to, not their positions.
    Raises ``UnknownEvent`` or ``BrokenEvent`` where a fact cannot be read, ``pydantic.ValidationError`` where a
    policy cannot.
    """
    places = _places(connection, org, objective_ids)
    signals = SignalReader(CurrentReader(connection, org))
    rules = _Rules(
        signals.policies({ORGANIZATION, *(scope for place in places.values() for scope in _scopes(place))})
    )
    alerts: dict[str, dict[str, Alert]] = {key: {} for key in places}
    for row in signals.alerts_of(places):
        alerts[row.objective_id][row.alert_id] = _alert(row)
    found = []
    for objective_id, log in _told(connection, catalogue, org, places).items():
        place = places[objective_id]
        span, cadence = rules.span(place), _cadence(place)
        trajectory = told(log, span, cadence, now)
        if trajectory is not None:
            policy, layers = rules.policy(place)
            calendar = rules.calendar(span, cadence, policy, layers)
            found.append(Subject(trajectory, policy, layers, calendar, alerts[objective_id]))
    return found


def _told(
    connection: Connection, catalogue: Catalogue, org: str, objective_ids: Iterable[str]
) -> dict[str, list[Recorded[Event]]]:
    """What the log says of each objective, in its order."""
    streams, names = [stream_of(each) for each in objective_ids], catalogue.names_of(*get_args(AnyObjectiveEvent))
    found: dict[str, list[Recorded[Event]]] = {}
    for each in read.streams(driver(connection), org, streams, names, read.LAST_POSITION):
        found.setdefault(each.stream.partition("-")[2], []).append(catalogue.read(each))
    return found


def _places(connection: Connection, org: str, objective_ids: Iterable[str]) -> dict[str, Row[Any]]:
    """Cycle, team and the teams above it, by objective. The tree is three levels high."""
    found = directed(connection).execute(_PLACES, {"org": org, "ids": list(objective_ids)})
    return {row.objective_id: row for row in found}


def _scopes(place: Row[Any]) -> list[str]:
    """Whose policies apply, the most general first."""
    return [scope for scope in (ORGANIZATION, place.above_id, place.parent_id, place.team_id) if scope]


def _cadence(place: Row[Any]) -> Cadence | None:
    if place.weekday is None:
        return None
    return Cadence(weekday=place.weekday, hour=place.hour, every_weeks=place.every_weeks)


@dataclass(slots=True)
class _Rules:
    """What objectives are judged by, each worked out once for all that share it."""

    policies: Mapping[str, PolicyRow]
    _spans: dict[str, Span] = field(default_factory=dict)
    _effective: dict[tuple[PolicyVersion, ...], Policy] = field(default_factory=dict)
    _calendars: dict[Any, Calendar] = field(default_factory=dict)

    def span(self, place: Row[Any]) -> Span:
        if place.cycle_id not in self._spans:
            cycle = Cycle(place.name, place.starts_on, place.ends_on, place.grace_days, place.time_zone)
            self._spans[place.cycle_id] = span_of(place.cycle_id, cycle)
        return self._spans[place.cycle_id]

    def policy(self, place: Row[Any]) -> tuple[Policy, tuple[PolicyVersion, ...]]:
        rows = [self.policies[scope] for scope in _scopes(place) if scope in self.policies]
        said = [row for row in rows if row.override is not None]
        layers = tuple(PolicyVersion(scope=row.scope, version=row.version) for row in said)
        if layers not in self._effective:
            self._effective[layers] = effective(row.override for row in said if row.override is not None)
        return self._effective[layers], layers

    def calendar(
        self, span: Span, cadence: Cadence | None, policy: Policy, layers: tuple[PolicyVersion, ...]
    ) -> Calendar:
        key = (span.cycle_id, cadence, layers)
        if key not in self._calendars:
            self._calendars[key] = calendar_of(span, cadence, policy)
        return self._calendars[key]


def _alert(row: AlertRow) -> Alert:
    return Alert(
        rule=row.rule,
        subject_kind=SubjectKind(row.subject_kind),
        subject_id=row.subject_id,
        objective_id=row.objective_id,
        episode=row.episode,
        severity=Severity(row.severity),
        raised_at=row.raised_at,
        eased_at=row.eased_at,
        will_do=row.will_do,
        snoozed_until=row.snoozed_until,
        outcome=None if row.outcome is None else AlertOutcome(row.outcome),
        note=row.note,
    )
