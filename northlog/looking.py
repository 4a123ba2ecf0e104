"""Looking at the current state: rows of the projection, people's names by their keys, put together as views."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from events import read
from events.transaction import driver, transaction
from northlog.views import CycleTree, CycleView, ObjectiveView, PersonView, TeamView
from northlog.wiring import Northlog
from projections.current import queries
from projections.current.queries import ObjectiveFilter
from projections.current.rows import ObjectiveRow


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Looking:
    """Queries of one organization. ``clock`` says the now that the expected pace is measured at."""

    northlog: Northlog
    org: str
    clock: Callable[[], datetime] = _now

    def cycle_tree(self, cycle_id: str) -> CycleTree | None:
        """A cycle with everything in it; ``None`` where there is no such cycle."""
        with transaction(self.northlog.app, self.org) as connection:
            row = queries.cycle(connection, self.org, cycle_id)
            if row is None:
                return None
            cycle = CycleView.of(row, self.clock())
            found = queries.objectives(connection, self.org, ObjectiveFilter(cycle_id=cycle_id))
            objectives = self._objectives(connection, found, {cycle_id: cycle})
            teams = {each.team_id: TeamView.of(each) for each in queries.teams(connection, self.org)}
            head = read.head(driver(connection), self.org)
        owners = {each.owner for each in objectives} | {
            result.owner for each in objectives for result in each.key_results
        }
        return CycleTree(
            cycle=cycle,
            objectives=objectives,
            teams=teams,
            people=self.people(owner for owner in owners if owner is not None),
            position=head[0] if head else 0,
        )

    def objectives(
        self, wanted: ObjectiveFilter, after: tuple[datetime, str] | None = None, limit: int | None = None
    ) -> list[ObjectiveView]:
        """Objectives with their key results, in the order they were drafted."""
        with transaction(self.northlog.app, self.org) as connection:
            found = queries.objectives(connection, self.org, wanted, after, limit)
            now = self.clock()
            cycles = {row.cycle_id: CycleView.of(row, now) for row in queries.cycles(connection, self.org)}
            return self._objectives(connection, found, cycles)

    def objective(self, objective_id: str) -> ObjectiveView | None:
        """One objective with its key results."""
        with transaction(self.northlog.app, self.org) as connection:
            row = queries.objective(connection, self.org, objective_id)
            if row is None:
                return None
            cycle = queries.cycle(connection, self.org, row.cycle_id)
            assert cycle is not None, "no objective without its cycle"
            cycles = {cycle.cycle_id: CycleView.of(cycle, self.clock())}
            return self._objectives(connection, [row], cycles)[0]

    def cycles(self) -> list[CycleView]:
        """All cycles, the earliest first."""
        now = self.clock()
        with transaction(self.northlog.app, self.org) as connection:
            return [CycleView.of(row, now) for row in queries.cycles(connection, self.org)]

    def current_cycle(self) -> CycleView | None:
        """The started cycle; among several the one that began last; without one the last that is planned."""
        cycles = self.cycles()
        started = [each for each in cycles if each.status == "started"]
        return (started or cycles or [None])[-1]  # type: ignore[list-item]

    def people(self, ids: Iterable[str] | None = None) -> dict[str, PersonView]:
        """People by id: all of them, or those asked for."""
        with transaction(self.northlog.app, self.org) as connection:
            rows = queries.people(connection, self.org, ids)
        details = self.northlog.people.open(self.org, rows)
        return {row.person_id: PersonView.of(row, details.get(row.person_id)) for row in rows}

    def _objectives(
        self, connection: Connection, found: list[ObjectiveRow], cycles: dict[str, CycleView]
    ) -> list[ObjectiveView]:
        results = queries.key_results(connection, self.org, [row.objective_id for row in found])
        return [ObjectiveView.of(row, results[row.objective_id], cycles[row.cycle_id]) for row in found]
