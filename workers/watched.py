"""Messages as work that is watched, and that leads back to whoever asked for it."""

import time
from contextlib import AbstractContextManager

from dramatiq import Broker, MessageProxy
from dramatiq.middleware import Middleware

from events.watching import About, Watch


class Watched(Middleware):
    """Watches each message from its beginning to its end, in the thread that does its work."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._running: dict[str, AbstractContextManager[About]] = {}

    def before_process_message(self, _broker: Broker, message: MessageProxy) -> None:
        waited_ms = max(0, round(time.time() * 1000) - message.message_timestamp)
        doing = self._watch.doing(
            "message",
            message.options,
            message_id=message.message_id,
            organization_id=str(message.args[0]),
            queue=message.queue_name,
            waited_ms=waited_ms,
        )
        doing.__enter__()
        self._running[message.message_id] = doing

    def after_process_message(
        self,
        _broker: Broker,
        message: MessageProxy,
        *,
        result: object = None,  # noqa: ARG002 - actors give none
        exception: BaseException | None = None,
    ) -> None:
        doing = self._running.pop(message.message_id)
        if exception is None:
            doing.__exit__(None, None, None)
        else:
            doing.__exit__(type(exception), exception, exception.__traceback__)
