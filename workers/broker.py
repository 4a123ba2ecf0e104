"""dramatiq over Redis: the doorbell. What is due, tried or put off is PostgreSQL's to know, never its."""

import redis
from dramatiq.brokers.redis import RedisBroker
from dramatiq.middleware import Middleware, ShutdownNotifications, TimeLimit
from redis.backoff import NoBackoff
from redis.retry import Retry

from events.watching import UNWATCHED, Watch
from workers.watched import Watched

EVALUATE = "evaluate"
DELIVER = "deliver"
MAINTAIN = "maintain"
QUEUES = (EVALUATE, DELIVER, MAINTAIN)
"""The queues, by purpose: so that a slow receiver never holds up an evaluation."""

NAMESPACE = "northlog"
"""What the keys in Redis begin with."""
TIME_LIMIT_MS = 10 * 60 * 1000
HEARTBEAT_TIMEOUT_MS = 10_000
"""A worker that was not heard of for so long is dead, and its messages are given to others."""
MAINTENANCE_CHANCE = 50_000
"""Of a million commands: a worker gives some twenty a second, so that the dead are looked for every second."""
DEAD_MESSAGE_TTL_MS = 24 * 60 * 60 * 1000


def middleware(watch: Watch) -> list[Middleware]:
    """All there is. No retries: a message that fails is gone, and what it was for is still due in PostgreSQL."""
    return [TimeLimit(time_limit=TIME_LIMIT_MS), ShutdownNotifications(), Watched(watch)]


def client(url: str, seconds: float) -> redis.Redis:
    """Redis, asked once: whoever gets no answer in time does without. It connects when it is first used."""
    return redis.Redis.from_url(
        url, socket_timeout=seconds, socket_connect_timeout=seconds, retry=Retry(NoBackoff(), 0)
    )


def connect(url: str, seconds: float = 5.0, watch: Watch = UNWATCHED) -> RedisBroker:
    """A broker; it connects when it is first used. ``seconds``: how long Redis may take for an answer."""
    return RedisBroker(
        client=client(url, seconds),
        middleware=middleware(watch),
        namespace=NAMESPACE,
        heartbeat_timeout=HEARTBEAT_TIMEOUT_MS,
        maintenance_chance=MAINTENANCE_CHANCE,
        dead_message_ttl=DEAD_MESSAGE_TTL_MS,
    )
