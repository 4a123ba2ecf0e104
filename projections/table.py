"""A read table, declared once as the dataclass of its rows; the SQL table follows from the annotations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cached_property, partial
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Generic, TypeVar, get_args, get_origin, get_type_hints

import orjson
from psycopg.types.json import set_json_loads
from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Float, Index, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import JSON, JSONB, UUID
from sqlalchemy.types import TypeEngine

R = TypeVar("R")


# For every connection: trails are long, and orjson takes them apart in a fifth of the time.
set_json_loads(orjson.loads)

# Sorted keys: the same value is the same text, so that an unchanged row is seen to be unchanged.
_plain_json: Callable[[Any], bytes] = partial(orjson.dumps, option=orjson.OPT_SORT_KEYS)


@dataclass(frozen=True, slots=True)
class Json:
    """Marks a column that is stored as JSON: how a value becomes its text, and comes back from plain data.

    ``verbatim``: the very text is stored, for what is long and seldom looked into by the server: taking it apart
    costs four times as much.
    """

    dump: Callable[[Any], bytes] = _plain_json
    load: Callable[[Any], Any] = lambda value: value
    verbatim: bool = False

    def encode(self, value: Any) -> str | None:
        return None if value is None else self.dump(value).decode()

    def decode(self, value: Any) -> Any:
        return None if value is None else self.load(value)


_SQL_TYPES: dict[Any, TypeEngine[Any]] = {
    str: Text(),
    int: BigInteger(),
    float: Float(53),
    bool: Boolean(),
    date: Date(),
    datetime: DateTime(timezone=True),
}


_LONG_ROWS = {"toast_tuple_target": 4096}
"""Bytes. Rows up to here are not compressed, which takes the server as long as all else it does to them."""


class ReadTable(Generic[R]):
    """Rows of one aggregate's kind.

    ``aggregate`` is the first word of the streams the rows follow from and ``<aggregate>_id`` the column that
    rows are loaded and grouped by; ``local`` a further column of the key where an aggregate has several rows,
    ``order`` the column they were added in the order of. ``open``: the column that is null in those rows alone
    that events may still change; without it they may change all.
    """

    open: str | None = None

    def __init__(
        self,
        row: type[R],
        name: str,
        aggregate: str,
        local: str | None = None,
        *,
        order: str | None = None,
        indexes: Sequence[Sequence[str]] = (),
    ) -> None:
        self.row, self.name, self.aggregate, self.local = row, name, aggregate, local
        self.order, self.indexes = order, indexes
        self.columns = tuple(field.name for field in fields(row))  # type: ignore[arg-type]
        hints = get_type_hints(row, include_extras=True)
        self._values: Callable[[R], tuple[Any, ...]] = attrgetter(*self.columns)
        self._hints = {column: hints[column] for column in self.columns}
        self.group = f"{aggregate}_id" if f"{aggregate}_id" in self.columns else None
        self.key = tuple(column for column in (self.group, local) if column is not None)

    @cached_property
    def codecs(self) -> tuple[tuple[int, Json], ...]:
        """The columns that are stored as JSON, by their place."""
        return tuple(
            (place, mark)
            for place, hint in enumerate(self._hints.values())
            if get_origin(hint) is Annotated
            for mark in get_args(hint)[1:]
            if isinstance(mark, Json)
        )

    def encode(self, row: R) -> list[Any]:
        """A row's values as the database takes them, in the order of ``columns``."""
        values = list(self._values(row))
        for place, codec in self.codecs:
            values[place] = codec.encode(values[place])
        return values

    def line(self, row: R) -> str:
        """A row as COPY takes it in its text form, without the organization: the values between tabs."""
        values = zip(self._texts, self._values(row), strict=True)
        return "\t".join(["\\N" if value is None else text(value) for text, value in values])

    @cached_property
    def _texts(self) -> tuple[Callable[[Any], str], ...]:
        json = dict(self.codecs)
        return tuple(
            _json_text(json[place]) if place in json else _TEXTS[_plain(hint)]
            for place, hint in enumerate(self._hints.values())
        )

    def decode(self, values: Sequence[Any]) -> R:
        """A row from the database's values."""
        decoded = list(values)
        for place, codec in self.codecs:
            decoded[place] = codec.decode(decoded[place])
        return self.row(*decoded)

    def place_of(self, row: R) -> tuple[str, str]:
        """The aggregate's id and the local key of a row; empty where the table has none."""
        group = getattr(row, self.group) if self.group else ""
        return group, str(getattr(row, self.local)) if self.local else ""

    def sql_table(self, metadata: MetaData) -> Table:
        """The table in a projection's schema; the organization comes first in its key and its indexes."""
        columns: list[Column[Any]] = [Column("org", UUID(as_uuid=False), primary_key=True)]
        for name, hint in self._hints.items():
            sql_type, nullable = _sql_type(hint)
            columns.append(Column(name, sql_type, primary_key=name in self.key, nullable=nullable))
        indexes = [Index(f"{self.name}_by_{'_'.join(by)}", "org", *by) for by in self.indexes]
        stored: dict[str, Any] = (
            {"postgresql_with": _LONG_ROWS} if any(mark.verbatim for _, mark in self.codecs) else {}
        )
        return Table(self.name, metadata, *columns, *indexes, **stored)


def _sql_type(hint: Any) -> tuple[TypeEngine[Any], bool]:
    if get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        for mark in marks:
            if isinstance(mark, Json):
                return JSON() if mark.verbatim else JSONB(), NoneType in get_args(inner)
    return _SQL_TYPES[_plain(hint)], isinstance(hint, UnionType)


def _plain(hint: Any) -> Any:
    """The type of a column's values that are not null."""
    return next(each for each in get_args(hint) if each is not NoneType) if isinstance(hint, UnionType) else hint


def _escaped(text: str) -> str:
    # Most texts hold none of them, and looking is cheaper than replacing.
    if "\\" in text or not text.isprintable():
        for character, escape in _ESCAPES:
            text = text.replace(character, escape)
    return text


_ESCAPES = (("\\", "\\\\"), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r"))  # the backslash first

_TEXTS: dict[Any, Callable[[Any], str]] = {
    str: _escaped,
    int: str,
    float: repr,
    bool: str,
    date: date.isoformat,
    datetime: datetime.isoformat,
}


def _json_text(codec: Json) -> Callable[[Any], str]:
    dump = codec.dump

    def text(value: Any) -> str:
        written = dump(value).decode()
        # JSON holds no other character that COPY would take for something else.
        return written.replace("\\", "\\\\") if "\\" in written else written

    return text
