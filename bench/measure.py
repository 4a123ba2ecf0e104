"""The measuring: every size and every side takes its turn in every round, and the median of its turns counts.

So whatever else the machine does meanwhile strikes all of them alike.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from statistics import median

from bench.bare_side import Bare
from bench.database import Database, settle
from bench.history import history
from bench.library_side import Library
from bench.memory import rebuild_memory
from bench.northlog_side import Northlog
from bench.sides import Side
from domain.words import Event
from projections.current import CURRENT
from projections.registry import PROJECTIONS

SEED = 20261122
SLICE = 8_000
"""So many events at most are made ready at once."""

TRIAL = 1_000
"""A smaller log says nothing; it is for trying whether all runs, and each work is done once."""
_REBUILDS = (
    ("rebuild by two", (CURRENT,), 2),
    ("rebuild all", PROJECTIONS, 1),
    ("rebuild all by two", PROJECTIONS, 2),
)
"""Of the largest log alone: what it is called, of which projections, by how many processes."""
Step = Callable[[int], object]
"""Told how many units of work were just done."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """How often each work is done. ``reading``: of a small log; a large one is read less often, as that takes long
    and is less at the mercy of chance. ``slow``: what takes long, at the largest size alone."""

    reading: int
    slow: int
    writing: int

    def of(self, size: int) -> int:
        """How often a log of this size is read."""
        return max(3, min(self.reading, 300_000 // size)) if size >= TRIAL else 1


FULL_ROUNDS, QUICK_ROUNDS = Rounds(9, 1, 15), Rounds(5, 1, 5)


@dataclass(frozen=True, slots=True)
class Turn:
    """One kind of work by one side at one size of the log."""

    work: str
    side: str
    size: int


@dataclass(frozen=True, slots=True)
class House:
    """The same history kept by every side, up to one size."""

    size: int
    events: Iterator[Event]
    northlog: Northlog
    sides: tuple[Side, ...]


@contextmanager
def built(database: Database, size: int, step: Step) -> Iterator[House]:
    """Every side, filled with the first ``size`` events."""
    northlog = Northlog(database)
    house = House(size, history(SEED), northlog, (northlog, Bare(database), Library(database)))
    try:
        left = size
        while left:
            events = list(islice(house.events, min(SLICE, left)))
            for side in house.sides:
                side.keep(events, side.batch)
            left -= len(events)
            step(len(events))
        settle(database)
        yield house
    finally:
        for side in house.sides:
            side.close()


class Figures:
    """Events a second, turn by turn."""

    def __init__(self) -> None:
        self._rates: defaultdict[Turn, list[float]] = defaultdict(list)

    def add(self, work: str, side: Side, size: int, events: int, seconds: float) -> None:
        self._rates[Turn(work, side.name, size)].append(events / seconds)

    def rate(self, work: str, side: str, size: int) -> float:
        """The median of all rounds."""
        return median(self._rates[Turn(work, side, size)])


def turns(sizes: Sequence[int], rounds: Rounds) -> int:
    """How many steps the measuring takes."""
    return sum(map(rounds.of, sizes)) + rounds.writing * len(sizes)


def read(houses: list[House], rounds: Rounds, figures: Figures, step: Step) -> None:
    """Read the logs while they have their sizes."""
    for number in range(max(rounds.of(house.size) for house in houses)):
        for house in houses:
            if number < rounds.of(house.size):
                _replay(house, figures)
                step(1)
        if number < rounds.slow:
            _rebuild_all(houses[-1], figures)


def write(houses: list[House], rounds: Rounds, figures: Figures, step: Step) -> None:
    """Append singly and in batches."""
    for number in range(rounds.writing):
        for house in houses:
            _write(house, figures, number)
            step(1)


def _replay(house: House, figures: Figures) -> None:
    settle(house.northlog.database)  # the rows that the last rebuild replaced are swept away by now, as in life
    for side in house.sides:
        figures.add("rebuild", side, house.size, *side.replay())


def _rebuild_all(house: House, figures: Figures) -> None:
    for work, projections, jobs in _REBUILDS:
        figures.add(work, house.northlog, house.size, *house.northlog.rebuilt(projections, jobs))


def _write(house: House, figures: Figures, number: int) -> None:
    # Whoever comes first finds what the batches before have left behind: caches gone cold, pages to be written.
    first = number % len(house.sides)
    sides = house.sides[first:] + house.sides[:first]
    # Small against the log, lest a log of ten thousand grows to one of many.
    singles = list(islice(house.events, min(100, house.size // 10)))
    for side in sides:
        figures.add("append", side, house.size, len(singles), side.keep(singles, 1))
    batch = list(islice(house.events, min(SLICE, house.size // 10)))
    for side in sides:
        figures.add("batch", side, house.size, len(batch), side.keep(batch, side.batch))


def memory(house: House) -> float:
    """Of a rebuild of the house's log, MiB."""
    return rebuild_memory(house.northlog.database.owner_url)
