"""What `northlog doctor` looks at, one check after the other; each says what to do where it is not well."""

import os
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from shlex import quote

import redis
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

import migrations
from northlog import tokens
from northlog.cli.failing import Failed
from northlog.cli.retired import DROP_RETIRED, retired_text
from northlog.cli.serving import require_free_port, url_of
from northlog.cli.session import folder_text, has_data
from northlog.embedded import EmbeddedError, Programs
from northlog.installation import APP_ROLE
from northlog.organizations import heads, names
from northlog.settings import Settings, WrongSetting
from northlog.wiring import Northlog, open_northlog
from projections import builds
from projections.projection import Projection
from projections.registry import PROJECTIONS

OLDEST_PYTHON = (3, 11)
SOON = timedelta(days=14)
REDIS_SECONDS = 5.0
BRIEF = timedelta(days=2)
"""A token made for less than this is meant to end soon, such as the demo's."""
BEGIN = 'run: northlog org create "My company", or: northlog demo load'

ROLE_POWERS = text("select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = :role")
MAY_CHANGE_LOG = text(
    "select has_table_privilege(:role, 'northlog.events', 'insert, update, delete, truncate')"
    " or has_any_column_privilege(:role, 'northlog.heads', 'update')"
)


class State(StrEnum):
    """How a thing stands."""

    WELL = "well"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, how it stands, what was found, and what to do about it."""

    name: str
    state: State
    found: str
    remedy: str = ""


def checks(settings: Settings) -> Iterator[Check]:
    """All checks in order; the database's only where it can be reached."""
    yield _python()
    yield _port(settings)
    if settings.embedded:
        yield _folder(settings.data_dir)
        yield _programs()
    if not has_data(settings):
        # Looking must not make what it looks for.
        yield Check("database", State.WARNING, f"there is no data in {folder_text(settings.data_dir)} yet", BEGIN)
        return
    with ExitStack() as stack:
        try:
            northlog = stack.enter_context(open_northlog(settings))
            with northlog.app.connect() as connection:
                version = connection.execute(text("show server_version")).scalar_one()
        except (EmbeddedError, WrongSetting) as error:
            yield Check("database", State.WRONG, str(error))
            return
        except SQLAlchemyError as error:
            remedy = "mend NORTHLOG_DATABASE_URL, NORTHLOG_OWNER_URL or the server"
            yield Check("database", State.WRONG, _first_line(error), remedy)
            return
        where = f"embedded in {settings.data_dir}" if settings.embedded else "served by URL"
        yield Check("database", State.WELL, f"PostgreSQL {version}, {where}")
        yield _redis(northlog)
        yield from _inside(northlog)


def _redis(northlog: Northlog) -> Check:
    if northlog.redis_url is None:
        return Check("redis", State.WELL, "none is running here; without it the scheduler evaluates alone")
    try:
        with redis.Redis.from_url(northlog.redis_url, socket_timeout=REDIS_SECONDS) as client:
            version = client.info("server")["redis_version"]
    except redis.RedisError as error:
        remedy = "mend NORTHLOG_REDIS_URL or the server; alerts come later until then"
        return Check("redis", State.WRONG, _first_line(error), remedy)
    return Check("redis", State.WELL, f"Redis {version} answers")


def _python() -> Check:
    found = f"Python {platform.python_version()}"
    if sys.version_info >= OLDEST_PYTHON:
        return Check("python", State.WELL, found)
    return Check("python", State.WRONG, found, "install Python 3.11 or newer")


def _port(settings: Settings) -> Check:
    try:
        require_free_port(settings)
    except Failed as trouble:
        # In use, as like as not, by Northlog itself.
        remedy = "nothing, if that is a running northlog up; else: northlog up --port 8001"
        return Check("port", State.WARNING, str(trouble), remedy)
    return Check("port", State.WELL, f"{url_of(settings)} is free")


def _folder(folder: Path) -> Check:
    place = folder.absolute()
    while not place.exists():
        place = place.parent
    if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
        return Check("data folder", State.WELL, f"{folder} can be written")
    return Check(
        "data folder", State.WRONG, f"{place} cannot be written", "grant the right, or name another --data-dir"
    )


