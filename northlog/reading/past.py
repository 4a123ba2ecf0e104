"""A cycle's past as it is shown: any number of its days can be looked at, the database is asked no more."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from math import ceil

from sqlalchemy import Connection

from domain.cycle import CycleStatus, midnight
from northlog.reading.people import named
from northlog.reading.views import (
    CycleTree,
    CycleView,
    ObjectiveView,
    PersonView,
    Shown,
    TeamView,
    TrailPoint,
    owners,
)
from projections.current import trail
from projections.current.queries import CurrentReader
from projections.history import cycle as histories
from projections.history.cycle import CycleHistory
from projections.history.objective import ObjectiveHistory, Phase
from projections.moment import Moment


def _each_made_once() -> Shown:
    """Points as they are shown: a point that stands in many looks is the same in all of them."""
    # Typed, as True and 1.0 would be one and the same.
    made = lru_cache(maxsize=None, typed=True)(TrailPoint.of)
    return lambda point: made(point[trail.AT], point[trail.CHECK_IN], point[trail.VALUE], point[trail.CONFIDENCE])


@dataclass(frozen=True)
class Past:
    """A cycle's whole history, and the people in it as known today.

    ``position``: up to which the log was read; ``now``: when, UTC.
    """

    history: CycleHistory
    people: dict[str, PersonView]
    position: int
    now: datetime
    _shown: Shown = field(default_factory=_each_made_once, init=False, compare=False)
    _last: dict[str, tuple[Phase, ObjectiveView | None]] = field(default_factory=dict, init=False, compare=False)
    """By objective: how it was last seen. From one look to the next few objectives change."""

    @property
    def moment(self) -> Moment:
        """The last moment that can be looked at."""
        return Moment(self.position, self.now)

    @property
    def as_of(self) -> datetime:
        """The instant up to which this speaks."""
        return self.now

    @property
    def planned_at(self) -> datetime:
        """When the cycle came into being."""
        return self.history.planned_at

    def cycle(self, moment: Moment) -> CycleView | None:
        """The cycle alone; ``None`` where it was not there yet."""
        row = self.history.cycle_at(moment)
        return None if row is None else CycleView.of(row, moment.at)

    def tree(self, moment: Moment) -> CycleTree | None:
        """The cycle as it stood at a moment; ``None`` where it was not there yet.

        Equal to the tree of a snapshot at that moment.
        """
        cycle = self.cycle(moment)
        if cycle is None:
            return None
        found = (self._objective(each, moment, cycle) for each in self.history.objectives)
        objectives = [each for each in found if each is not None]
        owning = owners(objectives)
        return CycleTree(
            cycle=cycle,
            objectives=objectives,
            teams={row.team_id: TeamView.of(row) for row in self.history.teams_at(moment)},
            people={key: person for key, person in self.people.items() if key in owning},
            position=moment.position,
            as_of=moment.at,
        )

    def _objective(self, of: ObjectiveHistory, moment: Moment, cycle: CycleView) -> ObjectiveView | None:
        phase = of.phase(moment)
        before, view = self._last.get(of.objective_id, (None, None))
        if phase != before:
            whole = of.at(moment)
            view = None if whole is None else ObjectiveView.of(*whole, cycle, self._shown)
            self._last[of.objective_id] = phase, view
        return None if view is None else view.paced(cycle.expected)

    def changes(self) -> list[int]:
        """The positions at which anything of the cycle changed, in order."""
        return sorted(self.history.recorded)

    def when(self, position: int) -> Moment:
        """The moment at which one of ``changes()`` had just been recorded."""
        return Moment(position, self.history.recorded[position])

    def weeks(self) -> list[datetime]:
        """The instants at which the weeks of the cycle ended, UTC, and last of all now; of a closed cycle when it
        was closed, or when the last was said of it, such as a score.

        Weeks begin with the cycle's first day, as it was set now and in its time zone; the last may be shorter.
        Those that ended before the cycle was planned are left out.
        """
        row, last = self.history.cycle_at(self.moment), self.now
        assert row is not None, "it had been planned by then"
        if row.status == CycleStatus.CLOSED:
            last = min(last, self.when(max(self.history.recorded)).at)
        days = (row.ends_on - row.starts_on).days + 1
        ends = [
            midnight(row.starts_on + timedelta(days=min(days, 7 * week)), row.time_zone)
            for week in range(1, ceil(days / 7) + 1)
        ]
        return [end for end in ends if self.planned_at <= end < last] + [last]


def load(
    connection: Connection, org: str, cycle_id: str, team_id: str | None, position: int, now: datetime
) -> Past | None:
    """A cycle's past up to a position that its history was followed to; ``None`` where it was not there.

    With ``team_id`` the objectives of that team alone.
    """
    history = histories.load(connection, org, cycle_id, team_id, position)
    if history is None or history.planned_at > now:
        return None
    people = named(connection, org, CurrentReader(connection, org).people(history.owners))
    return Past(history, people, position, now)
