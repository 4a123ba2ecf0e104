"""A worker in a process of its own, to be killed or stopped.

Usage: python -m tests.faults.night_worker DATABASE REDIS IDLE. After so many milliseconds PostgreSQL ends a
transaction in which it stands still; 0: never.
"""

import sys
from datetime import timedelta
from threading import Event

from dramatiq import Worker
from sqlalchemy import create_engine

from events.catalogue import CATALOGUE
from events.executor import Executor
from northlog.wiring import INLINE
from workers.actors import declare_evaluation
from workers.broker import connect
from workers.evaluator import Evaluator

LEASE = timedelta(seconds=2)
"""Short, for a test that waits until it has run out."""


def main(database: str, redis: str, idle: str) -> None:
    broker = connect(redis)
    options = f"-c idle_in_transaction_session_timeout={idle}"
    engine = create_engine(database, pool_pre_ping=True, connect_args={"options": options})
    executor = Executor(engine, CATALOGUE, INLINE)
    declare_evaluation(broker, Evaluator(executor, lease=LEASE))
    Worker(broker, worker_threads=2, worker_timeout=100).start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
