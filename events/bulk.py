"""Reading a log at the speed of COPY: rows are cut from the stream by hand, bodies decoded one by one."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import psycopg
from psycopg.sql import SQL, Literal

from domain.words import Event
from events import sql
from events.catalogue import Catalogue
from events.record import Recorded


def recorded_after(
    connection: psycopg.Connection[Any], catalogue: Catalogue, org: str, after: int, upto: int
) -> Iterator[Recorded[Event]]:
    """The events of positions ``after`` + 1 to ``upto``, in order.

    Raises ``UnknownEvent`` or ``BrokenEvent`` at the first one that cannot be read.
    """
    query = SQL(sql.COPY_AFTER).format(org=Literal(org), after=Literal(after), upto=Literal(upto))
    decode, parse = catalogue.decode, datetime.fromisoformat
    connection.execute("set local timezone to 'UTC'")
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        for row in copy:
            position, stream, version, name, recorded, occurred, actor, body = bytes(row)[:-1].split(b"\t")
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


def _unescaped(text: bytes) -> str:
    # An actor may hold a backslash, but no control character.
    return text.replace(b"\\\\", b"\\").decode()
