"""A cycle's whole history, loaded once: any number of its days can be looked at, the database is asked no more."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import ColumnElement, Connection

from domain.cycle import CycleStatus, midnight
from events.transaction import driver
from northlog import people as sealing
from northlog.views import CycleTree, CycleView, ObjectiveView, PersonView, TeamView, owners
from projections.current import trail
from projections.current.queries import CurrentReader, rows_of
from projections.history import HISTORY
from projections.history.queries import trails
from projections.history.rows import CYCLES, KEY_RESULTS, OBJECTIVES, TEAMS
from projections.history.standing import Trails, standing
from projections.history.table import Version, VersionTable
from projections.moment import Moment

_RECORDED = """
select position, greatest(recorded_at, occurred_at) from northlog.events where org = %s and position = any(%s)
"""


@dataclass(frozen=True)
class Past:
    """All versions of a cycle and what is in it, all that check-ins said, and the people as known today.

    ``position``: up to which the log was read; ``now``: when, UTC. Versions come in the order in which rows are
    shown, those of one row the earliest first. ``recorded``: when each of ``changes()`` was recorded.
    """

    cycles: Sequence[Version]
    objectives: Sequence[Version]
    key_results: Sequence[Version]
    teams: Sequence[Version]
    trails: Trails
    people: dict[str, PersonView]
    recorded: dict[int, datetime]
    position: int
    now: datetime

    @property
    def moment(self) -> Moment:
        """The last moment that can be looked at."""
        return Moment(self.position, self.now)

    @property
    def as_of(self) -> datetime:
        """The instant up to which this speaks."""
        return self.now

    def tree(self, moment: Moment) -> CycleTree | None:
        """The cycle as it stood at a moment; ``None`` where it was not there yet.

        Equal to the tree of a snapshot at that moment.
        """
        held = _held(self.cycles, moment)
        if not held:
            return None
        cycle = CycleView.of(CYCLES.row_of(held[0]), moment.at)
        found = standing(_held(self.objectives, moment), _held(self.key_results, moment), self.trails, moment)
        objectives = [ObjectiveView.of(row, results, cycle) for row, results in found]
        teams = [TeamView.of(TEAMS.row_of(each)) for each in _held(self.teams, moment)]
        named = owners(objectives)
        return CycleTree(
            cycle=cycle,
            objectives=objectives,
            teams={team.team_id: team for team in teams},
            people={key: person for key, person in self.people.items() if key in named},
            position=moment.position,
            as_of=moment.at,
        )

    def changes(self) -> list[int]:
        """The positions at which anything of the cycle changed, in order."""
        return sorted(self.recorded)

    def when(self, position: int) -> Moment:
        """The moment at which one of ``changes()`` had just been recorded."""
        return Moment(position, self.recorded[position])

    def weeks(self) -> list[datetime]:
        """The instants at which the weeks of the cycle ended, UTC, and last of all now; of a closed cycle when it
        was closed, or when the last was said of it, such as a score.

        Weeks begin with the cycle's first day, as known today and in its time zone; the last one may be shorter.
        Those that ended before the cycle was planned are left out.
        """
        row, last = CYCLES.row_of(self.cycles[-1]), self.now
        if row.status == CycleStatus.CLOSED:
            last = self.recorded[max(self.recorded)]
        days = (row.ends_on - row.starts_on).days + 1
        ends = [
            midnight(row.starts_on + timedelta(days=min(days, 7 * week)), row.time_zone)
            for week in range(1, ceil(days / 7) + 1)
        ]
        return [end for end in ends if self.cycles[0].since_at <= end < last] + [last]


def load(
    connection: Connection, org: str, cycle_id: str, team_id: str | None, position: int, now: datetime
) -> Past | None:
    """Everything of a cycle up to a position that its history was followed to; ``None`` where it is not there.

    With ``team_id`` the objectives of that team alone; an objective stays with its team.
    """
    known = _Loading(connection, org, position)
    cycles = known.versions(CYCLES, "since", cycle_id=[cycle_id])
    if not cycles:
        return None
    of = {"cycle_id": [cycle_id]} | ({} if team_id is None else {"team_id": [team_id]})
    objectives = known.versions(OBJECTIVES, "drafted_at", "objective_id", "since", **of)
    ids = {OBJECTIVES.row_of(each).objective_id for each in objectives}
    results = known.versions(KEY_RESULTS, "objective_id", "number", "since", objective_id=ids)
    said = trails(connection, org, ids)
    owners = {OBJECTIVES.row_of(each).owner for each in objectives} | {
        KEY_RESULTS.row_of(each).owner for each in results
    }
    changed = {each.since for each in (*cycles, *objectives, *results)}
    changed |= {point[trail.SINCE] for own, once in said.values() for point in (*own, *once)}
    return Past(
        cycles=cycles,
        objectives=objectives,
        key_results=results,
        teams=known.versions(TEAMS, "name", "team_id"),
        trails=said,
        people=known.people(owners),
        recorded=known.recorded(changed),
        position=position,
        now=now,
    )


@dataclass(frozen=True)
class _Loading:
    connection: Connection
    org: str
    position: int

    def versions(self, table: VersionTable[Any], *order: str, **among: Collection[str]) -> list[Version]:
        """Versions whose columns hold one of these values."""
        sql_table = HISTORY.sql_tables[table.name]
        columns = sql_table.c
        wanted: list[ColumnElement[bool]] = [columns[name].in_(values) for name, values in among.items()]
        wanted.append(columns.since <= self.position)
        return rows_of(self.connection, table, sql_table, self.org, wanted, [columns[name] for name in order])

    def people(self, ids: set[str | None]) -> dict[str, PersonView]:
        rows = CurrentReader(self.connection, self.org).people(each for each in ids if each is not None)
        details = sealing.opened(self.connection, self.org, rows)
        return {row.person_id: PersonView.of(row, details.get(row.person_id)) for row in rows}

    def recorded(self, positions: set[int]) -> dict[int, datetime]:
        """When events were recorded, by position; none of those that came after."""
        known = [each for each in positions if each <= self.position]
        return dict(driver(self.connection).execute(_RECORDED, (self.org, known)).fetchall())


def _held(versions: Iterable[Version], moment: Moment) -> list[Version]:
    return [each for each in versions if each.holds(moment.position, moment.at)]
