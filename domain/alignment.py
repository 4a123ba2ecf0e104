"""Which objectives carry which others: the graph that contributions draw, in one stream an organization.

A ring can only be seen over all of it. So what every contribution adds to the graph is kept here, and two pledges
that would close a ring together meet in this stream; nobody commands it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Never

from domain.decider import Decider, Given
from domain.words import Event, Id

STREAM = "alignment"


class CarriedBy(Event):
    """An objective is carried by these others through a contribution; by none when that was withdrawn."""

    stored_as: ClassVar[str] = "alignment.carried_by.v1"
    contribution_id: Id
    objective_id: Id
    by: tuple[Id, ...]

    @property
    def stream(self) -> str:
        return STREAM


AlignmentEvent = CarriedBy


@dataclass(frozen=True, slots=True)
class Alignment:
    """``carried``: by contribution, the objective and those that carry it."""

    carried: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def would_ring(self, contribution_id: str, objective_id: str, by: Iterable[str]) -> bool:
        """Whether an objective, carried by these through a contribution, would in the end carry itself."""
        above: dict[str, set[str]] = {}
        for key, (carried, carriers) in self.carried.items():
            if key != contribution_id:
                for each in carriers:
                    above.setdefault(each, set()).add(carried)
        reached, ahead = {objective_id}, [objective_id]
        while ahead:
            for each in above.get(ahead.pop(), set()) - reached:
                reached.add(each)
                ahead.append(each)
        return not reached.isdisjoint(by)


def _never(_state: Alignment | None, command: Never, _given: Given) -> Sequence[Event]:
    raise TypeError(f"nobody commands the alignment: {command}")


def evolve(state: Alignment | None, event: AlignmentEvent) -> Alignment:
    before = {} if state is None else state.carried
    if event.by:
        return Alignment({**before, event.contribution_id: (event.objective_id, event.by)})
    return Alignment({key: each for key, each in before.items() if key != event.contribution_id})


alignment: Decider[Alignment, Never, AlignmentEvent] = Decider(decide=_never, evolve=evolve)
