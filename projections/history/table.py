"""A table of versions, derived from the table of the rows that they are versions of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, make_dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, Generic, TypeVar, get_type_hints

from sqlalchemy import Column, Computed, MetaData, Table
from sqlalchemy.dialects.postgresql import INT8RANGE, TSTZRANGE, ExcludeConstraint

from projections.current.rows import FOLLOWS
from projections.table import ReadTable

R = TypeVar("R")

_RANGES = (
    ("positions", INT8RANGE(), "int8range(since, until)"),
    ("instants", TSTZRANGE(), "tstzrange(since_at, until_at)"),
)
"""What PostgreSQL computes of a version; both from including, to excluding. Of versions that one append made, but
the last, the range of instants is empty."""


@dataclass(slots=True)
class Version:
    """When a row stood as it did; what it said are a subclass's further attributes, named as the row's are.

    From the position ``since`` up to before ``until``, recorded at ``since_at`` and ``until_at``; without them
    it stands still. ``version``: of the stream, by the event that this version began with.
    """

    since: int
    since_at: datetime
    until: int | None
    until_at: datetime | None
    version: int

    def holds(self, position: int, at: datetime) -> bool:
        """Whether it was known at a position, and true at an instant."""
        begun = self.since <= position and self.since_at <= at
        return begun and not (self.until is not None and self.until <= position and self._until_at <= at)

    @property
    def _until_at(self) -> datetime:
        assert self.until_at is not None, "it ends on both clocks or on neither"
        return self.until_at


class VersionTable(ReadTable[Version], Generic[R]):
    """The versions of the rows of one table of the current state. No two of a row overlap on either clock."""

    open = "until"

    def __init__(self, of: ReadTable[R]) -> None:
        self.of = of
        said = [each.name for each in fields(of.row) if each.metadata != FOLLOWS and each.name != "version"]  # type: ignore[arg-type]
        super().__init__(
            _version_of(of.row, said), of.name, of.aggregate, of.local, order=of.order, indexes=of.indexes
        )
        self._subject = self.key
        self.key = (*self.key, "since")
        self.said: Callable[[Any], tuple[Any, ...]] = attrgetter(*said)
        self._named = tuple(said) + ("version",) * ("version" in of.columns)

    def place_of(self, row: Version) -> tuple[str, str]:
        group, local = super().place_of(row)
        return group, f"{local} {row.since}"

    def version(self, row: R, since: int, since_at: datetime, version: int) -> Version:
        """The version that begins with a row as it stands."""
        return self.row(since, since_at, None, None, version, *self.said(row))

    def row_of(self, version: Version) -> R:
        """The row that a version was, without what follows from check-ins and other columns."""
        return self.of.row(**{name: getattr(version, name) for name in self._named})

    def sql_table(self, metadata: MetaData) -> Table:
        table = super().sql_table(metadata)
        same: Sequence[tuple[str, str]] = [(name, "=") for name in ("org", *self._subject)]
        for name, kind, bounds in _RANGES:
            table.append_column(Column(name, kind, Computed(bounds, persisted=True), nullable=False))
            table.append_constraint(
                ExcludeConstraint(*same, (name, "&&"), using="gist", name=f"{self.name}_{name}_apart")
            )
        return table


def _version_of(row: type[Any], said: Sequence[str]) -> type[Version]:
    hints = get_type_hints(row, include_extras=True)
    columns = [(name, hints[name]) for name in said]
    return make_dataclass(row.__name__.replace("Row", "Version"), columns, bases=(Version,), slots=True)
