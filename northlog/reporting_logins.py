"""Logins of reporting tools: roles of PostgreSQL that read one organization's reporting views, and no more."""

import re
import secrets

from psycopg import sql
from sqlalchemy import Engine, text

from domain.decider import Refused
from events.transaction import driver

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_THERE = text("select exists (select from pg_roles where rolname = :login)")
_KEEP = text("insert into northlog.reporting_logins (login, org) values (:login, :org)")
_LIST = text("select login from northlog.reporting_logins where org = :org order by 1")
_FORGET = text("delete from northlog.reporting_logins where login = :login and org = :org")
_MAKE = "create role {login} login password {password} nosuperuser nobypassrls in role northlog_reporting"
_READ_ONLY = "alter role {login} set default_transaction_read_only = on"
_LOCK_OUT = "alter role {login} nologin"
# Whoever is no superuser has to be a member of a role to end its sessions and drop what it owns.
_JOIN = "grant {login} to current_user"
_SEND_AWAY = "select pg_terminate_backend(pid) from pg_stat_activity where usename = %s"
_DROP_OWNED = "drop owned by {login}"
_DROP = "drop role {login}"


def make(owner: Engine, org: str, login: str) -> str:
    """Make a login for an organization; returns its password, which is shown once. Raises ``Refused`` for names
    that are taken, or are none."""
    if not _NAME.fullmatch(login):
        raise Refused("login", "name", "must be small letters, digits and _, not beginning with a digit")
    password = secrets.token_urlsafe(32)
    with owner.begin() as connection:
        if connection.execute(_THERE, {"login": login}).scalar_one():
            raise Refused("login", "taken", f"there is a role {login} already; choose another name")
        raw, role = driver(connection), sql.Identifier(login)
        raw.execute(sql.SQL(_MAKE).format(login=role, password=sql.Literal(password)))
        raw.execute(sql.SQL(_READ_ONLY).format(login=role))
        connection.execute(_KEEP, {"login": login, "org": org})
    return password


def logins(owner: Engine, org: str) -> list[str]:
    """The logins of an organization."""
    with owner.connect() as connection:
        return list(connection.execute(_LIST, {"org": org}).scalars())


def revoke(owner: Engine, org: str, login: str) -> bool:
    """Drop a login with all that it made in the database, and send away whoever goes by it; false where the
    organization has none of this name."""
    if login not in logins(owner, org):
        return False
    role = sql.Identifier(login)
    with owner.begin() as connection:  # first of all: what follows may wait, and nobody comes back meanwhile
        driver(connection).execute(sql.SQL(_LOCK_OUT).format(login=role))
    with owner.begin() as connection:
        raw = driver(connection)
        raw.execute(sql.SQL(_JOIN).format(login=role))
        raw.execute(_SEND_AWAY, (login,))
        raw.execute(sql.SQL(_DROP_OWNED).format(login=role))
        raw.execute(sql.SQL(_DROP).format(login=role))
        connection.execute(_FORGET, {"login": login, "org": org})
    return True
