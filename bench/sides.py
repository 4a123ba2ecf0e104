"""Northlog and what stands beside it: each takes the same events, and times itself."""

from collections.abc import Sequence
from itertools import islice
from typing import Protocol, TypeVar

from domain.words import Event

T = TypeVar("T")


class Side(Protocol):
    """One way to keep events. Times are in seconds; what only the comparison needs is prepared untimed."""

    name: str
    batch: int
    """So many events a transaction it keeps at its best."""

    def keep(self, events: Sequence[Event], together: int) -> float:
        """Keep events, ``together`` in a transaction; the time it took."""
        ...

    def replay(self) -> tuple[int, float]:
        """Read everything kept, and do with it what this side does; how many events, and the time it took."""
        ...

    def close(self) -> None: ...


def chunks(items: Sequence[T], size: int) -> list[list[T]]:
    """``items`` in lists of ``size``, the last one shorter."""
    left = iter(items)
    return list(iter(lambda: list(islice(left, size)), []))
