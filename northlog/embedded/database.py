"""The first things asked of the server: does it answer, is it safe to use, is the database there."""

from pathlib import Path

import psycopg
from psycopg import sql

from northlog.embedded.access import OWNER
from northlog.embedded.errors import EmbeddedError, disk_full
from northlog.embedded.sockets import PORT

DATABASE = "northlog"
MAINTENANCE_DATABASE = "postgres"
CONNECT_SECONDS = 5

FIND_DATABASE = "select 1 from pg_database where datname = %s"
CREATE_DATABASE = sql.SQL("create database {}").format(sql.Identifier(DATABASE))


def connect(socket_folder: Path) -> psycopg.Connection:
    """A connection as owner, in autocommit; raises psycopg.OperationalError while there is no server."""
    return psycopg.connect(
        host=str(socket_folder),
        port=PORT,
        user=OWNER,
        dbname=MAINTENANCE_DATABASE,
        connect_timeout=CONNECT_SECONDS,
        autocommit=True,
    )


def refused_for_good(error: psycopg.OperationalError) -> bool:
    """Whether waiting will not help."""
    return "authentication failed" in str(error)


def prepare(connection: psycopg.Connection, folder: Path, *, durable: bool) -> None:
    """Check the promise of durability and create the database if need be; raises EmbeddedError."""
    try:
        row = connection.execute("show fsync").fetchone()
        if durable and row == ("off",):
            raise EmbeddedError(
                f"The server in {folder} was started for tests and may lose data;"
                " end the tests that use it, or choose another folder."
            )
        if connection.execute(FIND_DATABASE, [DATABASE]).fetchone() is None:
            connection.execute(CREATE_DATABASE)
    except psycopg.errors.DiskFull as error:
        raise disk_full(folder) from error
    except psycopg.Error as error:
        raise EmbeddedError(
            f"The database in {folder} cannot be prepared ({str(error).strip().partition(chr(10))[0]});"
            " see postgres.log there and try again."
        ) from error
