"""A reader that follows every log from its own checkpoint while others write."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Engine

from events import read
from events.record import Stored
from events.transaction import driver, transaction


class Follower(threading.Thread):
    """``seen``: the events of each log in the order in which they came, read once each."""

    def __init__(self, engine: Engine, orgs: Sequence[str]) -> None:
        super().__init__(daemon=True)
        self.engine = engine
        self.seen: dict[str, list[Stored]] = {org: [] for org in orgs}
        self.looks = 0
        self.failure: BaseException | None = None
        self._over = threading.Event()

    def run(self) -> None:
        try:
            while not self._over.wait(0.01):
                self.look()
            self.look()
        except BaseException as failure:  # noqa: BLE001 - told to the test when it joins
            self.failure = failure

    def look(self) -> None:
        """Read what is new in every log."""
        for org, seen in self.seen.items():
            with transaction(self.engine, org) as connection:
                checkpoint = seen[-1].position if seen else 0
                seen.extend(read.after(driver(connection), org, checkpoint, limit=100_000))
        self.looks += 1

    def stop(self) -> None:
        """One last look, then the end; raises what went wrong on the way."""
        self._over.set()
        self.join(30)
        assert not self.is_alive()
        if self.failure is not None:
            raise self.failure


@contextmanager
def following(engine: Engine, orgs: Sequence[str]) -> Iterator[Follower]:
    """A follower that has seen everything when the block is left."""
    follower = Follower(engine, orgs)
    follower.start()
    try:
        yield follower
    finally:
        follower.stop()
