"""Looking at the current state: rows of the projection, people's names by their keys, put together as views."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from events.transaction import transaction
from northlog.snapshot import Snapshot
from northlog.views import CycleTree, CycleView, ObjectiveView, PersonView
from northlog.wiring import Northlog
from projections import builds
from projections.current.queries import ObjectiveFilter


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Looking:
    """Queries of one organization, each a snapshot of its own.

    ``clock`` says the now that the expected pace is measured at.
    """

    northlog: Northlog
    org: str
    clock: Callable[[], datetime] = _now

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Several looks at one state of the log."""
        engine = self.northlog.app.execution_options(isolation_level="REPEATABLE READ")
        with transaction(engine, self.org) as connection:
            position = builds.look(connection, self.org)
            yield Snapshot(connection, self.org, position, self.clock())

    def cycle_tree(self, cycle_id: str) -> CycleTree | None:
        """A cycle with everything in it; ``None`` where there is no such cycle."""
        with self.snapshot() as seen:
            return seen.cycle_tree(cycle_id)

    def objectives(
        self, wanted: ObjectiveFilter, after: tuple[datetime, str] | None = None, limit: int | None = None
    ) -> list[ObjectiveView]:
        """Objectives with their key results, in the order they were drafted."""
        with self.snapshot() as seen:
            return seen.objectives(wanted, after, limit)

    def objective(self, objective_id: str) -> ObjectiveView | None:
        """One objective with its key results."""
        with self.snapshot() as seen:
            return seen.objective(objective_id)

    def cycles(self) -> list[CycleView]:
        """All cycles, the earliest first."""
        with self.snapshot() as seen:
            return seen.cycles()

    def current_cycle(self) -> CycleView | None:
        """The started cycle; among several the one that began last; without one the last that is planned."""
        with self.snapshot() as seen:
            return seen.current_cycle()

    def people(self, ids: Iterable[str] | None = None) -> dict[str, PersonView]:
        """People by id: all of them, or those asked for."""
        with self.snapshot() as seen:
            return seen.people(ids)
