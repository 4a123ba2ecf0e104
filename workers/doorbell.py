"""Ringing the doorbell: telling workers at once that an organization has something to evaluate or to deliver.

Nothing depends on its being heard: the scheduler finds what is due without it, only later.
"""

import logging
import time
from collections.abc import Callable

import redis
from dramatiq import Message

from events.watching import UNWATCHED, Watch
from workers.broker import EVALUATE, connect

Ring = Callable[[str], object]
"""Is told the organization. Never raises, never takes long."""

PATIENCE_SECONDS = 0.25
SULK_SECONDS = 2.0
"""After a failure it is not tried again for so long: a Redis that is away must not slow every command down."""

_log = logging.getLogger(__name__)


class RedisBell:
    """Rings by a message on Redis."""

    def __init__(self, url: str, queue: str = EVALUATE, watch: Watch = UNWATCHED) -> None:
        """``url`` of Redis; nothing is connected before the first ringing. ``queue``: whose actor is meant."""
        self._queue = queue
        self._watch = watch
        self._broker = connect(url, PATIENCE_SECONDS)
        self._silent_until = 0.0

    def __call__(self, org: str) -> None:
        if time.monotonic() < self._silent_until:
            return
        message: Message[None] = Message(
            queue_name=self._queue,
            actor_name=self._queue,
            args=(org,),
            kwargs={},
            options=dict(self._watch.carried()),
        )
        try:
            self._broker.enqueue(message)
        except redis.RedisError as error:
            self._silent_until = time.monotonic() + SULK_SECONDS
            _log.warning("the doorbell does not ring, %s comes later: %s", self._queue, error)

    def close(self) -> None:
        """Let go of the connections."""
        self._broker.client.close()
