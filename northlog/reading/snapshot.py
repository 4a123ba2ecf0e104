"""One consistent look at an organization: nothing committed in the meantime is seen in a part of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import cast

from sqlalchemy import Connection

from domain.objective import stream_of
from domain.objective.events import CheckedIn, CheckInCorrected
from events import read
from events.catalogue import CATALOGUE
from events.record import Recorded, Stored
from events.transaction import driver
from northlog.reading.check_ins import CheckInView
from northlog.reading.current import current
from northlog.reading.deliveries import DeliveryView, DestinationView
from northlog.reading.people import named
from northlog.reading.retrospectives import RetrospectiveView
from northlog.reading.views import (
    CycleTree,
    CycleView,
    ObjectiveView,
    OrganizationView,
    PersonView,
    TeamView,
    owners,
)
from projections.current import trail
from projections.current.queries import CurrentReader
from projections.moment import Moment
from projections.reader import ObjectiveFilter, Reader, RetrospectiveFilter, Whole
from workers import telling
from workers.telling import DeliveryFilter

_Entry = Recorded[CheckedIn] | Recorded[CheckInCorrected]


@dataclass(frozen=True)
class Snapshot:
    """What stands at ``position`` of the log, or stood then. ``now``: when the expected pace is measured, UTC.

    ``moment``: which moment of the past was asked for, if any. Lives as long as its transaction.
    """

    connection: Connection
    org: str
    reader: Reader
    position: int
    now: datetime
    moment: Moment | None = None

    @property
    def as_of(self) -> datetime | None:
        """The instant of the past that this speaks of; ``None`` for now."""
        return None if self.moment is None else self.moment.at

    def organization(self) -> OrganizationView | None:
        row = self.reader.organization()
        return None if row is None else OrganizationView.model_validate(row)

    def people(
        self, ids: Iterable[str] | None = None, after: tuple[str] | None = None, limit: int | None = None
    ) -> dict[str, PersonView]:
        """People by id: all of them, or those asked for."""
        return named(self.connection, self.org, self.reader.people(ids, after, limit))

    def teams(self, after: tuple[str, str] | None = None, limit: int | None = None) -> list[TeamView]:
        """Teams, by name."""
        return [TeamView.of(row) for row in self.reader.teams(after, limit)]

    def team(self, team_id: str) -> TeamView | None:
        row = self.reader.team(team_id)
        return None if row is None else TeamView.of(row)

    def cycles(self) -> list[CycleView]:
        """All cycles, the earliest first."""
        return [CycleView.of(row, self.now) for row in self.reader.cycles()]

    def cycle(self, cycle_id: str) -> CycleView | None:
        row = self.reader.cycle(cycle_id)
        return None if row is None else CycleView.of(row, self.now)

    def current_cycles(self) -> list[CycleView]:
        """The started cycle that is meant where none is named: one as a rule, several where nothing tells them
        apart. ``northlog.reading.current`` says which."""
        return current(self.cycles(), self.now)

    def current_cycle(self) -> CycleView | None:
        """That cycle, the last of several; where none is started the last that is planned."""
        fitting = self.current_cycles() or self.cycles()
        return fitting[-1] if fitting else None

    def cycle_tree(self, cycle_id: str) -> CycleTree | None:
        """A cycle with everything in it; ``None`` where there is no such cycle."""
        cycle = self.cycle(cycle_id)
        if cycle is None:
            return None
        objectives = self.objectives(ObjectiveFilter(cycle_id=cycle_id))
        return CycleTree(
            cycle=cycle,
            objectives=objectives,
            teams={team.team_id: team for team in self.teams()},
            people=self.people(owners(objectives)),
            position=self.position,
            as_of=self.as_of,
        )

    def objectives(
        self, wanted: ObjectiveFilter, after: int | None = None, limit: int | None = None
    ) -> list[ObjectiveView]:
        """Objectives with their key results, in the order they were drafted. ``after``: a position."""
        return self._views(self.reader.objectives(wanted, None if after is None else (after,), limit))

    def objective(self, objective_id: str) -> ObjectiveView | None:
        """One objective with its key results."""
        found = self.reader.objective(objective_id)
        return None if found is None else self._views([found])[0]

    def check_ins(
        self, objective_id: str, before: int | None = None, limit: int | None = None
    ) -> list[CheckInView]:
        """Check-ins and corrections of an objective as they were entered, the latest entry first.

        Of the past: those that were known then, of what was true by then.
        """
        # The log itself is the list of them; no table repeats it.
        stream, names = stream_of(objective_id), CATALOGUE.names_of(CheckedIn, CheckInCorrected)
        raw = driver(self.connection)
        if self.moment is None:
            return [_check_in(each) for each in read.back(raw, self.org, stream, names, before, limit)]
        found = self.reader.objective(objective_id)
        known = {point[trail.CHECK_IN] for point in found[0].trail} if found else set()
        upto = self.position + 1 if before is None else min(before, self.position + 1)
        entries = map(_check_in, read.back(raw, self.org, stream, names, upto))
        return list(islice((each for each in entries if each.check_in_id in known), limit))

    def check_in_ids(self, beginning: str) -> list[tuple[str, str]]:
        """Check-ins whose ids begin so, as (objective id, check-in id); of all that stand now."""
        return CurrentReader(self.connection, self.org).check_in_ids(beginning)

    def retrospectives(
        self, wanted: RetrospectiveFilter, after: tuple[datetime, str] | None = None, limit: int | None = None
    ) -> list[RetrospectiveView]:
        """Retrospectives with their entries, in the order they were opened."""
        return [RetrospectiveView.of(*each) for each in self.reader.retrospectives(wanted, after, limit)]

    def retrospective(self, retrospective_id: str) -> RetrospectiveView | None:
        """One retrospective with its entries."""
        found = self.reader.retrospective(retrospective_id)
        return None if found is None else RetrospectiveView.of(*found)

    def destinations(self) -> list[DestinationView]:
        """Destinations that stand now, the oldest first."""
        rows = CurrentReader(self.connection, self.org).destinations()
        return [DestinationView.of(row) for row in rows if not row.removed]

    def destination(self, destination_id: str) -> DestinationView | None:
        row = CurrentReader(self.connection, self.org).destination(destination_id)
        return None if row is None or row.removed else DestinationView.of(row)

    def deliveries(
        self, wanted: DeliveryFilter, before: tuple[datetime, str] | None = None, limit: int | None = None
    ) -> list[DeliveryView]:
        """Deliveries as they stand now, the latest first."""
        found = telling.deliveries(self.connection, self.org, wanted, before, limit)
        return [DeliveryView.of(each) for each in found]

    def delivery(self, delivery_id: str) -> DeliveryView | None:
        found = telling.delivery(self.connection, self.org, delivery_id)
        return None if found is None else DeliveryView.of(found)

    def _views(self, found: list[Whole]) -> list[ObjectiveView]:
        cycles = {each.cycle_id: each for each in self.cycles()}
        return [ObjectiveView.of(row, results, cycles[row.cycle_id]) for row, results in found]


def _check_in(stored: Stored) -> CheckInView:
    return CheckInView.of(cast("_Entry", CATALOGUE.read(stored)))
