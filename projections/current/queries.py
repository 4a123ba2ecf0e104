"""Reading the current state. Every query names its organization; row-level security says so once more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, cast, func, select
from sqlalchemy.dialects.postgresql import JSON

from projections.builds import directed
from projections.current import CURRENT, trail
from projections.current import rows as tables
from projections.current.rows import DestinationRow, PersonRow
from projections.current.running_rows import HEALTH_READINGS, HealthReadingRow
from projections.reader import (
    After,
    ObjectiveFilter,
    Reader,
    Wanted,
    Whole,
    asked,
    conditions_of,
    parts_of,
    rows_of,
)
from projections.table import ReadTable

R = TypeVar("R")
P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class CurrentReader(Reader):
    """What stands now in one organization."""

    connection: Connection
    org: str

    def rows(
        self,
        table: ReadTable[R],
        wanted: Wanted | None = None,
        order: Sequence[str] = (),
        after: After = None,
        limit: int | None = None,
    ) -> list[R]:
        sql_table = CURRENT.sql_tables[table.name]
        conditions = conditions_of(sql_table, wanted)
        return rows_of(self.connection, table, sql_table, self.org, conditions, order, after, limit)

    def whole(
        self,
        table: ReadTable[R],
        parts: ReadTable[P],
        wanted: Wanted | None = None,
        order: Sequence[str] = (),
        after: After = None,
        limit: int | None = None,
    ) -> list[tuple[R, list[P]]]:
        rows = self.rows(table, wanted, order, after, limit)
        found: dict[str, list[P]] = {table.place_of(each)[0]: [] for each in rows}
        for part in self.rows(parts, *parts_of(parts, found)):
            found[parts.place_of(part)[0]].append(part)
        return [(each, found[table.place_of(each)[0]]) for each in rows]

    def people(
        self, ids: Iterable[str] | None = None, after: After = None, limit: int | None = None
    ) -> list[PersonRow]:
        return self.rows(tables.PEOPLE, self.of_people(ids), ("person_id",), after, limit)

    def health_readings(
        self, wanted: Wanted, after: After = None, limit: int | None = None
    ) -> list[HealthReadingRow]:
        return self.rows(HEALTH_READINGS, wanted, ("occurred_at", "reading_id"), after, limit)

    def objectives(self, wanted: ObjectiveFilter, after: After = None, limit: int | None = None) -> list[Whole]:
        return self.whole(tables.OBJECTIVES, tables.KEY_RESULTS, asked(wanted), ("position",), after, limit)

    def objective(self, objective_id: str) -> Whole | None:
        found = self.whole(tables.OBJECTIVES, tables.KEY_RESULTS, {"objective_id": objective_id})
        return found[0] if found else None

    def destinations(self) -> list[DestinationRow]:
        """All destinations, the oldest first; removed ones included."""
        return self.rows(tables.DESTINATIONS, order=("added_at", "destination_id"))

    def destination(self, destination_id: str) -> DestinationRow | None:
        return self.row(tables.DESTINATIONS, {"destination_id": destination_id})

    def check_in_ids(self, beginning: str) -> list[tuple[str, str]]:
        """Check-ins whose ids begin so, as (objective id, check-in id)."""
        table = CURRENT.sql_tables["objectives"].c
        point = func.json_array_elements(table.trail).column_valued("point", joins_implicitly=True)
        check_in_id = cast(point, JSON)[trail.CHECK_IN].astext
        query = select(table.objective_id, check_in_id).where(
            table.org == self.org, func.starts_with(check_in_id, beginning)
        )
        return [(objective_id, found) for objective_id, found in directed(self.connection).execute(query)]
