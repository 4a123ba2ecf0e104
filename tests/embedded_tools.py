"""What the tests of the embedded server share: processes that use it, and ways to look at it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from northlog.embedded import EmbeddedServer, Programs
from northlog.embedded.locks import is_free

NOBODY = 65534
REPOSITORY = Path(__file__).parent.parent

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


def until(true: Callable[[], bool], seconds: float = 15) -> None:
    """Wait for a condition; fails when it does not come."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.01)


def connect(server: EmbeddedServer, role: str = "northlog_owner") -> psycopg.Connection:
    """A connection by the URL the server gives."""
    url = make_url(server.url(role))
    return psycopg.connect(
        host=str(url.query["host"]),
        port=str(url.query["port"]),
        user=url.username,
        dbname=url.database,
        autocommit=True,
    )


def ask(server: EmbeddedServer, query: str = "select 1") -> object:
    """The single value a query gives."""
    with connect(server) as connection:
        row = connection.execute(query).fetchone()
        assert row is not None
        return row[0]


def socket_folder(server: EmbeddedServer) -> Path:
    """Where the server's socket is; not below the data folder if that path is long."""
    return Path(str(make_url(server.url("northlog_owner")).query["host"]))


def server_pid(data_dir: Path) -> int:
    """The process id of the running server."""
    return int((data_dir / "postgres" / "postmaster.pid").read_text().split()[0])


def is_gone(data_dir: Path) -> bool:
    """Whether no process of the server lives."""
    return is_free(data_dir / "server.lock")


class User:
    """Another process that uses the server until told to leave."""

    def __init__(self, data_dir: Path, programs: Programs, *more: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.embedded_user", str(data_dir), str(programs.folder), *more],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=REPOSITORY,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )

    def __enter__(self) -> "User":
        return self

    def __exit__(self, *exception: object) -> None:
        self.process.kill()
        self.process.communicate()

    def says(self) -> str:
        """The next line it prints."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def leave(self) -> None:
        """Have it leave, and see that it found a working server to the end."""
        said, _ = self.process.communicate("leave\n", timeout=60)
        assert said.strip() == "left"

    def kill(self) -> None:
        """SIGKILL: no farewell."""
        self.process.kill()
        self.process.wait()
