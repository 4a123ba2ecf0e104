"""The days of a cycle, and an objective as it was known at the end of each.

A day ends with its last instant on the clock of the cycle's time zone, as a date does wherever a past day is asked
for. Cycle and cadence are those of that day, too: a cycle that was prolonged in March was short in February.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeVar

from domain import cycle as cycles
from domain import team as teams
from domain.cycle import Cycle, CycleEvent, midnight
from domain.team import Cadence, Team, TeamEvent
from domain.trajectory import Span, Told, Trajectory, span_of, told

T = TypeVar("T")

_DAY, _TICK = timedelta(days=1), timedelta(microseconds=1)


class Frame(NamedTuple):
    """A day of one team in one cycle. ``now``: its last instant, UTC. ``span`` and ``cadence``: as of then."""

    day: date
    now: datetime
    span: Span
    cadence: Cadence | None


class Known(NamedTuple):
    """An objective as it was known at the last instant of a day."""

    day: date
    now: datetime
    trajectory: Trajectory


def frames(cycle_id: str, cycle: Sequence[Told], team: Sequence[Told]) -> list[Frame]:
    """Every day on which the cycle ran by what was known that day, from the events of cycle and team."""
    versions = _cycle_versions(cycle)
    spans = {state: span_of(cycle_id, state) for _, state in versions}
    cadences = _cadences(team)
    found = []
    for day in _days([state for _, state in versions]):
        now = midnight(day + _DAY, versions[0][1].time_zone) - _TICK
        state = _latest(versions, now)
        if state is not None and state.starts_on <= day <= state.ends_on:
            found.append(Frame(day, now, spans[state], _latest(cadences, now)))
    return found


def known(log: Sequence[Told], days: Iterable[Frame]) -> Iterator[Known]:
    """The objective whose events ``log`` holds, in their order, at the end of each day from its draft on."""
    before: tuple[int, Span, Cadence | None] | None = None
    trajectory: Trajectory | None = None
    for frame in days:
        heard = bisect_right(log, frame.now, key=lambda each: each.recorded_at)
        # Without news it is what it was the day before.
        if before != (heard, frame.span, frame.cadence):
            before = heard, frame.span, frame.cadence
            trajectory = told(log, frame.span, frame.cadence, frame.now)
        if trajectory is not None:
            yield Known(frame.day, frame.now, trajectory)


def _cycle_versions(log: Iterable[Told]) -> list[tuple[datetime, Cycle]]:
    versions: list[tuple[datetime, Cycle]] = []
    for each in log:
        if isinstance(each.event, CycleEvent):
            state = cycles.evolve(versions[-1][1] if versions else None, each.event)
            versions.append((each.recorded_at, state))
    return versions


def _cadences(log: Iterable[Told]) -> list[tuple[datetime, Cadence | None]]:
    found: list[tuple[datetime, Cadence | None]] = []
    team: Team | None = None
    for each in log:
        if isinstance(each.event, TeamEvent):
            team = teams.evolve(team, each.event)
            found.append((each.recorded_at, team.cadence))
    return found


def _latest(versions: Sequence[tuple[datetime, T]], now: datetime) -> T | None:
    heard = bisect_right(versions, now, key=lambda version: version[0])
    return versions[heard - 1][1] if heard else None


def _days(versions: Sequence[Cycle]) -> Iterator[date]:
    day = min((each.starts_on for each in versions), default=date.max)
    last = max((each.ends_on for each in versions), default=date.min)
    while day <= last:
        yield day
        day += _DAY
