"""Following a log: from a build's own checkpoint, in batches, each committed with its rows, at the live speed."""

from typing import Any

import psycopg
from sqlalchemy import Connection, Engine

from events import read
from events.catalogue import Catalogue
from events.errors import ProjectionBehind
from events.transaction import driver, transaction
from projections import builds
from projections.live import fold_live
from projections.projection import Projection

BATCH = 500
"""So many events at most are folded in a transaction."""

_CHECKPOINT = "select position from northlog.checkpoints where org = %s and schema = %s"
_BEHIND = """
select h.org::text, h.position - coalesce(c.position, 0)
from northlog.heads h left join northlog.checkpoints c on c.org = h.org and c.schema = %s
where h.position > coalesce(c.position, 0) order by 1
"""


def behind(raw: psycopg.Connection[Any], schema: str) -> dict[str, int]:
    """How many events a build has yet to read, by organization; those it is level with are not named."""
    return dict(raw.execute(_BEHIND, (schema,)).fetchall())


def checkpoint(raw: psycopg.Connection[Any], schema: str, org: str) -> int:
    """How far a build has read a log."""
    row = raw.execute(_CHECKPOINT, (org, schema)).fetchone()
    return 0 if row is None else int(row[0])


def follow(
    connection: Connection,
    catalogue: Catalogue,
    projection: Projection,
    schema: str,
    state: str,
    org: str,
    limit: int = BATCH,
) -> int:
    """Fold the next events of a log into a build; returns how many, fewer than ``limit`` at the log's end.

    Raises ``UnknownEvent`` or ``BrokenEvent`` at the first event that cannot be read.
    """
    raw = driver(connection)
    stored = read.after(raw, org, checkpoint(raw, schema, org), limit)
    events = [catalogue.read(each) for each in stored]
    if events and not fold_live(raw, projection, schema, state, org, events):
        return limit  # somebody else went ahead with it in the meantime
    return len(events)


def catch_up(
    owner: Engine, catalogue: Catalogue, projection: Projection, schema: str, state: str, org: str
) -> None:
    """Have a build in ``state`` read one log to its end as it stands. Raises ``BuildAborted``."""
    while True:
        with owner.begin() as connection:
            builds.hold(connection, schema, state)
            if follow(connection, catalogue, projection, schema, state, org) < BATCH:
                return


def catch_up_live(engine: Engine, catalogue: Catalogue, projection: Projection, org: str, upto: int) -> None:
    """Have the live build read one log up to a position that it has reached; nothing to do where that was done.

    Others may do the same at the same time: each batch is folded once, by whoever moves the checkpoint first.
    What is before a batch that cannot be read stays. Raises ``ProjectionBehind`` where no live build is of this
    fold.
    """
    while True:
        with transaction(engine, org) as connection:
            build = builds.live(connection, projection)
            if build is None or build.version != projection.version:
                raise ProjectionBehind(projection.name)
            left = upto - checkpoint(driver(connection), build.schema, org)
            if left <= 0:
                return
            follow(connection, catalogue, projection, build.schema, builds.LIVE, org, min(BATCH, left))
