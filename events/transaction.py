"""The one place that commits. A transaction speaks for one organization, and sees nothing of another."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine

from events import sql


@contextmanager
def transaction(engine: Engine, org: str) -> Iterator[Connection]:
    """A transaction in which row-level security shows this organization alone; commits when left well."""
    with engine.begin() as connection:
        # psycopg's own way takes half the time of SQLAlchemy's.
        driver(connection).execute(sql.SPEAK_FOR, (org,), prepare=True)
        yield connection


def driver(connection: Connection) -> psycopg.Connection[Any]:
    """psycopg's own connection below SQLAlchemy's, for the hot paths; in the same transaction."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)
    return raw
