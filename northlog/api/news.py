"""Waiting for a log to grow. Whoever waits holds neither a thread nor a connection."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock, Thread
from time import sleep

import psycopg
from sqlalchemy import Engine, exc

from events import sql
from events.transaction import driver

POLL_SECONDS = 0.1
"""Between two questions; one question is asked for everybody who waits in this process."""


@dataclass(frozen=True, eq=False)
class _Waiter:
    org: str
    position: int
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        with suppress(RuntimeError):  # its loop has ended, and whoever waited with it
            self.loop.call_soon_threadsafe(self.woken.set)


class News:
    """Asks the database where logs end, in a thread that is there as long as anybody waits. A database that is
    away is asked again until it is back."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._waiters: set[_Waiter] = set()
        self._asking = False
        self._over = False

    async def beyond(self, org: str, position: int, seconds: float) -> bool:
        """Whether the organization's log comes to reach beyond a position within so many seconds."""
        waiter = _Waiter(org, position)
        with self._lock:
            if self._over:
                return False
            self._waiters.add(waiter)
            begins, self._asking = not self._asking, True
        if begins:
            Thread(target=self._ask, name="news", daemon=True).start()
        try:
            await asyncio.wait_for(waiter.woken.wait(), seconds)
        except TimeoutError:
            return False
        finally:
            with self._lock:
                self._waiters.discard(waiter)
        return not self._over

    @property
    def over(self) -> bool:
        """Whether nobody is to wait any more."""
        return self._over

    def end(self) -> None:
        """Send everybody away who waits: the process stops."""
        with self._lock:
            self._over = True
            waiting = list(self._waiters)
        for waiter in waiting:
            waiter.wake()

    def _ask(self) -> None:
        while waiting := self._waiting():
            ends = self._ends({each.org for each in waiting})
            for waiter in waiting:
                if ends.get(waiter.org, 0) > waiter.position:
                    waiter.wake()
            sleep(POLL_SECONDS)

    def _waiting(self) -> list[_Waiter]:
        """Everybody who waits; where there is nobody, the thread is told to be done under the same lock."""
        with self._lock:
            self._asking = bool(self._waiters)
            return list(self._waiters)

    def _ends(self, orgs: set[str]) -> dict[str, int]:
        try:
            with self._engine.connect() as connection:
                return dict(driver(connection).execute(sql.ENDS, (list(orgs),)).fetchall())
        except (psycopg.Error, exc.SQLAlchemyError):
            return {}  # whoever reads next says what is wrong, if it still is
