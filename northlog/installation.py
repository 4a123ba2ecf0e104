"""Bringing a database to what this version of Northlog expects: the log's schema, the roles, the read tables."""

from collections.abc import Callable

from psycopg import sql
from sqlalchemy import Connection, Engine, text

import migrations
from events.catalogue import CATALOGUE
from events.transaction import driver
from projections import builds, schema
from projections.projection import Projection
from projections.rebuild import rebuild
from projections.registry import PROJECTIONS

APP_ROLE = "northlog_app"

_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(7237415123)")

_BEHIND = text("""
select h.org::text
from northlog.heads h
     left join (northlog.checkpoints c join northlog.builds b on b.schema = c.schema
                and b.projection = :projection and b.state = 'live') on c.org = h.org
where h.position <> coalesce(c.position, 0)
order by 1
""")


def install(
    owner: Engine,
    app_password: str | None = None,
    progress: Callable[[str], Callable[[int], object]] = lambda _: lambda _: None,
) -> None:
    """Migrate the log and build the read tables that are missing, of another version, or behind.

    Running it again changes nothing. ``app_password`` is set for the application's role where it logs in by
    one. ``progress(org)`` is told how many events were folded.
    """
    with owner.begin() as connection:
        # Two processes that come to a new database at once would both make its schema.
        connection.execute(_ONE_AT_A_TIME)
        migrations.upgrade(connection)
        if app_password is not None:
            _set_password(connection, app_password)
        # One that follows is behind whenever it pleases; whoever asks of it catches up.
        filled = [each for each in PROJECTIONS if _made_tables(connection, each) or not each.follows]
        behind = [(each, org) for each in filled for org in _behind(connection, each)]
    for projection, org in behind:
        rebuild(owner, CATALOGUE, projection, org, progress(org))


def _made_tables(owner: Connection, projection: Projection) -> bool:
    """Make a projection's tables, empty, unless those of this version are there; whether they were made."""
    if builds.live_version(owner, projection) == projection.version:
        return False
    name = builds.begin(owner, projection)
    schema.create(owner, projection, name)
    schema.complete(owner, projection, name)
    builds.go_live(owner, projection, name)
    return True


def _behind(connection: Connection, projection: Projection) -> list[str]:
    """The organizations whose rows are to be built: by what stands in the database, as the process that made the
    tables anew may have died before it filled them."""
    return list(connection.execute(_BEHIND, {"projection": projection.name}).scalars())


def _set_password(connection: Connection, password: str) -> None:
    statement = sql.SQL("alter role {} password {}").format(sql.Identifier(APP_ROLE), sql.Literal(password))
    driver(connection).execute(statement)
