"""The parts that work by themselves: the worker and the scheduler, put together and run in threads."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Thread

from dramatiq import Worker

from events.executor import unheard
from northlog.settings import WrongSetting
from northlog.wiring import Northlog
from workers.actors import declare
from workers.broker import connect
from workers.doorbell import RedisBell
from workers.evaluator import Evaluator
from workers.scheduler import Scheduler

THREADS = 4
IDLE_MS = 100
"""So long at most a worker without work waits before it asks Redis again."""
STOP_SECONDS = 10


def evaluator_of(northlog: Northlog) -> Evaluator:
    """Evaluates on its own account: what it appends needs no ringing."""
    return Evaluator(replace(northlog.executor, committed=unheard))


@contextmanager
def working(northlog: Northlog) -> Iterator[None]:
    """The scheduler, and a worker where there is Redis; without it the scheduler does the work itself."""
    with scheduling(northlog):
        if northlog.redis_url is None:
            yield
        else:
            with serving_messages(northlog):
                yield


@contextmanager
def serving_messages(northlog: Northlog) -> Iterator[None]:
    """A worker: takes messages from Redis until left, and ends what it has begun. Raises ``WrongSetting``."""
    if northlog.redis_url is None:
        raise WrongSetting("NORTHLOG_REDIS_URL is needed for a worker; without Redis the scheduler does its work.")
    broker = connect(northlog.redis_url)
    declare(broker, evaluator_of(northlog))
    broker.emit_after("process_boot")
    worker = Worker(broker, worker_threads=THREADS, worker_timeout=IDLE_MS)
    worker.start()
    try:
        yield
    finally:
        worker.stop(STOP_SECONDS * 1000)
        broker.client.close()


@contextmanager
def scheduling(northlog: Northlog) -> Iterator[None]:
    """A scheduler, until left."""
    stopped, url = Event(), northlog.redis_url
    bell = None if url is None else RedisBell(url)
    act = evaluator_of(northlog).work if bell is None else bell
    scheduler = Scheduler(northlog.app, act, northlog.woken, northlog.executor.clock)
    thread = Thread(target=scheduler.run, args=(stopped,), name="scheduler", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        northlog.woken.set()
        thread.join(STOP_SECONDS)
        if bell is not None:
            bell.close()
