"""Ringing the doorbell: telling workers at once that an organization has something to evaluate or to deliver.

Nothing depends on its being heard: the scheduler finds what is due without it, only later.

Who rings while it still rings for the same organization adds nothing: whoever answers it looks at all there is.
So a rush of facts is a message a round, not one each.
"""

import logging
import time
from collections.abc import Callable
from contextlib import suppress

import redis
from dramatiq import Message

from events.watching import UNWATCHED, Watch
from workers.broker import EVALUATE, NAMESPACE, connect

Ring = Callable[[str], object]
"""Is told the organization. Never raises, never takes long."""

PATIENCE_SECONDS = 0.25
SULK_SECONDS = 2.0
"""After a failure it is not tried again for so long: a Redis that is away must not slow every command down."""
RINGING_MS = 1_000
"""It rings no longer than so, should nobody answer: the next one rings anew."""

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
        try:
            if self._broker.client.set(_ringing(self._queue, org), 1, nx=True, px=RINGING_MS):
                self._broker.enqueue(self._message(org))
        except redis.RedisError as error:
            self._silent_until = time.monotonic() + SULK_SECONDS
            _log.warning("the doorbell does not ring, %s comes later: %s", self._queue, error)

    def _message(self, org: str) -> Message[None]:
        return Message(
            queue_name=self._queue,
            actor_name=self._queue,
            args=(org,),
            kwargs={},
            options=dict(self._watch.carried()),
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._broker.client.close()


def answering(client: redis.Redis, queue: str, work: Ring) -> Ring:
    """``work``, before which the bell falls silent: whoever rings from then on sends a message of their own,
    whether this work still sees what they ring for or not."""

    def answered(org: str) -> object:
        with suppress(redis.RedisError):  # then it falls silent by itself
            client.delete(_ringing(queue, org))
        return work(org)

    return answered


def _ringing(queue: str, org: str) -> str:
    return f"{NAMESPACE}:ringing:{queue}:{org}"
