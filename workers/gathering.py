"""Gathering calls: those that come while others are worked for are answered together, and by few threads."""

from collections import Counter
from collections.abc import Callable
from threading import Lock


class Gathered:
    """``work(org)``, by ``most`` threads of this process at once and ``each`` of them for one organization.

    Whoever comes while as many are at work leaves at once: one of those takes the organization up when it is done,
    and so sees all that was there when they came. A rush of facts is looked at in batches that grow with it, and
    what takes long leaves threads to others. Should the work fail, or the process die, what they came for stays
    due in PostgreSQL.
    """

    def __init__(self, work: Callable[[str], object], most: int, each: int = 1) -> None:
        self._work, self._most, self._each = work, most, each
        self._lock = Lock()
        self._asked: dict[str, None] = {}
        """The organizations that somebody came for since they were last taken up, the first one first."""
        self._at_work: Counter[str] = Counter()

    def __call__(self, org: str) -> None:
        with self._lock:
            self._asked[org] = None
        while (taken := self._take()) is not None:
            try:
                self._work(taken)
            finally:
                self._leave(taken)

    def _leave(self, org: str) -> None:
        with self._lock:
            self._at_work[org] -= 1
            if not self._at_work[org]:
                del self._at_work[org]

    def _take(self) -> str | None:
        with self._lock:
            if self._at_work.total() >= self._most:
                return None
            found = next((org for org in self._asked if self._at_work[org] < self._each), None)
            if found is not None:
                del self._asked[found]
                self._at_work[found] += 1
            return found
