"""PostgreSQL alone: psycopg's INSERT and COPY of equal rows into an equal table, prepared beforehand.

No head row, no chain, no checks: what the disk, the server and the driver cost in any case.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from time import perf_counter
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Literal

from bench.database import Database
from bench.sides import chunks
from domain.words import Event
from events import sql
from events.catalogue import CATALOGUE

CREATE = """
create schema bare;
create table bare.events (
    org uuid not null, position bigint not null, stream text not null, version integer not null,
    type text not null, recorded_at timestamptz not null, occurred_at timestamptz not null,
    actor text not null, command_id text not null, correlation_id text not null, causation_id text,
    body text not null, hash bytea not null,
    primary key (org, position), unique (org, stream, version)
)
"""
INSERT = "insert into bare.events values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
COPY_IN = "copy bare.events from stdin"


class Bare:
    """``replay`` is ``COPY ... TO STDOUT`` of the columns that a rebuild reads, row by row, not decoded."""

    name = "bare psycopg"
    batch = 8_000  # the more, the better for COPY

    def __init__(self, database: Database) -> None:
        self.org = str(uuid4())
        self._connection = psycopg.connect(database.conninfo(), autocommit=True)
        self._connection.execute(CREATE)
        self._position = 0
        self._versions: defaultdict[str, int] = defaultdict(int)
        self._copy_out = SQL(sql.COPY_SHARE.replace("northlog.", "bare."))

    def keep(self, events: Sequence[Event], together: int) -> float:
        seconds = 0.0
        for each in chunks(events, together):
            rows = self._rows(
                each
            )  # untimed, but between two appends as with the other sides: so all find caches alike
            began = perf_counter()
            if together == 1:
                self._connection.execute(INSERT, rows[0], prepare=True)
            else:
                self._copy_in(rows)
            seconds += perf_counter() - began
        return seconds

    def _copy_in(self, rows: list[tuple[Any, ...]]) -> None:
        with self._connection.cursor() as cursor, cursor.copy(COPY_IN) as copy:
            for row in rows:
                copy.write_row(row)

    def replay(self) -> tuple[int, float]:
        query = self._copy_out.format(org=Literal(self.org), upto=Literal(self._position), share=SQL("true"))
        count = 0
        began = perf_counter()
        with self._connection.cursor() as cursor, cursor.copy(query) as copy:
            for _ in copy:
                count += 1
        return count, perf_counter() - began

    def _rows(self, events: Sequence[Event]) -> list[tuple[Any, ...]]:
        rows = []
        now = datetime.now(UTC)
        for event in events:
            self._position += 1
            self._versions[event.stream] += 1
            version, command, body = self._versions[event.stream], str(uuid4()), CATALOGUE.encode(event)
            at = event.happened_at or now
            place = (self.org, self._position, event.stream, version, event.stored_as, now, at)
            rows.append((*place, "bench", command, "bench", None, body, sha256(body.encode()).digest()))
        return rows

    def close(self) -> None:
        self._connection.close()
