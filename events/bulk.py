"""Reading a log at the speed of COPY: rows are cut from the stream by hand, bodies decoded one by one."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import psycopg
from psycopg.sql import SQL, Literal

from domain.words import Event
from events import sql
from events.catalogue import Catalogue
from events.errors import LogError
from events.record import Recorded


def recorded_after(
    connection: psycopg.Connection[Any], catalogue: Catalogue, org: str, after: int, upto: int
) -> Iterator[Recorded[Event]]:
    """The events of positions ``after`` + 1 to ``upto``, in order; the log reaches at least that far.

    Raises ``UnknownEvent`` or ``BrokenEvent`` at the first one that cannot be read.
    """
    decode, parse = catalogue.decode, datetime.fromisoformat
    for row in _rows(connection, org, after, upto):
        position, stream, version, name, recorded, occurred, actor, body = row[:-1].split(b"\t")
        # COPY's text form doubles backslashes; JSON holds no other character that it would escape.
        if b"\\" in body:
            body = body.replace(b"\\\\", b"\\")
        recorded_at = parse(recorded.decode())
        yield Recorded(
            int(position),
            stream.decode(),
            int(version),
            recorded_at,
            recorded_at if occurred == recorded else parse(occurred.decode()),
            _unescaped(actor),
            decode(name.decode(), body),
        )


def _rows(connection: psycopg.Connection[Any], org: str, after: int, upto: int) -> Iterator[bytes]:
    """COPY's lines. Those that have arrived are taken without psycopg's wait, which costs more than a line."""
    query = SQL(sql.COPY_AFTER).format(org=Literal(org), after=Literal(after), upto=Literal(upto))
    connection.execute("set local timezone to 'UTC'")
    left = upto - after  # positions are dense
    arrived = connection.pgconn.get_copy_data
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        while row := copy.read():
            yield bytes(row)
            left -= 1
            while left:
                size, data = arrived(1)
                if size <= 0:
                    break
                yield bytes(data)
                left -= 1
            if left and size < 0:
                raise LogError(
                    f"the log of {org} ends {left} events before position {upto}; run: northlog log verify"
                )


def _unescaped(text: bytes) -> str:
    # An actor may hold a backslash, but no control character.
    return text.replace(b"\\\\", b"\\").decode()
