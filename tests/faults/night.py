"""Workers in processes of their own, and what keeps them waiting in the middle of a message."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from tests.house import House

HOLD_HEAD = text("select from northlog.heads where org = :org for update")
"""Whoever holds the log's head holds up whoever has found what to append."""

HOLD_FOLLOWER = text("select from northlog.followers where org = :org and name = 'evaluation' for update")
"""Whoever holds it holds up whoever begins to evaluate."""

_WAITING = text(
    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
)


def waiting(house: House) -> int:
    """How many sessions wait for a lock that somebody else holds."""
    with house.owner.connect() as connection:
        return int(connection.execute(_WAITING).scalar_one())


@contextmanager
def night_worker(house: House, redis_url: str, idle_ms: int = 0) -> Iterator[subprocess.Popen[str]]:
    """A worker's process, which has begun to wait for work; ``idle_ms``: see ``tests.faults.night_worker``."""
    database = house.app.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.faults.night_worker", database, redis_url, str(idle_ms)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()
