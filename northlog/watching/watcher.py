"""The one who watches: what is done becomes a line of log, counts and times, and a span."""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from time import perf_counter

from structlog.contextvars import bound_contextvars

from events.watching import About, Watch
from northlog.watching.meters import Meters

BOUND = ("request_id", "organization_id", "actor_id", "command_id", "correlation_id", "message_id", "delivery_id")
"""These stand on every line that is logged while the work goes on, and in whatever it calls."""

QUIET = ("/healthz", "/readyz")
"""Asked every few seconds by whoever keeps the process alive."""

_log = logging.getLogger("northlog")


class Spans:
    """Nobody traces. Whoever does overrides this."""

    def span(
        self,
        work: str,  # noqa: ARG002 - for those who override it
        carried: Mapping[str, str] | None,  # noqa: ARG002
        about: About,  # noqa: ARG002
    ) -> AbstractContextManager[dict[str, str]]:
        """A span around some work; gives the ids that lead to it. ``about`` is read when it ends."""
        return nullcontext({})

    def carried(self) -> dict[str, str]:
        """The current span for another process, as W3C trace context headers."""
        return {}


class Watcher(Watch):
    """Watches for one process."""

    def __init__(self, meters: Meters, spans: Spans) -> None:
        self.meters = meters
        self._spans = spans

    @contextmanager
    def doing(self, work: str, carried: Mapping[str, str] | None = None, **about: str | int) -> Iterator[About]:
        ids = {name: about[name] for name in BOUND if name in about}
        with self._spans.span(work, carried, about) as traced, bound_contextvars(**ids, **traced):
            began = perf_counter()
            try:
                yield about
            except Exception as error:
                about["outcome"] = _snake(type(error).__name__)
                raise
            finally:
                seconds = perf_counter() - began
                about.setdefault("outcome", "done")
                self.meters.done(work, about, seconds)
                _log.log(_level(work, about), work, extra={**about, "duration_ms": round(seconds * 1000, 1)})

    def waited(self, work: str, seconds: float) -> None:
        self.meters.waited(work, seconds)

    def conflicted(self) -> None:
        self.meters.conflicts.inc()

    def carried(self) -> dict[str, str]:
        return self._spans.carried()


def _level(work: str, about: About) -> int:
    return logging.DEBUG if work == "message" or about.get("route") in QUIET else logging.INFO


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
