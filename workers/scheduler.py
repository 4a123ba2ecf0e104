"""The scheduler: looks what is due anywhere, and has it done. Any number may run.

It needs no doorbell to find what there is to do, so whoever loses all of Redis loses time, no work. Which
organization is given to whom is decided by row locks in PostgreSQL; see ``northlog.ring_for_evaluation``.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from sqlalchemy import Engine, text

POLL_SECONDS = 0.5
ROUND_SECONDS = 2.0
"""Between two looks for what is to be delivered, or kept up: both may take their time."""
LONGEST_SECONDS = 30.0
BATCH = 1_000

_RING = text("""
select org::text from northlog.ring_for_evaluation(coalesce(:now, clock_timestamp()), :batch) as ringing (org)
""")

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Scheduler:
    """``act(org)`` has an organization's evaluations done: by ringing for a worker, or by itself. ``clock``
    replaces the database's where time is simulated. Setting ``woken`` has it look at once."""

    engine: Engine
    act: Callable[[str], object]
    woken: Event
    clock: Callable[[], datetime] | None = None

    def once(self) -> list[str]:
        """Act for all organizations that wait for it and that no other scheduler has taken; returns them."""
        now = None if self.clock is None else self.clock()
        with self.engine.begin() as connection:
            found = list(connection.execute(_RING, {"now": now, "batch": BATCH}).scalars())
        for org in found:
            self.act(org)
        return found

    def run(self, stopped: Event) -> None:
        """Look again and again until stopped, and at once when woken."""
        while not stopped.is_set():
            undeterred(self.once)
            self.woken.wait(POLL_SECONDS)
            self.woken.clear()


def rounds(waiting: Callable[[], Iterable[str]], act: Callable[[str], object], stopped: Event) -> None:
    """Act for every organization that waits for something, again and again until stopped.

    For one that goes on waiting ever less often, so that messages do not pile up where nobody takes them.
    """
    pauses: dict[str, tuple[float, float]] = {}

    def once() -> None:
        now, found = time.monotonic(), set(waiting())
        for org in found:
            again, pause = pauses.get(org, (now, ROUND_SECONDS))
            if again <= now:
                pauses[org] = (now + pause, min(2 * pause, LONGEST_SECONDS))
                act(org)
        for org in pauses.keys() - found:
            del pauses[org]

    while not stopped.wait(ROUND_SECONDS):
        undeterred(once)


def undeterred(look: Callable[[], object]) -> None:
    """Whatever fails is logged and tried again the next time: a database that is away comes back."""
    try:
        look()
    except Exception as error:  # noqa: BLE001 - logged, and tried again
        _log.warning("the scheduler could not look, and will again", exc_info=error)
