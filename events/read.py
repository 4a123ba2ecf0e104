"""Reading: one stream, or the log after a position."""

from collections.abc import Iterator, Sequence
from typing import Any

import psycopg

from domain.words import Event
from events import sql
from events.catalogue import Catalogue
from events.record import Stored

LAST_POSITION = 2**63 - 1


def logs(connection: psycopg.Connection[Any]) -> list[tuple[str, int]]:
    """Every organization whose log this role may see, with its last position."""
    return connection.execute(sql.LIST_LOGS).fetchall()


def head(connection: psycopg.Connection[Any], org: str) -> tuple[int, bytes] | None:
    """The last position of a log and its hash; ``None`` where no log was begun."""
    row = connection.execute(sql.HEAD, (org,)).fetchone()
    return None if row is None else (row[0], row[1])


def stream(
    connection: psycopg.Connection[Any], catalogue: Catalogue, org: str, name: str
) -> Iterator[tuple[int, Event]]:
    """Every event of a stream with its version, oldest first."""
    for version, stored_as, body in connection.execute(sql.READ_STREAM, (org, name), prepare=True):
        yield version, catalogue.decode(stored_as, body)


def whole_streams(
    connection: psycopg.Connection[Any], catalogue: Catalogue, org: str, names: Sequence[str]
) -> Iterator[tuple[str, int, Event]]:
    """Every event of several streams with its stream and version, a stream's oldest first."""
    for name, version, stored_as, body in connection.execute(sql.READ_FOLDS, (org, list(names))):
        yield name, version, catalogue.decode(stored_as, body)


def at(connection: psycopg.Connection[Any], org: str, positions: Sequence[int]) -> list[Stored]:
    """The events at these positions, in order."""
    with connection.cursor(row_factory=_stored) as cursor:
        return cursor.execute(sql.READ_AT, (org, list(positions))).fetchall()


def back(
    connection: psycopg.Connection[Any],
    org: str,
    name: str,
    types: Sequence[str],
    before: int | None = None,
    limit: int | None = None,
) -> list[Stored]:
    """Events of a stream that are stored under these names, the latest first, from before a position."""
    with connection.cursor(row_factory=_stored) as cursor:
        values = (org, name, list(types), before or LAST_POSITION, limit)
        return cursor.execute(sql.READ_BACK, values).fetchall()


def streams(
    connection: psycopg.Connection[Any], org: str, names: Sequence[str], types: Sequence[str], upto: int
) -> list[Stored]:
    """Events of several streams that are stored under these types' names, in order, up to a position."""
    with connection.cursor(row_factory=_stored) as cursor:
        return cursor.execute(sql.READ_STREAMS, (org, list(names), list(types), upto)).fetchall()


def after(connection: psycopg.Connection[Any], org: str, position: int, limit: int = 1000) -> list[Stored]:
    """Up to ``limit`` events after a position, in order. Positions are dense, so fewer means the end."""
    with connection.cursor(row_factory=_stored) as cursor:
        return cursor.execute(sql.READ_AFTER, (org, position, position + limit), prepare=True).fetchall()


def every(connection: psycopg.Connection[Any], org: str, batch: int = 5000) -> Iterator[Stored]:
    """The whole log as it stands while reading, a batch at a time in memory."""
    position = 0
    while rows := after(connection, org, position, batch):
        yield from rows
        position = rows[-1].position


def _stored(cursor: psycopg.Cursor[Any]) -> Any:
    return lambda values: Stored._make(values)
