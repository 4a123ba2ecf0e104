"""The rebuild speed of a fold: the log by COPY, rows in memory, COPY at the end. One organization at a time.

Holds the organization's head while it runs, so its writers wait; the rows are replaced in one transaction.
"""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import psycopg
from sqlalchemy import Engine

from events.bulk import recorded_after
from events.catalogue import Catalogue
from events.transaction import driver, transaction
from projections.builds import LIVE, live
from projections.live import advance
from projections.projection import Projection
from projections.statements import statements
from projections.table import ReadTable

_LOCK = "select position from northlog.heads where org = %s for no key update"
_FORGET = "delete from northlog.checkpoints where org = %s and schema = %s"

BLOCK = 100
"""So many rows are written at a time."""
REPORT = 2_000
"""So many events are folded between two words on the progress."""


def rebuild(
    owner: Engine,
    catalogue: Catalogue,
    projection: Projection,
    org: str,
    progress: Callable[[int], object] = lambda _: None,
) -> int:
    """Compute a projection's rows of one organization anew from its log; returns how many events were folded.

    ``owner`` connects as the owner of the tables: COPY does not go through row-level security. ``progress`` is
    told now and then how many events were folded in all. Fails at the first event it cannot read, and leaves
    the rows as they were.
    """
    with transaction(owner, org) as connection, transaction(owner, org) as reader, _without_gc():
        raw = driver(connection)
        build = live(connection, projection)
        assert build is not None, "a projection is installed before it is rebuilt"
        head = raw.execute(_LOCK, (org,)).fetchone()
        upto = 0 if head is None else int(head[0])
        for table in projection.tables:
            raw.execute(statements(build.schema, table).clear, (org,))
        workspace = projection.workspace()
        for recorded in recorded_after(driver(reader), catalogue, org, 0, upto):
            projection.fold(workspace, recorded)
            if recorded.position % REPORT == 0:
                progress(recorded.position)
        progress(upto)
        _derive(projection, workspace)
        for rows in projection.rows(workspace):
            _copy_in(raw, build.schema, rows.table, org, rows)
        raw.execute(_FORGET, (org, build.schema))
        if upto:
            advance(raw, build.schema, LIVE, org, 0, upto)
        return upto


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
