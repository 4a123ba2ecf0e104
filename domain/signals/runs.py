"""How far back something has held without a break."""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def since(items: Sequence[T], holds: Callable[[T], bool]) -> T | None:
    """The first of the last ones that hold running; ``None`` where not even the last does."""
    first = None
    for item in reversed(items):
        if not holds(item):
            break
        first = item
    return first
