"""Bringing a database to what this version of Northlog expects: the log's schema, the roles, the read tables,
the reporting views."""

from psycopg import sql
from sqlalchemy import Connection, Engine, text

import migrations
from events import read
from events.catalogue import CATALOGUE
from events.transaction import driver
from projections import builds, schema
from projections.building.rebuild import Told, rebuild, unheard
from projections.projection import Projection
from projections.registry import PROJECTIONS
from projections.reporting.publishing import publish

APP_ROLE = "northlog_app"

_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(7237415123)")


def install(owner: Engine, app_password: str | None = None, told: Told = unheard) -> None:
    """Migrate the log and build the read tables that are missing or of another version.

    Running it again changes nothing; one that died in the middle is finished by the next. ``app_password`` is set
    for the application's role where it logs in by one.
    """
    with owner.begin() as connection:
        # Two processes that come to a new database at once would both make its schema.
        connection.execute(_ONE_AT_A_TIME)
        migrations.upgrade(connection)
        if app_password is not None:
            _set_password(connection, app_password)
        wanted = [each for each in PROJECTIONS if builds.live_version(connection, each) != each.version]
        if not read.logs(driver(connection)):
            for projection in wanted:
                _make_tables(connection, projection)
            wanted = []
    for projection in wanted:
        rebuild(owner, CATALOGUE, projection, told=told)
    publish(owner)


def _make_tables(owner: Connection, projection: Projection) -> None:
    """Where there is no log yet, a build is live as soon as it has tables."""
    name = builds.begin(owner, projection)
    schema.create(owner, projection, name)
    schema.complete(owner, projection, name)
    builds.go_live(owner, projection, name)


def _set_password(connection: Connection, password: str) -> None:
    statement = sql.SQL("alter role {} password {}").format(sql.Identifier(APP_ROLE), sql.Literal(password))
    driver(connection).execute(statement)
