"""The parts that work by themselves: the worker and the scheduler, put together and run in threads."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from threading import Event, Thread

from dramatiq import Worker

from events.executor import unheard
from northlog.delivering import Forgetting, post_office
from northlog.settings import WrongSetting
from northlog.strategic.telling import Reporting
from northlog.wiring import Northlog
from projections.history import HISTORY
from workers.actors import THREADS, declare_delivery, declare_evaluation, declare_maintenance
from workers.broker import DELIVER, QUEUES, connect
from workers.doorbell import RedisBell, Ring
from workers.evaluator import Evaluator
from workers.maintainer import Following, Maintainer
from workers.scheduler import Scheduler, rounds
from workers.telling.teller import Teller

IDLE_MS = 100
"""So long at most a worker without work waits before it asks Redis again."""
STOP_SECONDS = 10


def evaluator_of(northlog: Northlog, news: Ring = unheard) -> Evaluator:
    """Evaluates on its own account: what it appends needs no ringing but for ``news``, once for each batch."""
    return Evaluator(replace(northlog.executor, committed=unheard), news=news)


def maintainer_of(northlog: Northlog) -> Maintainer:
    """Keeps the history level, forgets what was told long ago, and tells leadership of the month."""
    return Maintainer((Following(northlog.app, HISTORY), Forgetting(northlog), Reporting(northlog)))


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
    with ExitStack() as stack:
        broker = connect(northlog.redis_url, watch=northlog.watch)
        stack.callback(broker.client.close)
        news = _bell(stack, northlog, northlog.redis_url, DELIVER)
        declare_evaluation(broker, evaluator_of(northlog, news))
        declare_delivery(broker, Teller(post_office(northlog)))
        declare_maintenance(broker, maintainer_of(northlog))
        broker.emit_after("process_boot")
        worker = Worker(broker, worker_threads=THREADS, worker_timeout=IDLE_MS)
        worker.start()
        stack.callback(worker.stop, STOP_SECONDS * 1000)
        yield


@contextmanager
def scheduling(northlog: Northlog) -> Iterator[None]:
    """A scheduler, until left."""
    stopped, url = Event(), northlog.redis_url
    teller = Teller(post_office(northlog))
    with ExitStack() as stack:
        evaluate: Ring = evaluator_of(northlog).work
        tell: Ring = teller.work
        maintainer = maintainer_of(northlog)
        maintain: Ring = maintainer.work
        if url is not None:
            evaluate, tell, maintain = (_bell(stack, northlog, url, queue) for queue in QUEUES)
        scheduler = Scheduler(northlog.app, evaluate, northlog.woken, northlog.executor.clock)
        threads = [
            Thread(target=scheduler.run, args=(stopped,), name="scheduler", daemon=True),
            Thread(target=rounds, args=(teller.waiting, tell, stopped), name="deliveries", daemon=True),
            Thread(target=rounds, args=(maintainer.waiting, maintain, stopped), name="maintenance", daemon=True),
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stopped.set()
            northlog.woken.set()
            for thread in threads:
                thread.join(STOP_SECONDS)


def _bell(stack: ExitStack, northlog: Northlog, url: str, queue: str) -> RedisBell:
    bell = RedisBell(url, queue, northlog.watch)
    stack.callback(bell.close)
    return bell
