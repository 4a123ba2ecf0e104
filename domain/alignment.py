"""Which objectives contribute to which others: the graph that pledges draw, in one stream an organization.

A ring can only be seen over all of it. So what every contribution adds to the graph is kept here, and two pledges
that would close a ring together meet in this stream; nobody commands it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Never

from domain.decider import Decider, Given
from domain.words import Event, Id

STREAM = "alignment"


class ContributedBy(Event):
    """These objectives contribute to another through a pledge; none do when it was withdrawn."""

    stored_as: ClassVar[str] = "alignment.contributed_by.v1"
    contribution_id: Id
    objective_id: Id
    by: tuple[Id, ...]

    @property
    def stream(self) -> str:
        return STREAM


AlignmentEvent = ContributedBy


@dataclass(frozen=True, slots=True)
class Alignment:
    """``contributed``: by contribution, the objective it is pledged to and those it rests on."""

    contributed: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def would_ring(self, contribution_id: str, objective_id: str, by: Iterable[str]) -> bool:
        """Whether an objective to which these contribute would in the end contribute to itself."""
        above: dict[str, set[str]] = {}
        for key, (upper, lower) in self.contributed.items():
            if key != contribution_id:
                for each in lower:
                    above.setdefault(each, set()).add(upper)
        reached, ahead = {objective_id}, [objective_id]
        while ahead:
            for each in above.get(ahead.pop(), set()) - reached:
                reached.add(each)
                ahead.append(each)
        return not reached.isdisjoint(by)


def _never(_state: Alignment | None, command: Never, _given: Given) -> Sequence[Event]:
    raise TypeError(f"nobody commands the alignment: {command}")


def evolve(state: Alignment | None, event: AlignmentEvent) -> Alignment:
    before = {} if state is None else state.contributed
    if event.by:
        return Alignment({**before, event.contribution_id: (event.objective_id, event.by)})
    return Alignment({key: each for key, each in before.items() if key != event.contribution_id})


alignment: Decider[Alignment, Never, AlignmentEvent] = Decider(decide=_never, evolve=evolve)
