"""The switch: one short transaction in which nobody appends, the rest is caught up, and the pointer moves."""

import time

import psycopg
from sqlalchemy import Connection, Engine

from events.catalogue import Catalogue
from events.errors import LogError
from events.transaction import driver
from projections import builds
from projections.follow import BATCH, behind, catch_up, follow
from projections.projection import Projection

FEW = 100
"""So many events may be left to catch up while all writers wait."""
ATTEMPTS, PAUSE = 200, 0.05

# Whoever comes to append queues behind this lock while it waits for those who are at it: so it does not wait long.
_PATIENCE = "set local lock_timeout = '50ms'"
_NO_MATTER_HOW_LONG = "set local lock_timeout = 0"
_HOLD_ALL = "lock table northlog.heads in exclusive mode"


def switch(owner: Engine, catalogue: Catalogue, projection: Projection, schema: str) -> None:
    """Bring a build level with all logs and have it go live. Raises ``BuildAborted``."""
    for _ in range(ATTEMPTS):
        for org in _behind(owner, schema):
            catch_up(owner, catalogue, projection, schema, builds.BUILDING, org)
        try:
            with owner.begin() as connection:
                if _switched(connection, catalogue, projection, schema):
                    return
        except psycopg.errors.LockNotAvailable:
            time.sleep(PAUSE)
    raise LogError(
        f"{schema} could not go live: there was always somebody appending for longer than the switch waits."
        " Nothing is lost; run the same command again when less is going on"
    )


def _behind(owner: Engine, schema: str) -> dict[str, int]:
    with owner.connect() as connection:
        return behind(driver(connection), schema)


def _switched(connection: Connection, catalogue: Catalogue, projection: Projection, schema: str) -> bool:
    """Whether it was done; not if too much would have to be caught up while everybody waits."""
    raw = driver(connection)
    raw.execute(_PATIENCE)
    raw.execute(_HOLD_ALL)
    raw.execute(_NO_MATTER_HOW_LONG)
    left = behind(raw, schema)
    if sum(left.values()) > FEW:
        return False
    for org in left:
        while follow(connection, catalogue, projection, schema, builds.BUILDING, org) == BATCH:
            pass
    builds.go_live(connection, projection, schema)
    return True