def _programs() -> Check:
    try:
        programs = Programs.from_wheel()
        return Check("server programs", State.WELL, f"PostgreSQL {programs.major} from its wheel")
    except EmbeddedError as error:
        return Check("server programs", State.WRONG, str(error))


def _inside(northlog: Northlog) -> Iterator[Check]:
    if northlog.maybe_owner is None:
        remedy = "set NORTHLOG_OWNER_URL to look further"
        yield Check("owner", State.WARNING, "no URL of the tables' owner is set", remedy)
        return
    with northlog.owner.connect() as connection:
        current = migrations.current(connection)
        if current != migrations.newest():
            found = f"the log's schema is at {current or 'nothing'}, this version wants {migrations.newest()}"
            yield Check("migrations", State.WRONG, found, "run: northlog migrate")
            return
        yield Check("migrations", State.WELL, f"the log's schema is at {current}")
        yield _role(connection)
        yield from map(_projection_check(connection), PROJECTIONS)
        yield _retired(connection)
    yield from _organizations(northlog)


def _role(connection: Connection) -> Check:
    powers = connection.execute(ROLE_POWERS, {"role": APP_ROLE}).one_or_none()
    if powers is None:
        return Check("application's role", State.WRONG, f"there is no role {APP_ROLE}", "run: northlog migrate")
    if any(powers) or connection.execute(MAY_CHANGE_LOG, {"role": APP_ROLE}).scalar_one():
        remedy = "take away superuser, bypassrls, createdb, createrole, and all but select on northlog.events"
        return Check("application's role", State.WRONG, f"{APP_ROLE} may do more than it should", remedy)
    return Check("application's role", State.WELL, f"{APP_ROLE} may read and append, behind row-level security")


def _projection_check(connection: Connection) -> Callable[[Projection], Check]:
    def check(projection: Projection) -> Check:
        name = f"projection {projection.name}"
        version = builds.live_version(connection, projection)
        if version != projection.version:
            found = f"version {version}, this version wants {projection.version}"
            return Check(name, State.WRONG, found, "run: northlog migrate")
        lag = builds.lag(connection, projection)
        if lag and projection.inline:
            return Check(name, State.WRONG, f"{lag:,} events behind the log", "run: northlog rebuild")
        level = "reads what is new when it is asked" if lag else "level with the log"
        return Check(name, State.WELL, f"version {version}, {level}")

    return check


def _retired(connection: Connection) -> Check:
    sizes = builds.sizes(connection)
    retired = [sizes[it.schema] for it in builds.builds(connection) if it.state == builds.RETIRED]
    if not retired:
        return Check("retired builds", State.WELL, "none")
    return Check("retired builds", State.WELL, retired_text(retired), f"kept until dropped with: {DROP_RETIRED}")


def _organizations(northlog: Northlog) -> Iterator[Check]:
    known = names(northlog.owner)
    if not known:
        yield Check("organization", State.WARNING, "there is none yet", BEGIN)
    logs = heads(northlog.owner)
    for org, name in known.items():
        yield Check("organization", State.WELL, f"{name}: {logs[org]:,} events")
        unique = list(known.values()).count(name) == 1
        yield from _tokens(northlog, org, name, quote(name) if unique else org)


def _tokens(northlog: Northlog, org: str, name: str, meant: str) -> Iterator[Check]:
    now = datetime.now(UTC)
    alive = [it for it in tokens.tokens(northlog.owner, org) if it.revoked_at is None]
    alive = [it for it in alive if it.expires_at is None or it.expires_at > now]
    ending = [
        it.expires_at
        for it in alive
        if it.expires_at is not None and it.expires_at < now + SOON and it.expires_at - it.created_at >= BRIEF
    ]
    make = f"northlog --org {meant} token create --role member --expires 90d"
    if not alive:
        yield Check("tokens", State.WARNING, f"{name} has none, so nobody gets in by HTTP", f"run: {make}")
    if ending:
        found = f"{len(ending)} of {name} end within {SOON.days} days, the first on {min(ending):%Y-%m-%d}"
        yield Check("tokens", State.WARNING, found, f"make others; for a member: {make}")


def _first_line(error: Exception) -> str:
    return (str(getattr(error, "orig", error)).strip().splitlines() or [type(error).__name__])[0]
