"""What can be asked of an organization, of now and of any past day alike."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Table, select, tuple_

from projections.builds import directed
from projections.current import rows as tables
from projections.current.rows import (
    CycleRow,
    KeyResultRow,
    ObjectiveRow,
    OrganizationRow,
    PersonRow,
    RetrospectiveEntryRow,
    RetrospectiveRow,
    TeamRow,
    VocabularyRow,
)
from projections.current.running_rows import HealthReadingRow
from projections.table import ReadTable

R = TypeVar("R")
P = TypeVar("P")

Whole = tuple[ObjectiveRow, list[KeyResultRow]]
"""An objective with its key results in their order, dropped ones included."""
Held = tuple[RetrospectiveRow, list[RetrospectiveEntryRow]]
"""A retrospective with its entries in their order, withdrawn ones included."""
Conditions = Sequence[ColumnElement[bool]]
Wanted = Mapping[str, Any]
"""Columns and what they hold: one value, any of a list, or a list in which a value is (``Holds``)."""
After = tuple[Any, ...] | None
"""What the last row seen holds in the columns of the order."""


@dataclass(frozen=True, slots=True)
class Holds:
    """Of a column that holds a list: this value is in it."""

    value: str


@dataclass(frozen=True, slots=True)
class ObjectiveFilter:
    """Which objectives; what is ``None`` is not asked for. ``objective_id``: any of these."""

    objective_id: Sequence[str] | None = None
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


class Reader(ABC):
    """The rows that stand, or stood, in one organization. Lives as long as its transaction.

    ``rows`` and ``whole`` read any table that it knows; all else is said by them.
    """

    connection: Connection
    org: str

    @abstractmethod
    def rows(
        self,
        table: ReadTable[R],
        wanted: Wanted | None = None,
        order: Sequence[str] = (),
        after: After = None,
        limit: int | None = None,
    ) -> list[R]:
        """Rows of a table of the current state, in the order of these columns."""

    @abstractmethod
    def whole(
        self,
        table: ReadTable[R],
        parts: ReadTable[P],
        wanted: Wanted | None = None,
        order: Sequence[str] = (),
        after: After = None,
        limit: int | None = None,
    ) -> list[tuple[R, list[P]]]:
        """Rows, each with those of another table of the same aggregate, which come in that table's own order."""

    @abstractmethod
    def people(
        self, ids: Iterable[str] | None = None, after: After = None, limit: int | None = None
    ) -> list[PersonRow]:
        """The people, sealed, by id; all of them, or those with these ids. ``after``: (person_id,)."""

    @abstractmethod
    def health_readings(
        self, wanted: Wanted, after: After = None, limit: int | None = None
    ) -> list[HealthReadingRow]:
        """Readings of health metrics, the earliest first. ``after``: (occurred_at, reading_id)."""

    @staticmethod
    def of_people(ids: Iterable[str] | None) -> Wanted | None:
        """Rows of these people, or of all."""
        return None if ids is None else {"person_id": sorted(set(ids))}

    @abstractmethod
    def objectives(self, wanted: ObjectiveFilter, after: After = None, limit: int | None = None) -> list[Whole]:
        """Objectives with their key results, in the order they were drafted.

        ``after``: (position,) of the last one seen.
        """

    @abstractmethod
    def objective(self, objective_id: str) -> Whole | None: ...

    def row(self, table: ReadTable[R], wanted: Wanted | None = None) -> R | None:
        """The one row that is so; ``None`` where there is none."""
        found = self.rows(table, wanted, limit=1)
        return found[0] if found else None

    def organization(self) -> OrganizationRow | None:
        return self.row(tables.ORGANIZATIONS)

    def teams(self, after: After = None, limit: int | None = None) -> list[TeamRow]:
        """Teams by name; a tree is made of their ``parent_id``. ``after``: (name, team_id)."""
        return self.rows(tables.TEAMS, None, ("name", "team_id"), after, limit)

    def team(self, team_id: str) -> TeamRow | None:
        return self.row(tables.TEAMS, {"team_id": team_id})

    def cycles(self) -> list[CycleRow]:
        """All cycles, the earliest first."""
        return self.rows(tables.CYCLES, order=("starts_on", "cycle_id"))

    def cycle(self, cycle_id: str) -> CycleRow | None:
        return self.row(tables.CYCLES, {"cycle_id": cycle_id})

    def vocabularies(self) -> dict[str, VocabularyRow]:
        """What scopes say of the words that lints go by, by scope; those that never did are absent."""
        return {row.scope: row for row in self.rows(tables.VOCABULARIES)}

    def retrospectives(
        self, wanted: RetrospectiveFilter, after: After = None, limit: int | None = None
    ) -> list[Held]:
        """Retrospectives with their entries, in the order they were opened.

        ``after``: (opened_at, retrospective_id) of the last one seen.
        """
        order = ("opened_at", "retrospective_id")
        return self.whole(tables.RETROSPECTIVES, tables.RETROSPECTIVE_ENTRIES, asked(wanted), order, after, limit)

    def retrospective(self, retrospective_id: str) -> Held | None:
        wanted = {"retrospective_id": retrospective_id}
        found = self.whole(tables.RETROSPECTIVES, tables.RETROSPECTIVE_ENTRIES, wanted)
        return found[0] if found else None


def asked(wanted: Any) -> Wanted:
    """What a filter asks for: its fields are named as the columns."""
    values = {each.name: getattr(wanted, each.name) for each in fields(wanted)}
    return {name: value for name, value in values.items() if value is not None}


def rows_of(
    connection: Connection,
    table: ReadTable[R],
    sql_table: Table,
    org: str,
    conditions: Conditions = (),
    order: Sequence[str] = (),
    after: After = None,
    limit: int | None = None,
) -> list[R]:
    """Rows of one organization in any read table, those beyond ``after`` in the order of these columns."""
    columns = sql_table.c
    by = [columns[name] for name in order]
    beyond = [] if after is None else [tuple_(*by) > after]
    query = select(*(columns[name] for name in table.columns))
    query = query.where(columns.org == org, *conditions, *beyond).order_by(*by).limit(limit)
    return [table.decode(row) for row in directed(connection).execute(query)]


def conditions_of(table: Table, wanted: Wanted | None) -> list[ColumnElement[bool]]:
    """The conditions by which rows are filtered."""
    return [_condition(table.c[name], value) for name, value in (wanted or {}).items()]


def _condition(column: Column[Any], value: Any) -> ColumnElement[bool]:
    if isinstance(value, Holds):
        return column.contains([value.value])
    return column == value if isinstance(value, str | int | float | bool) else column.in_(list(value))


def parts_of(parts: ReadTable[Any], ids: Iterable[str]) -> tuple[Wanted, Sequence[str]]:
    """What to ask for the rows that are parts of these aggregates, and in which order."""
    assert parts.order is not None, "parts have an order"
    if parts.group is None:
        return {}, (parts.order,)  # the aggregate is the organization's only one
    return {parts.group: list(ids)}, (parts.group, parts.order)
