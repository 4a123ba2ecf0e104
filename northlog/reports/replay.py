"""A cycle played again: the whole of the first frame, then what differs from each frame to the next. Pure.

Whoever has the tree of a frame and the differences of the next has the tree of the next: see ``applied``.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from operator import attrgetter
from typing import TypeVar

from pydantic import Field

from northlog.reading.views import AS_OF, POSITION, CycleTree, CycleView, ObjectiveView, PersonView, TeamView, View

V = TypeVar("V")


class Removed(View):
    """Ids of what is in the frame before and not in this one."""

    objectives: list[str]
    teams: list[str]
    people: list[str]


class Differences(View):
    """What makes a frame's tree of the tree before it. Whatever is named here is whole.

    1. Take out what ``removed`` names.
    2. Put each of ``objectives``, ``teams`` and ``people`` in the place of what has its id, or beside the rest.
    3. Take ``cycle``, ``position`` and ``as_of`` as they are; ``expected`` of every objective is that of the
       cycle, whether the objective is named here or not.
    4. Order the objectives by ``position``.
    """

    cycle: CycleView
    objectives: list[ObjectiveView] = Field(description="New, or changed in more than `expected`; whole")
    teams: dict[str, TeamView]
    people: dict[str, PersonView]
    removed: Removed
    position: int = POSITION
    as_of: datetime | None = AS_OF


class Frame(View):
    """One look at the cycle. The first of a replay has the ``tree``, all others the ``differences``."""

    number: int = Field(ge=1, description="Which of the replay's frames, from 1")
    tree: CycleTree | None
    differences: Differences | None


def frames(looks: Iterable[CycleTree], first: int = 1) -> Iterator[Frame]:
    """The frames of looks at one cycle. ``first`` is the number of the first of them.

    Where that is not 1, its look is only what the next one is told against: no frame is made of it.
    """
    before: CycleTree | None = None
    for number, tree in enumerate(looks, start=first):
        if before is not None:
            yield Frame(number=number, tree=None, differences=differences(before, tree))
        elif number == 1:
            yield Frame(number=number, tree=tree, differences=None)
        before = tree


def differences(before: CycleTree, after: CycleTree) -> Differences:
    """What makes ``after`` of ``before``: two trees of one cycle."""
    known, now = _by_id(before), _by_id(after)
    return Differences(
        cycle=after.cycle,
        objectives=[each for key, each in now.items() if key not in known or not known[key].is_as(each)],
        teams=_new(before.teams, after.teams),
        people=_new(before.people, after.people),
        removed=Removed(
            objectives=_gone(known, now),
            teams=_gone(before.teams, after.teams),
            people=_gone(before.people, after.people),
        ),
        position=after.position,
        as_of=after.as_of,
    )


def applied(before: CycleTree, found: Differences) -> CycleTree:
    """The tree that ``found`` makes of ``before``: what a client of the replay does."""
    objectives = _put(_by_id(before), found.removed.objectives, {it.objective_id: it for it in found.objectives})
    return CycleTree(
        cycle=found.cycle,
        objectives=[
            each.paced(found.cycle.expected) for each in sorted(objectives.values(), key=attrgetter("position"))
        ],
        teams=_put(before.teams, found.removed.teams, found.teams),
        people=_put(before.people, found.removed.people, found.people),
        position=found.position,
        as_of=found.as_of,
    )


def _by_id(tree: CycleTree) -> dict[str, ObjectiveView]:
    return {each.objective_id: each for each in tree.objectives}


def _new(before: Mapping[str, V], after: Mapping[str, V]) -> dict[str, V]:
    return {key: each for key, each in after.items() if before.get(key) != each}


def _gone(before: Mapping[str, V], after: Mapping[str, V]) -> list[str]:
    return [key for key in before if key not in after]


def _put(before: Mapping[str, V], removed: Iterable[str], put: Mapping[str, V]) -> dict[str, V]:
    gone = set(removed)
    return {key: each for key, each in before.items() if key not in gone} | dict(put)
