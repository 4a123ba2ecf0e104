"""Bringing a database to what this version of Northlog expects: the log's schema, the roles, the read tables."""

from collections.abc import Callable

from psycopg import sql
from sqlalchemy import Connection, Engine, text

import migrations
from events import read
from events.catalogue import CATALOGUE
from events.transaction import driver
from projections import schema
from projections.current import CURRENT
from projections.projection import Projection
from projections.rebuild import rebuild

PROJECTIONS: tuple[Projection, ...] = (CURRENT,)
APP_ROLE = "northlog_app"

_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(7237415123)")


def install(
    owner: Engine,
    app_password: str | None = None,
    progress: Callable[[str], Callable[[int], object]] = lambda _: lambda _: None,
) -> None:
    """Migrate the log and build the read tables that are missing or of another version.

    Running it again changes nothing. ``app_password`` is set for the application's role where it logs in by
    one. ``progress(org)`` is told how many events were folded.
    """
    with owner.begin() as connection:
        # Two processes that come to a new database at once would both make its schema.
        connection.execute(_ONE_AT_A_TIME)
        migrations.upgrade(connection)
        if app_password is not None:
            _set_password(connection, app_password)
        stale = [projection for projection in PROJECTIONS if schema.install(connection, projection)]
        logs = read.logs(driver(connection))
    for projection in stale:
        for org, _ in logs:
            rebuild(owner, CATALOGUE, projection, org, progress(org))


def _set_password(connection: Connection, password: str) -> None:
    statement = sql.SQL("alter role {} password {}").format(sql.Identifier(APP_ROLE), sql.Literal(password))
    driver(connection).execute(statement)
