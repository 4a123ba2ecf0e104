"""Reading the current state. Every query names its organization; row-level security says so once more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, cast, func, select, tuple_
from sqlalchemy.dialects.postgresql import JSON

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
P = TypeVar("P")

Whole = tuple[ObjectiveRow, list[KeyResultRow]]
"""An objective with its key results in their order, dropped ones included."""
Held = tuple[RetrospectiveRow, list[RetrospectiveEntryRow]]
"""A retrospective with its entries in their order, withdrawn ones included."""
Conditions = Sequence[ColumnElement[bool]]


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


@dataclass(frozen=True, slots=True)
class CurrentReader:
    """What stands now in one organization; ``projections.reader.Reader`` says what of it can be asked."""

    connection: Connection
    org: str

    def organization(self) -> OrganizationRow | None:
        return self._first(tables.ORGANIZATIONS)

    def people(self, ids: Iterable[str] | None = None) -> list[PersonRow]:
        table = CURRENT.sql_tables["people"]
        wanted = [] if ids is None else [table.c.person_id.in_(sorted(set(ids)))]
        return self._rows(tables.PEOPLE, wanted, order=[table.c.person_id])

    def teams(self) -> list[TeamRow]:
        table = CURRENT.sql_tables["teams"]
        return self._rows(tables.TEAMS, order=[table.c.name, table.c.team_id])

    def team(self, team_id: str) -> TeamRow | None:
        return self._first(tables.TEAMS, [CURRENT.sql_tables["teams"].c.team_id == team_id])

    def cycles(self) -> list[CycleRow]:
        table = CURRENT.sql_tables["cycles"]
        return self._rows(tables.CYCLES, order=[table.c.starts_on, table.c.cycle_id])

    def cycle(self, cycle_id: str) -> CycleRow | None:
        return self._first(tables.CYCLES, [CURRENT.sql_tables["cycles"].c.cycle_id == cycle_id])

    def objectives(
        self, wanted: ObjectiveFilter, after: tuple[Any, ...] | None = None, limit: int | None = None
    ) -> list[Whole]:
        table = CURRENT.sql_tables["objectives"]
        order = [table.c.drafted_at, table.c.objective_id]
        found = self._rows(tables.OBJECTIVES, [*equal(table, wanted), *beyond(order, after)], order, limit)
        return self._with_parts(found, tables.OBJECTIVES, tables.KEY_RESULTS)

    def objective(self, objective_id: str) -> Whole | None:
        wanted = [CURRENT.sql_tables["objectives"].c.objective_id == objective_id]
        found = self._with_parts(self._rows(tables.OBJECTIVES, wanted), tables.OBJECTIVES, tables.KEY_RESULTS)
        return found[0] if found else None

    def retrospectives(
        self, wanted: RetrospectiveFilter, after: tuple[Any, ...] | None = None, limit: int | None = None
    ) -> list[Held]:
        table = CURRENT.sql_tables["retrospectives"]
        order = [table.c.opened_at, table.c.retrospective_id]
        found = self._rows(tables.RETROSPECTIVES, [*equal(table, wanted), *beyond(order, after)], order, limit)
        return self._with_parts(found, tables.RETROSPECTIVES, tables.RETROSPECTIVE_ENTRIES)

    def retrospective(self, retrospective_id: str) -> Held | None:
        wanted = [CURRENT.sql_tables["retrospectives"].c.retrospective_id == retrospective_id]
        rows = self._rows(tables.RETROSPECTIVES, wanted)
        found = self._with_parts(rows, tables.RETROSPECTIVES, tables.RETROSPECTIVE_ENTRIES)
        return found[0] if found else None

    def destinations(self) -> list[DestinationRow]:
        """All destinations, the oldest first; removed ones included."""
        table = CURRENT.sql_tables["destinations"]
        return self._rows(tables.DESTINATIONS, order=[table.c.added_at, table.c.destination_id])

    def destination(self, destination_id: str) -> DestinationRow | None:
        wanted = [CURRENT.sql_tables["destinations"].c.destination_id == destination_id]
        return self._first(tables.DESTINATIONS, wanted)

    def check_in_ids(self, beginning: str) -> list[tuple[str, str]]:
        """Check-ins whose ids begin so, as (objective id, check-in id)."""
        table = CURRENT.sql_tables["objectives"].c
        point = func.json_array_elements(table.trail).column_valued("point", joins_implicitly=True)
        check_in_id = cast(point, JSON)[trail.CHECK_IN].astext
        query = select(table.objective_id, check_in_id).where(
            table.org == self.org, func.starts_with(check_in_id, beginning)
        )
        return [(objective_id, found) for objective_id, found in directed(self.connection).execute(query)]

    def _with_parts(self, rows: list[R], of: ReadTable[R], parts: ReadTable[P]) -> list[tuple[R, list[P]]]:
        """Rows, each with those of another table of the same aggregate, in their order."""
        table = CURRENT.sql_tables[parts.name]
        assert parts.group is not None
        assert parts.order is not None
        group = table.c[parts.group]
        found: dict[str, list[P]] = {of.place_of(each)[0]: [] for each in rows}
        for part in self._rows(parts, [group.in_(found)], [group, table.c[parts.order]]):
            found[parts.place_of(part)[0]].append(part)
        return [(each, found[of.place_of(each)[0]]) for each in rows]

    def _first(self, table: ReadTable[R], conditions: Conditions = ()) -> R | None:
        found = self._rows(table, conditions, limit=1)
        return found[0] if found else None

    def _rows(
        self,
        table: ReadTable[R],
        conditions: Conditions = (),
        order: Sequence[ColumnElement[Any]] = (),
        limit: int | None = None,
    ) -> list[R]:
        return rows_of(self.connection, table, CURRENT.sql_tables[table.name], self.org, conditions, order, limit)


def rows_of(
    connection: Connection,
    table: ReadTable[R],
    sql_table: Table,
    org: str,
    conditions: Conditions = (),
    order: Sequence[ColumnElement[Any]] = (),
    limit: int | None = None,
) -> list[R]:
    """Rows of one organization in any read table."""
    columns = sql_table.c
    query: Select[Any] = select(*(columns[name] for name in table.columns))
    query = query.where(columns.org == org, *conditions).order_by(*order).limit(limit)
    return [table.decode(row) for row in directed(connection).execute(query)]


def equal(table: Table, wanted: ObjectiveFilter | RetrospectiveFilter) -> list[ColumnElement[bool]]:
    """The conditions by which rows are filtered: the filter's fields are named as the columns."""
    asked = {each.name: getattr(wanted, each.name) for each in fields(wanted)}
    return [table.c[name] == value for name, value in asked.items() if value is not None]


def beyond(order: Sequence[ColumnElement[Any]], after: tuple[Any, ...] | None) -> list[ColumnElement[bool]]:
    """The condition by which a page begins after the last one seen."""
    return [] if after is None else [tuple_(*order) > after]
