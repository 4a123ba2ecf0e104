"""Reading the past: the same questions as of the current state, asked of a moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import BigInteger, ColumnElement, Connection, literal, select

from projections.builds import directed
from projections.current import CURRENT
from projections.current.queries import (
    Conditions,
    CurrentReader,
    Held,
    ObjectiveFilter,
    RetrospectiveFilter,
    Whole,
    beyond,
    equal,
    rows_of,
)
from projections.current.rows import CycleRow, OrganizationRow, PersonRow, TeamRow, VocabularyRow
from projections.history import HISTORY
from projections.history.rows import (
    CYCLES,
    KEY_RESULTS,
    OBJECTIVES,
    ORGANIZATIONS,
    RETROSPECTIVE_ENTRIES,
    RETROSPECTIVES,
    TEAMS,
    VOCABULARIES,
)
from projections.history.standing import Trails, held, standing
from projections.history.table import Version, VersionTable
from projections.moment import Moment

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class HistoryReader:
    """What stood at a moment in one organization.

    ``edits``: the last position at which something was edited by then: known, and recorded by that instant. The
    history has been followed at least so far.
    """

    connection: Connection
    org: str
    moment: Moment
    edits: int

    def organization(self) -> OrganizationRow | None:
        return self._first(ORGANIZATIONS)

    def people(self, ids: Iterable[str] | None = None) -> list[PersonRow]:
        """Those who had been introduced, as known today: whoever was forgotten since is forgotten on every day."""
        people = CurrentReader(self.connection, self.org).people(ids)
        return [each for each in people if each.since <= self.edits]

    def teams(self) -> list[TeamRow]:
        table = HISTORY.sql_tables["teams"]
        return self._rows(TEAMS, order=[table.c.name, table.c.team_id])

    def team(self, team_id: str) -> TeamRow | None:
        return self._first(TEAMS, [HISTORY.sql_tables["teams"].c.team_id == team_id])

    def cycles(self) -> list[CycleRow]:
        table = HISTORY.sql_tables["cycles"]
        return self._rows(CYCLES, order=[table.c.starts_on, table.c.cycle_id])

    def cycle(self, cycle_id: str) -> CycleRow | None:
        return self._first(CYCLES, [HISTORY.sql_tables["cycles"].c.cycle_id == cycle_id])

    def objectives(
        self, wanted: ObjectiveFilter, after: tuple[Any, ...] | None = None, limit: int | None = None
    ) -> list[Whole]:
        table = HISTORY.sql_tables["objectives"]
        order = [table.c.drafted_at, table.c.objective_id]
        conditions = [*equal(table, wanted), *beyond(order, after)]
        return self._whole(self._versions(OBJECTIVES, conditions, order, limit))

    def objective(self, objective_id: str) -> Whole | None:
        wanted = [HISTORY.sql_tables["objectives"].c.objective_id == objective_id]
        found = self._whole(self._versions(OBJECTIVES, wanted))
        return found[0] if found else None

    def vocabularies(self) -> dict[str, VocabularyRow]:
        return {row.scope: row for row in self._rows(VOCABULARIES)}

    def retrospectives(
        self, wanted: RetrospectiveFilter, after: tuple[Any, ...] | None = None, limit: int | None = None
    ) -> list[Held]:
        table = HISTORY.sql_tables["retrospectives"]
        order = [table.c.opened_at, table.c.retrospective_id]
        conditions = [*equal(table, wanted), *beyond(order, after)]
        return self._held(self._versions(RETROSPECTIVES, conditions, order, limit))

    def retrospective(self, retrospective_id: str) -> Held | None:
        wanted = [HISTORY.sql_tables["retrospectives"].c.retrospective_id == retrospective_id]
        found = self._held(self._versions(RETROSPECTIVES, wanted))
        return found[0] if found else None

    def _held(self, retrospectives: list[Version]) -> list[Held]:
        ids = [RETROSPECTIVES.place_of(each)[0] for each in retrospectives]
        table = HISTORY.sql_tables["retrospective_entries"]
        order = [table.c.retrospective_id, table.c.number]
        entries = self._versions(RETROSPECTIVE_ENTRIES, [table.c.retrospective_id.in_(ids)], order)
        return held(retrospectives, entries)

    def _whole(self, objectives: list[Version]) -> list[Whole]:
        ids = [OBJECTIVES.place_of(each)[0] for each in objectives]
        table = HISTORY.sql_tables["key_results"]
        order = [table.c.objective_id, table.c.number]
        results = self._versions(KEY_RESULTS, [table.c.objective_id.in_(ids)], order)
        return standing(objectives, results, trails(self.connection, self.org, ids), self.moment)

    def _first(self, table: VersionTable[R], conditions: Conditions = ()) -> R | None:
        found = self._rows(table, conditions)
        return found[0] if found else None

    def _rows(
        self, table: VersionTable[R], conditions: Conditions = (), order: Sequence[ColumnElement[Any]] = ()
    ) -> list[R]:
        return [table.row_of(each) for each in self._versions(table, conditions, order)]

    def _versions(
        self,
        table: VersionTable[Any],
        conditions: Conditions = (),
        order: Sequence[ColumnElement[Any]] = (),
        limit: int | None = None,
    ) -> list[Version]:
        sql_table = HISTORY.sql_tables[table.name]
        held = sql_table.c.positions.op("@>")(literal(self.edits, BigInteger()))
        return rows_of(self.connection, table, sql_table, self.org, [*conditions, held], order, limit)


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
