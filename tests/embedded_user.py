"""A process that uses an embedded server, for tests: says `ready`, leaves when its input ends.

python -m tests.embedded_user DATA_DIR PROGRAMS [--uid N] [--rounds N]
"""

import argparse
import os
import random
import sys
import time
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from northlog.embedded import EmbeddedError, EmbeddedServer, Programs


def say(line: str) -> None:
    """Tell the test."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def ask(server: EmbeddedServer) -> None:
    """Have the server answer a question that reads its disk."""
    url = make_url(server.url("northlog_owner"))
    with psycopg.connect(
        host=str(url.query["host"]), port=5432, user=url.username, dbname=url.database
    ) as connection:
        assert connection.execute("select count(*) > 0 from pg_class").fetchone() == (True,)


def become(uid: int) -> None:
    """Give up root; what is imported late comes first, as the interpreter may be out of reach after it."""
    try:
        psycopg.connect(host="/nonexistent", user="x", dbname="x")
    except psycopg.OperationalError:
        os.setgroups([])
        os.setgid(uid)
        os.setuid(uid)


def main() -> int:
    """Use the server as told; 0 if all went well, 1 with the error's sentence on standard output."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("programs", type=Path)
    parser.add_argument("--uid", type=int)
    parser.add_argument("--rounds", type=int, default=0)
    told = parser.parse_args()
    if told.uid is not None:
        become(told.uid)
    try:
        server = EmbeddedServer(told.data_dir, Programs(told.programs), durable=False)
        for _ in range(told.rounds):
            with server:
                ask(server)
                time.sleep(random.uniform(0, 0.05))
            time.sleep(random.uniform(0, 0.05))
        if not told.rounds:
            with server:
                ask(server)
                say("ready")
                sys.stdin.readline()
                ask(server)
    except EmbeddedError as error:
        say(f"EmbeddedError: {error}")
        return 1
    say("left")
    return 0


if __name__ == "__main__":
    sys.exit(main())
