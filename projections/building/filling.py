"""The rebuild speed of a fold: a share of a log by COPY, its rows in memory, COPY at the end."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine

from events.bulk import Share, recorded_in
from events.catalogue import Catalogue
from events.transaction import driver
from projections import builds
from projections.building import parts
from projections.projection import Projection
from projections.statements import statements
from projections.table import ReadTable

BLOCK = 100
"""So many rows are written at a time."""
REPORT = 2_000
"""So many events are folded between two words on the progress."""

Step = Callable[[int], object]
"""Is told how many more events were folded."""

# What a crash of the server undoes is a whole part, its mark included: no commit need wait for the disk.
_QUICK = "set local synchronous_commit to off"


def fill(owner: Engine, catalogue: Catalogue, projection: Projection, schema: str, step: Step) -> None:
    """Do the parts of a build that nobody has in hand, one after the other, each in a transaction.

    ``owner`` connects as the owner of the tables: COPY does not go through row-level security. Fails at the
    first event that cannot be read. Raises ``BuildAborted``.
    """
    while _filled_one(owner, catalogue, projection, schema, step):
        pass


def _filled_one(owner: Engine, catalogue: Catalogue, projection: Projection, schema: str, step: Step) -> bool:
    """Whether there was a part to do, and it is done."""
    with owner.begin() as connection, _without_gc():
        raw = driver(connection)
        raw.execute(_QUICK)
        part = parts.claim(raw, schema)
        if part is not None:
            events = _fill(connection, catalogue, projection, schema, part, step)
            parts.done(raw, schema, part, events)
        return part is not None


def _fill(
    connection: Connection, catalogue: Catalogue, projection: Projection, schema: str, part: parts.Part, step: Step
) -> int:
    # The rows go when this returns, before the collector of cycles comes back: it would walk all of them.
    workspace, events = _folded(driver(connection), catalogue, projection, part, step)
    _derive(projection, workspace)
    builds.hold(connection, schema)
    for rows in projection.rows(workspace):
        if rows.groups:
            _copy_in(driver(connection), schema, rows.table, part.org, rows)
    return events


def _folded(
    raw: psycopg.Connection[Any], catalogue: Catalogue, projection: Projection, part: parts.Part, step: Step
) -> tuple[Any, int]:
    """The rows of a part, and of how many events they were made."""
    workspace, handlers, events = projection.workspace(), projection.handlers, 0
    share = Share(part.org, part.upto, part.part, part.parts, unread(catalogue, projection))
    for kind, recorded in recorded_in(raw, catalogue, share):
        handlers[kind](workspace, recorded)
        events += 1
        if events % REPORT == 0:
            step(REPORT)
    step(events % REPORT)
    return workspace, events


def unread(catalogue: Catalogue, projection: Projection) -> list[str]:
    """The names of events that say nothing to a projection. What is unknown is read, and told as such."""
    return catalogue.names_of(*(each for each in catalogue.types.values() if each not in projection.handlers))


def _derive(projection: Projection, workspace: Any) -> None:
    done: set[tuple[str, str]] = set()
    for rows in projection.rows(workspace):
        for aggregate_id in rows.groups:
            mark = (rows.table.aggregate, aggregate_id)
            if mark not in done:
                done.add(mark)
                projection.derive(workspace, *mark)


def _copy_in(
    raw: psycopg.Connection[Any], schema: str, table: ReadTable[Any], org: str, rows: Iterable[Any]
) -> None:
    # Handing them over many at a time saves psycopg's work on each.
    with raw.cursor() as cursor, cursor.copy(statements(schema, table).copy_in) as copy:
        for some in _in_blocks(rows):
            copy.write("".join([f"{org}\t{table.line(row)}\n" for row in some]))


def _in_blocks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    return iter(lambda: list(islice(left, BLOCK)), [])


@contextmanager
def _without_gc() -> Iterator[None]:
    # Rows are acyclic; walking millions of them again and again would take a third of the time.
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
