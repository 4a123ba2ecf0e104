"""Bringing a build level with its logs, from its checkpoints, at the live speed of the fold."""

from typing import Any

import psycopg
from sqlalchemy import Connection, Engine

from events import read
from events.catalogue import Catalogue
from events.transaction import driver
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


def catch_up(
    owner: Engine, catalogue: Catalogue, projection: Projection, schema: str, state: str, org: str
) -> None:
    """Have a build in ``state`` read one log to its end as it stands. Raises ``BuildAborted``."""
    while True:
        with owner.begin() as connection:
            builds.hold(connection, schema, state)
            if follow(connection, catalogue, projection, schema, state, org) < BATCH:
                return


def follow(
    connection: Connection, catalogue: Catalogue, projection: Projection, schema: str, state: str, org: str
) -> int:
    """Fold the next events of a log into a build; returns how many, fewer than a batch at the log's end."""
    raw = driver(connection)
    stored = read.after(raw, org, checkpoint(raw, schema, org), BATCH)
    events = [catalogue.read(each) for each in stored]
    if events and not fold_live(raw, projection, schema, state, org, events):
        return BATCH  # somebody else went ahead with it in the meantime
    return len(events)
