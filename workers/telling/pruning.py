"""Forgetting what was told long ago."""

from datetime import datetime

from sqlalchemy import Engine

from events.transaction import driver, transaction
from workers.telling import statements as sql


def prunable(app: Engine, before: datetime) -> list[str]:
    """The organizations in which there is something to forget of what was before an instant."""
    with app.connect() as connection:
        return [str(org) for (org,) in driver(connection).execute(sql.TO_FORGET, (before,))]


def prune(app: Engine, org: str, before: datetime) -> int:
    """Forget the messages that arrived before an instant, and what was told before; returns how many of both.

    What is dead stays until somebody redrives or drops it, what waits until it is sent.
    """
    with transaction(app, org) as connection:
        raw = driver(connection)
        return sum(raw.execute(each, (org, before)).rowcount for each in (sql.FORGET_TOLD, sql.FORGET_SENT))
