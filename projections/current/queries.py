"""Reading the current state. Every query names its organization; row-level security says so once more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, cast, func, select, tuple_
from sqlalchemy.dialects.postgresql import JSONB

from projections.builds import directed
from projections.current import CURRENT, trail
from projections.current import rows as tables
from projections.current.rows import (
    CycleRow,
    DestinationRow,
    KeyResultRow,
    ObjectiveRow,
    OrganizationRow,
    PersonRow,
    RetrospectiveEntryRow,
    RetrospectiveRow,
    TeamRow,
)
from projections.table import ReadTable

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class ObjectiveFilter:
    """Which objectives; what is ``None`` is not asked for."""

    cycle_id: str | None = None
    team_id: str | None = None
    owner: str | None = None
    status: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class RetrospectiveFilter:
    """Which retrospectives; what is ``None`` is not asked for."""

    cycle_id: str | None = None
    team_id: str | None = None


def organization(connection: Connection, org: str) -> OrganizationRow | None:
    return _first(connection, org, tables.ORGANIZATIONS)


def people(connection: Connection, org: str, ids: Iterable[str] | None = None) -> list[PersonRow]:
    """The people of an organization, sealed; all of them, or those with these ids."""
    table = _table(tables.PEOPLE)
    wanted = [] if ids is None else [table.c.person_id.in_(sorted(set(ids)))]
    return _rows(connection, org, tables.PEOPLE, *wanted, order=[table.c.person_id])


def teams(connection: Connection, org: str) -> list[TeamRow]:
    """All teams; a tree is made of their ``parent_id``."""
    table = _table(tables.TEAMS)
    return _rows(connection, org, tables.TEAMS, order=[table.c.name, table.c.team_id])


def team(connection: Connection, org: str, team_id: str) -> TeamRow | None:
    return _first(connection, org, tables.TEAMS, _table(tables.TEAMS).c.team_id == team_id)


def cycles(connection: Connection, org: str) -> list[CycleRow]:
    """All cycles, the earliest first."""
    table = _table(tables.CYCLES)
    return _rows(connection, org, tables.CYCLES, order=[table.c.starts_on, table.c.cycle_id])


def cycle(connection: Connection, org: str, cycle_id: str) -> CycleRow | None:
    return _first(connection, org, tables.CYCLES, _table(tables.CYCLES).c.cycle_id == cycle_id)


def objectives(
    connection: Connection,
    org: str,
    wanted: ObjectiveFilter,
    after: tuple[Any, ...] | None = None,
    limit: int | None = None,
) -> list[ObjectiveRow]:
    """Objectives in the order they were drafted. ``after``: (drafted_at, objective_id) of the last one seen."""
    table = _table(tables.OBJECTIVES)
    conditions = _equal(table, wanted, "cycle_id", "team_id", "owner", "status", "level")
    order = [table.c.drafted_at, table.c.objective_id]
    if after is not None:
        conditions.append(tuple_(*order) > after)
    return _rows(connection, org, tables.OBJECTIVES, *conditions, order=order, limit=limit)


def objective(connection: Connection, org: str, objective_id: str) -> ObjectiveRow | None:
    return _first(connection, org, tables.OBJECTIVES, _table(tables.OBJECTIVES).c.objective_id == objective_id)


def key_results(connection: Connection, org: str, objective_ids: Iterable[str]) -> dict[str, list[KeyResultRow]]:
    """The key results of objectives in their order, by objective; dropped ones included."""
    table = _table(tables.KEY_RESULTS)
    ids = list(objective_ids)
    found: dict[str, list[KeyResultRow]] = {each: [] for each in ids}
    order = [table.c.objective_id, table.c.number]
    for row in _rows(connection, org, tables.KEY_RESULTS, table.c.objective_id.in_(ids), order=order):
        found[row.objective_id].append(row)
    return found


def check_in_ids(connection: Connection, org: str, beginning: str) -> list[tuple[str, str]]:
    """Check-ins whose ids begin so, as (objective id, check-in id)."""
    table = _table(tables.OBJECTIVES).c
    point = func.jsonb_array_elements(table.trail).column_valued("point", joins_implicitly=True)
    check_in_id = cast(point, JSONB)[trail.CHECK_IN].astext
    query = select(table.objective_id, check_in_id).where(
        table.org == org, func.starts_with(check_in_id, beginning)
    )
    return [(objective_id, found) for objective_id, found in directed(connection).execute(query)]


def retrospectives(
    connection: Connection,
    org: str,
    wanted: RetrospectiveFilter,
    after: tuple[Any, ...] | None = None,
    limit: int | None = None,
) -> list[RetrospectiveRow]:
    """In the order they were opened. ``after``: (opened_at, retrospective_id) of the last one seen."""
    table = _table(tables.RETROSPECTIVES)
    conditions = _equal(table, wanted, "cycle_id", "team_id")
    order = [table.c.opened_at, table.c.retrospective_id]
    if after is not None:
        conditions.append(tuple_(*order) > after)
    return _rows(connection, org, tables.RETROSPECTIVES, *conditions, order=order, limit=limit)


def retrospective(connection: Connection, org: str, retrospective_id: str) -> RetrospectiveRow | None:
    wanted = _table(tables.RETROSPECTIVES).c.retrospective_id == retrospective_id
    return _first(connection, org, tables.RETROSPECTIVES, wanted)


def retrospective_entries(
    connection: Connection, org: str, retrospective_ids: Iterable[str]
) -> dict[str, list[RetrospectiveEntryRow]]:
    """The entries of retrospectives in their order, by retrospective; withdrawn ones included."""
    table = _table(tables.RETROSPECTIVE_ENTRIES)
    ids = list(retrospective_ids)
    found: dict[str, list[RetrospectiveEntryRow]] = {each: [] for each in ids}
    order = [table.c.retrospective_id, table.c.number]
    wanted = table.c.retrospective_id.in_(ids)
    for row in _rows(connection, org, tables.RETROSPECTIVE_ENTRIES, wanted, order=order):
        found[row.retrospective_id].append(row)
    return found


def destinations(connection: Connection, org: str) -> list[DestinationRow]:
    """All destinations, the oldest first; removed ones included."""
    table = _table(tables.DESTINATIONS)
    return _rows(connection, org, tables.DESTINATIONS, order=[table.c.added_at, table.c.destination_id])


def destination(connection: Connection, org: str, destination_id: str) -> DestinationRow | None:
    wanted = _table(tables.DESTINATIONS).c.destination_id == destination_id
    return _first(connection, org, tables.DESTINATIONS, wanted)


def _equal(table: Table, wanted: object, *names: str) -> list[ColumnElement[bool]]:
    return [table.c[name] == value for name in names if (value := getattr(wanted, name)) is not None]


def _table(table: ReadTable[Any]) -> Table:
    return CURRENT.sql_tables[table.name]


def _rows(
    connection: Connection,
    org: str,
    table: ReadTable[R],
    *conditions: ColumnElement[bool],
    order: Sequence[ColumnElement[Any]] = (),
    limit: int | None = None,
) -> list[R]:
    columns = _table(table).c
    query: Select[Any] = select(*(columns[name] for name in table.columns))
    query = query.where(columns.org == org, *conditions).order_by(*order).limit(limit)
    return [table.decode(row) for row in directed(connection).execute(query)]


def _first(connection: Connection, org: str, table: ReadTable[R], *conditions: ColumnElement[bool]) -> R | None:
    found = _rows(connection, org, table, *conditions, limit=1)
    return found[0] if found else None
