"""Forgetting what was told long ago."""

from datetime import datetime

from sqlalchemy import Engine

from events.transaction import driver, transaction
from workers.telling import statements as sql


def prune(app: Engine, org: str, before: datetime) -> int:
    """Forget the messages that arrived before an instant, and what was told before; returns how many of both.

    What is dead stays until somebody redrives or drops it, what waits until it is sent.
    """
    with transaction(app, org) as connection:
        raw = driver(connection)
        return sum(raw.execute(each, (org, before)).rowcount for each in (sql.FORGET_TOLD, sql.FORGET_SENT))
