"""The scheduler: looks what is due anywhere, and has it done. Any number may run.

It needs no doorbell to find what there is to do, so whoever loses all of Redis loses time, no work. Which
organization is given to whom is decided by row locks in PostgreSQL; see ``northlog.ring_for_evaluation``.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from sqlalchemy import Engine, text

POLL_SECONDS = 0.5
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
        """Look again and again until stopped, whatever fails: a database that is away comes back."""
        while not stopped.is_set():
            try:
                self.once()
            except Exception as error:  # noqa: BLE001 - logged, and tried again
                _log.warning("the scheduler could not look, and will again: %s", error)
            self.woken.wait(POLL_SECONDS)
            self.woken.clear()
