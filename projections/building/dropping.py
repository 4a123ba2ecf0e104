"""Dropping a build that was live or never will be: not before the last who reads it is done."""

import time

import psycopg
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from events.errors import LogError
from projections import builds, schema
from projections.reporting.publishing import publish

PATIENCE, PAUSE = 5.0, 0.05
"""Seconds to wait for readers, and between two tries."""

_TABLES = text("""
select string_agg(format('%I.%I', n.nspname, c.relname), ', ')
from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = :schema and c.relkind = 'r'
""")


class BuildRead(LogError):
    """Somebody who began before the switch still reads a build."""

    def __init__(self, schema: str) -> None:
        super().__init__(
            f"{schema} is still read by somebody who began before another build went live; it was not dropped."
            " Try again when they are done"
        )


def drop(owner: Engine, name: str, patience: float = PATIENCE) -> None:
    """Drop a build's tables and strike it off the list. Waits ``patience`` seconds at most for those who read it;
    then raises ``BuildRead``, and nothing was dropped."""
    publish(owner, patience)  # no view may stand on what is dropped
    deadline = time.monotonic() + patience
    while True:
        try:
            with owner.begin() as connection:
                _hold(connection, name)
                schema.drop(connection, name)
                builds.forget(connection, name)
                return
        except OperationalError as error:
            if not isinstance(error.orig, psycopg.errors.LockNotAvailable):
                raise
            if time.monotonic() > deadline:
                raise BuildRead(name) from error
        time.sleep(PAUSE)


def _hold(connection: Connection, name: str) -> None:
    """Lock all tables or none: whoever waits with some of them in hand would have readers wait for it as well."""
    tables = connection.execute(_TABLES, {"schema": name}).scalar_one()
    if tables is not None:
        connection.execute(text(f"lock table {tables} in access exclusive mode nowait"))
