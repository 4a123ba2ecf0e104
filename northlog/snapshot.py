"""One consistent look at an organization: nothing committed in the meantime is seen in a part of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Connection

from domain.objective import stream_of
from domain.objective.events import CheckedIn, CheckInCorrected
from events import read
from events.catalogue import CATALOGUE
from events.record import Recorded
from events.transaction import driver
from northlog import people as sealing
from northlog.delivery_views import DeliveryView, DestinationView
from northlog.retrospectives import RetrospectiveView
from northlog.views import (
    CheckInView,
    CycleTree,
    CycleView,
    ObjectiveView,
    OrganizationView,
    PersonView,
    TeamView,
)
from projections.current import queries
from projections.current.queries import ObjectiveFilter, RetrospectiveFilter
from projections.current.rows import ObjectiveRow, RetrospectiveRow
from workers import telling
from workers.telling import DeliveryFilter

_Entry = Recorded[CheckedIn] | Recorded[CheckInCorrected]


@dataclass(frozen=True)
class Snapshot:
    """What stands at ``position`` of the log. ``now``: when the expected pace is measured, UTC.

    Lives as long as its transaction.
    """

    connection: Connection
    org: str
    position: int
    now: datetime

    def organization(self) -> OrganizationView | None:
        row = queries.organization(self.connection, self.org)
        return None if row is None else OrganizationView.model_validate(row)

    def people(self, ids: Iterable[str] | None = None) -> dict[str, PersonView]:
        """People by id: all of them, or those asked for."""
        rows = queries.people(self.connection, self.org, ids)
        details = sealing.opened(self.connection, self.org, rows)
        return {row.person_id: PersonView.of(row, details.get(row.person_id)) for row in rows}

    def teams(self) -> list[TeamView]:
        """All teams, by name."""
        return [TeamView.of(row) for row in queries.teams(self.connection, self.org)]

    def team(self, team_id: str) -> TeamView | None:
        row = queries.team(self.connection, self.org, team_id)
        return None if row is None else TeamView.of(row)

    def cycles(self) -> list[CycleView]:
        """All cycles, the earliest first."""
        return [CycleView.of(row, self.now) for row in queries.cycles(self.connection, self.org)]

    def cycle(self, cycle_id: str) -> CycleView | None:
        row = queries.cycle(self.connection, self.org, cycle_id)
        return None if row is None else CycleView.of(row, self.now)

    def current_cycle(self) -> CycleView | None:
        """The started cycle; among several the one that began last; without one the last that is planned."""
        cycles = self.cycles()
        fitting = [each for each in cycles if each.status == "started"] or cycles
        return fitting[-1] if fitting else None

    def cycle_tree(self, cycle_id: str) -> CycleTree | None:
        """A cycle with everything in it; ``None`` where there is no such cycle."""
        cycle = self.cycle(cycle_id)
        if cycle is None:
            return None
        objectives = self.objectives(ObjectiveFilter(cycle_id=cycle_id))
        owners = {each.owner for each in objectives} | {
            result.owner for each in objectives for result in each.key_results
        }
        return CycleTree(
            cycle=cycle,
            objectives=objectives,
            teams={team.team_id: team for team in self.teams()},
            people=self.people(owner for owner in owners if owner is not None),
            position=self.position,
        )

    def objectives(
        self, wanted: ObjectiveFilter, after: tuple[datetime, str] | None = None, limit: int | None = None
    ) -> list[ObjectiveView]:
        """Objectives with their key results, in the order they were drafted."""
        return self._objectives(queries.objectives(self.connection, self.org, wanted, after, limit))

    def objective(self, objective_id: str) -> ObjectiveView | None:
        """One objective with its key results."""
        row = queries.objective(self.connection, self.org, objective_id)
        return None if row is None else self._objectives([row])[0]

    def check_ins(
        self, objective_id: str, before: int | None = None, limit: int | None = None
    ) -> list[CheckInView]:
        """Check-ins and corrections of an objective as they were entered, the latest entry first."""
        # The log itself is the list of them; no table repeats it.
        stream, names = stream_of(objective_id), CATALOGUE.names_of(CheckedIn, CheckInCorrected)
        stored = read.back(driver(self.connection), self.org, stream, names, before, limit)
        return [CheckInView.of(cast("_Entry", CATALOGUE.read(each))) for each in stored]

    def check_in_ids(self, beginning: str) -> list[tuple[str, str]]:
        """Check-ins whose ids begin so, as (objective id, check-in id)."""
        return queries.check_in_ids(self.connection, self.org, beginning)

    def retrospectives(
        self, wanted: RetrospectiveFilter, after: tuple[datetime, str] | None = None, limit: int | None = None
    ) -> list[RetrospectiveView]:
        """Retrospectives with their entries, in the order they were opened."""
        return self._retrospectives(queries.retrospectives(self.connection, self.org, wanted, after, limit))

    def retrospective(self, retrospective_id: str) -> RetrospectiveView | None:
        """One retrospective with its entries."""
        row = queries.retrospective(self.connection, self.org, retrospective_id)
        return None if row is None else self._retrospectives([row])[0]

    def destinations(self) -> list[DestinationView]:
        """Destinations, the oldest first, without those that were removed."""
        rows = queries.destinations(self.connection, self.org)
        return [DestinationView.of(row) for row in rows if not row.removed]

    def destination(self, destination_id: str) -> DestinationView | None:
        row = queries.destination(self.connection, self.org, destination_id)
        return None if row is None or row.removed else DestinationView.of(row)

    def deliveries(
        self, wanted: DeliveryFilter, before: tuple[datetime, str] | None = None, limit: int | None = None
    ) -> list[DeliveryView]:
        """Deliveries, the latest first."""
        found = telling.deliveries(self.connection, self.org, wanted, before, limit)
        return [DeliveryView.of(each) for each in found]

    def delivery(self, delivery_id: str) -> DeliveryView | None:
        found = telling.delivery(self.connection, self.org, delivery_id)
        return None if found is None else DeliveryView.of(found)

    def _retrospectives(self, found: list[RetrospectiveRow]) -> list[RetrospectiveView]:
        ids = [row.retrospective_id for row in found]
        entries = queries.retrospective_entries(self.connection, self.org, ids)
        return [RetrospectiveView.of(row, entries[row.retrospective_id]) for row in found]

    def _objectives(self, found: list[ObjectiveRow]) -> list[ObjectiveView]:
        results = queries.key_results(self.connection, self.org, [row.objective_id for row in found])
        cycles = {each.cycle_id: each for each in self.cycles()}
        return [ObjectiveView.of(row, results[row.objective_id], cycles[row.cycle_id]) for row in found]
