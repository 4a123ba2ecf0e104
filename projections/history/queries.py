"""Reading the past: the same questions as of the current state, asked of a moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Connection, literal, select

from projections.builds import directed
from projections.current import CURRENT
from projections.current import rows as current
from projections.current.rows import PersonRow
from projections.current.running_rows import HEALTH_READINGS, HealthReadingRow
from projections.history import HISTORY
from projections.history.rows import OBJECTIVES, VERSIONS_OF
from projections.history.standing import Trails, standing
from projections.history.table import Version
from projections.moment import Moment
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
class HistoryReader(Reader):
    """What stood at a moment in one organization.

    ``edits``: the last position at which something was edited by then: known, and recorded by that instant. The
    history has been followed at least so far.
    """

    connection: Connection
    org: str
    moment: Moment
    edits: int

    def rows(
        self,
        table: ReadTable[R],
        wanted: Wanted | None = None,
        order: Sequence[str] = (),
        after: After = None,
        limit: int | None = None,
    ) -> list[R]:
        of = VERSIONS_OF[table.name]
        return [of.row_of(each) for each in self._versions(table, wanted, order, after, limit)]

    def whole(
        self,
        table: ReadTable[R],
        parts: ReadTable[P],
        wanted: Wanted | None = None,
        order: Sequence[str] = (),
        after: After = None,
        limit: int | None = None,
    ) -> list[tuple[R, list[P]]]:
        of, of_parts = VERSIONS_OF[table.name], VERSIONS_OF[parts.name]
        found: dict[str, tuple[Any, list[P]]] = {
            of.place_of(each)[0]: (of.row_of(each), [])
            for each in self._versions(table, wanted, order, after, limit)
        }
        for version in self._parts(parts, found):
            row, its = found[of_parts.place_of(version)[0]]
            its.append(of_parts.row_of(version))
            row.version = max(row.version, version.version)
        return list(found.values())

    def people(
        self, ids: Iterable[str] | None = None, after: After = None, limit: int | None = None
    ) -> list[PersonRow]:
        """Those who had been introduced, as known today: whoever was forgotten since is forgotten on every day."""
        table = CURRENT.sql_tables["people"]
        conditions = [*conditions_of(table, self.of_people(ids)), table.c.since <= self.edits]
        return rows_of(self.connection, current.PEOPLE, table, self.org, conditions, ("person_id",), after, limit)

    def health_readings(
        self, wanted: Wanted, after: After = None, limit: int | None = None
    ) -> list[HealthReadingRow]:
        """What was known and true by the moment, entered late or not: readings never change."""
        table = CURRENT.sql_tables[HEALTH_READINGS.name]
        then = [table.c.position <= self.moment.position, table.c.occurred_at <= self.moment.at]
        conditions, order = [*conditions_of(table, wanted), *then], ("occurred_at", "reading_id")
        return rows_of(self.connection, HEALTH_READINGS, table, self.org, conditions, order, after, limit)

    def objectives(self, wanted: ObjectiveFilter, after: After = None, limit: int | None = None) -> list[Whole]:
        return self._standing(self._versions(current.OBJECTIVES, asked(wanted), ("position",), after, limit))

    def objective(self, objective_id: str) -> Whole | None:
        found = self._standing(self._versions(current.OBJECTIVES, {"objective_id": objective_id}))
        return found[0] if found else None

    def _standing(self, objectives: list[Version]) -> list[Whole]:
        ids = [OBJECTIVES.place_of(each)[0] for each in objectives]
        results = self._parts(current.KEY_RESULTS, ids)
        return standing(objectives, results, trails(self.connection, self.org, ids), self.moment)

    def _parts(self, parts: ReadTable[Any], ids: Iterable[str]) -> list[Version]:
        return self._versions(parts, *parts_of(parts, ids))

    def _versions(
        self,
        table: ReadTable[Any],
        wanted: Wanted | None = None,
        order: Sequence[str] = (),
        after: After = None,
        limit: int | None = None,
    ) -> list[Version]:
        sql_table = HISTORY.sql_tables[table.name]
        then = sql_table.c.positions.op("@>")(literal(self.edits, BigInteger()))
        conditions = [*conditions_of(sql_table, wanted), then]
        of = VERSIONS_OF[table.name]
        return rows_of(self.connection, of, sql_table, self.org, conditions, order, after, limit)


def trails(connection: Connection, org: str, objective_ids: Iterable[str]) -> Trails:
    """All that check-ins said of objectives and their key results, what was corrected included."""
    ids = list(objective_ids)
    own, of = CURRENT.sql_tables["objectives"].c, CURRENT.sql_tables["key_results"].c
    found = {}
    query = select(own.objective_id, own.trail, own.superseded).where(own.org == org, own.objective_id.in_(ids))
    for objective_id, trail, superseded in directed(connection).execute(query):
        found[(objective_id, "")] = (trail, superseded)
    results = select(of.objective_id, of.key_result_id, of.trail, of.superseded)
    for objective_id, result_id, trail, superseded in directed(connection).execute(
        results.where(of.org == org, of.objective_id.in_(ids))
    ):
        found[(objective_id, result_id)] = (trail, superseded)
    return found
