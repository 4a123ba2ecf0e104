"""Trees of a cycle as they were along a history, decided and folded in memory."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from domain.decider import Refused
from domain.words import Event
from events.record import Recorded
from northlog.reading.views import CycleTree, CycleView, ObjectiveView, PersonView, TeamView
from projections.current import CURRENT
from projections.current.workspace import CurrentRows
from tests.facts import founded
from tests.generated import History
from tests.made_up import BEGIN
from tests.spec import World


@dataclass
class Watched:
    """An organization's current state, event by event."""

    rows: CurrentRows = field(default_factory=CurrentRows)
    position: int = 0
    versions: Counter[str] = field(default_factory=Counter)

    def happened(self, event: Event, at: datetime) -> None:
        """Fold an event that was recorded at an instant."""
        self.position += 1
        self.versions[event.stream] += 1
        true_at = event.happened_at or at
        version = self.versions[event.stream]
        CURRENT.fold(self.rows, Recorded(self.position, event.stream, version, at, true_at, "test", event))
        aggregate, _, key = event.stream.partition("-")
        CURRENT.derive(self.rows, aggregate, key)

    def tree(self, cycle_id: str, at: datetime) -> CycleTree:
        """The cycle as it stands, the pace as it is at an instant."""
        cycle = CycleView.of(self.rows.cycles.of(cycle_id), at)
        found = [row for row in self.rows.objectives if row.cycle_id == cycle_id]
        found.sort(key=lambda row: row.position)
        objectives = [
            ObjectiveView.of(row, list(self.rows.key_results.group(row.objective_id).values()), cycle)
            for row in found
        ]
        owners = {each.owner for each in objectives} | {it.owner for each in objectives for it in each.key_results}
        return CycleTree(
            cycle=cycle,
            objectives=objectives,
            teams={row.team_id: TeamView.of(row) for row in self.rows.teams},
            people={
                row.person_id: PersonView.of(row, None) for row in self.rows.people if row.person_id in owners
            },
            position=self.position,
            as_of=at,
        )


def lived(history: History) -> list[tuple[datetime, Event]]:
    """What follows from a history in a founded organization; refusals are part of life."""
    begun: Event = founded()
    world, clock, happened = World().happened(begun), BEGIN, [(BEGIN, begun)]
    for command, pause in history:
        clock += pause
        with suppress(Refused):
            events = world.decide(command, clock)
            world.happened(*events)
            happened += [(clock, event) for event in events]
    return happened


def trees(events: Iterable[tuple[datetime, Event]], cycle_id: str) -> Iterator[CycleTree]:
    """The cycle after each event since it was planned."""
    watched = Watched()
    for at, event in events:
        watched.happened(event, at)
        if watched.rows.cycles.group(cycle_id):
            yield watched.tree(cycle_id, at)
