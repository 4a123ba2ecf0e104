"""A fresh database of a running embedded server, with Northlog installed."""

from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from sqlalchemy import NullPool, create_engine, make_url

from northlog.embedded import EmbeddedServer
from northlog.installation import APP_ROLE, install

OWNER = "northlog_owner"


@dataclass(frozen=True, slots=True)
class Database:
    """One database; ``host`` is a folder of sockets."""

    name: str
    owner_url: str
    host: str
    port: int
    owner: str = OWNER

    def conninfo(self, role: str = OWNER) -> str:
        """What psycopg connects by."""
        return make_conninfo(host=self.host, port=self.port, user=role, dbname=self.name)

    def app_url(self) -> str:
        """The URL of the application's role."""
        # The host that counts is the folder of sockets in the query; one that is empty is refused by the settings.
        url = make_url(self.owner_url).set(username=APP_ROLE, host="localhost")
        return url.render_as_string(hide_password=False)


def make_database(server: EmbeddedServer, name: str) -> Database:
    """Create a database and install Northlog in it."""
    with psycopg.connect(_described(server, "postgres").conninfo(), autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    database = _described(server, name)
    install(create_engine(database.owner_url, poolclass=NullPool))
    return database


def settle(database: Database) -> None:
    """Have the server do now what it would do at some later, measured moment."""
    with psycopg.connect(database.conninfo(), autocommit=True) as connection:
        connection.execute("vacuum analyze")
        connection.execute("checkpoint")


def _described(server: EmbeddedServer, name: str) -> Database:
    url = server.url(OWNER, name)
    query = make_url(url).query
    return Database(name, url, str(query["host"]), int(str(query["port"])))
