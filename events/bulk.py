"""Reading a log at the speed of COPY: rows are cut from the stream by hand, bodies decoded one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import psycopg
from psycopg.pq import ExecStatus
from psycopg.sql import SQL, Composable, Literal

from domain.words import Event
from events import sql
from events.catalogue import Catalogue
from events.errors import UnknownEvent
from events.record import Recorded
from events.trusted import MISFIT, readers


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a log: up to position ``upto`` the streams whose hash falls on ``part`` of ``parts``.

    Every stream is in one part, whole. Events stored under a name of ``without`` are left out.
    """

    org: str
    upto: int
    part: int = 0
    parts: int = 1
    without: Sequence[str] = ()


def recorded_in(
    connection: psycopg.Connection[Any], catalogue: Catalogue, share: Share
) -> Iterator[tuple[type[Event], Recorded[Any]]]:
    """The events of a share, in order, each with its type; it may be a record of the same attributes.

    Raises ``UnknownEvent`` or ``BrokenEvent`` at the first one that cannot be read.
    """
    known, parse, recorded_as = readers(catalogue), datetime.fromisoformat, partial(tuple.__new__, Recorded)
    connection.execute(sql.READ_AS_IT_STANDS)
    for line in lines(connection, query(share)):
        position, stream, version, name, recorded, occurred, actor, body = str(line, "utf-8").split("\t")
        # COPY's text form doubles backslashes; JSON and actors hold no other character that it would escape.
        if "\\" in body:
            body = body.replace("\\\\", "\\")
        if "\\" in actor:
            actor = actor.replace("\\\\", "\\")
        if name not in known:
            raise UnknownEvent(name)
        kind, read = known[name]
        try:
            event = read(body)  # to JSON the line's end is white space
        except MISFIT:
            event = catalogue.decode(name, body)
        at = parse(recorded)
        happened = at if occurred == recorded else parse(occurred)
        # The named tuple's own constructor costs as much as a body's reading.
        yield kind, recorded_as((int(position), stream, int(version), at, happened, actor, event))


def query(share: Share) -> Composable:
    """The COPY that reads a share."""
    wanted: list[Composable] = [SQL("true")]
    if share.parts > 1:
        wanted.append(SQL(sql.SHARE_OF_STREAMS).format(part=Literal(share.part), parts=Literal(share.parts)))
    if share.without:
        wanted.append(SQL(sql.SHARE_OF_TYPES).format(without=Literal(list(share.without))))
    return SQL(sql.COPY_SHARE).format(
        org=Literal(share.org), upto=Literal(share.upto), share=SQL(" and ").join(wanted)
    )


def lines(connection: psycopg.Connection[Any], copy_out: Composable) -> Iterator[memoryview | bytes]:
    """COPY's lines by the driver's lowest layer: psycopg's own reading costs more than a line itself."""
    pgconn = connection.pgconn
    result = pgconn.exec_(copy_out.as_bytes(connection))
    if result.status != ExecStatus.COPY_OUT:
        raise psycopg.DatabaseError(pgconn.get_error_message())
    taken = pgconn.get_copy_data
    size, line = taken(0)
    try:
        while size > 0:
            yield line
            size, line = taken(0)
    finally:
        if size > 0:
            pgconn.get_cancel().cancel()
            while size > 0:
                size, line = taken(0)
        failed = pgconn.get_error_message() if size == -2 else ""
        while left := pgconn.get_result():
            failed = left.get_error_message() if left.status == ExecStatus.FATAL_ERROR else failed
    if failed:
        raise psycopg.DatabaseError(failed)
