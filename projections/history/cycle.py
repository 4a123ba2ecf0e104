"""A cycle's whole history in memory: any number of its days can be looked at, the database is asked no more."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection

from events import clocks
from events.transaction import driver
from projections.current import trail
from projections.current.rows import CycleRow, TeamRow
from projections.current.trail import Point
from projections.history import HISTORY
from projections.history.objective import ObjectiveHistory, held
from projections.history.queries import trails
from projections.history.rows import CYCLES, KEY_RESULTS, OBJECTIVES, TEAMS
from projections.history.standing import Trails
from projections.history.table import Version, VersionTable
from projections.moment import Moment
from projections.reader import rows_of


@dataclass(frozen=True)
class CycleHistory:
    """All versions of a cycle and of what is in it, and all that check-ins said.

    Versions come in the order in which rows are shown, those of one row the earliest first; objectives in the
    order they were drafted. ``recorded``: when each change was recorded, by its position.
    """

    cycles: Sequence[Version]
    objectives: Sequence[ObjectiveHistory]
    teams: Sequence[Version]
    recorded: dict[int, datetime]

    @property
    def planned_at(self) -> datetime:
        """When the cycle came into being."""
        return self.cycles[0].since_at

    @property
    def owners(self) -> set[str]:
        """The ids of all who ever owned an objective or a key result."""
        own = {OBJECTIVES.row_of(each).owner for of in self.objectives for each in of.versions}
        own |= {KEY_RESULTS.row_of(each).owner for of in self.objectives for each in of.key_results}
        return {each for each in own if each is not None}

    def cycle_at(self, moment: Moment) -> CycleRow | None:
        """The cycle as it stood; ``None`` where it was not there yet."""
        found = held(self.cycles, moment)
        return CYCLES.row_of(found[0]) if found else None

    def teams_at(self, moment: Moment) -> list[TeamRow]:
        """All teams as they stood, by name."""
        return [TEAMS.row_of(each) for each in held(self.teams, moment)]


def load(
    connection: Connection, org: str, cycle_id: str, team_id: str | None, position: int
) -> CycleHistory | None:
    """Everything of a cycle up to a position that its history was followed to; ``None`` where it is not there.

    With ``team_id`` the objectives of that team alone; an objective stays with its team.
    """
    known = _Loading(connection, org, position)
    cycles = known.versions(CYCLES, "since", cycle_id=[cycle_id])
    if not cycles:
        return None
    of = {"cycle_id": [cycle_id]} | ({} if team_id is None else {"team_id": [team_id]})
    objectives = known.versions(OBJECTIVES, "position", "since", **of)
    ids = {OBJECTIVES.row_of(each).objective_id for each in objectives}
    results = known.versions(KEY_RESULTS, "objective_id", "number", "since", objective_id=ids)
    said = trails(connection, org, ids)
    changed = {each.since for each in (*cycles, *objectives, *results)}
    changed |= {point[trail.SINCE] for own, once in said.values() for point in (*own, *once)}
    return CycleHistory(
        cycles=cycles,
        objectives=_apart(objectives, results, said),
        teams=known.versions(TEAMS, "name", "team_id"),
        recorded=clocks.recorded_at(driver(connection), org, (each for each in changed if each <= position)),
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
        return rows_of(self.connection, table, sql_table, self.org, wanted, order)


def _apart(objectives: Iterable[Version], results: Iterable[Version], said: Trails) -> list[ObjectiveHistory]:
    """What belongs to one objective together."""
    of: defaultdict[str, list[Version]] = defaultdict(list)
    for each in results:
        of[_objective_id(each)].append(each)
    trails_of: defaultdict[str, dict[tuple[str, str], tuple[list[Point], list[Point]]]] = defaultdict(dict)
    for key, points in said.items():
        trails_of[key[0]][key] = points
    return [
        ObjectiveHistory(key, list(versions), of[key], trails_of[key])
        for key, versions in groupby(objectives, _objective_id)
    ]


def _objective_id(version: Version) -> str:
    return OBJECTIVES.place_of(version)[0]
