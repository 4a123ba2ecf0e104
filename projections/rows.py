"""The rows a fold works on: loaded by key when it runs live, all in memory when it rebuilds."""

from collections.abc import Iterator
from typing import Generic, TypeVar

from projections.table import ReadTable

R = TypeVar("R")


class Rows(Generic[R]):
    """The rows of one table in one organization, by aggregate and local key."""

    __slots__ = ("groups", "table")

    def __init__(self, table: ReadTable[R]) -> None:
        self.table = table
        self.groups: dict[str, dict[str, R]] = {}

    def add(self, row: R) -> R:
        """A new row."""
        group, local = self.table.place_of(row)
        self.groups.setdefault(group, {})[local] = row
        return row

    def of(self, aggregate_id: str = "", local: str = "") -> R:
        """The row to change."""
        return self.groups[aggregate_id][local]

    def group(self, aggregate_id: str) -> dict[str, R]:
        """All rows of an aggregate, by local key, in the order they were added."""
        return self.groups.get(aggregate_id, {})

    def __iter__(self) -> Iterator[R]:
        for group in self.groups.values():
            yield from group.values()
