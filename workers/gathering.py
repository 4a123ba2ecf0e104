"""Gathering calls: those that come for an organization while it is worked for are answered together."""

from collections.abc import Callable
from threading import Lock


class Gathered:
    """``work(org)``, by one thread of this process at a time for each organization.

    Whoever comes while another is at work leaves at once: the one at work goes once more when it is done, which
    sees all that was there when they came. A rush of facts is so looked at in batches that grow with it. Should
    the work fail, or the process die, what they came for stays due in PostgreSQL.
    """

    def __init__(self, work: Callable[[str], object]) -> None:
        self._work = work
        self._lock = Lock()
        self._asked: dict[str, bool] = {}
        """The organizations worked for, each with whether somebody came since the work began."""

    def __call__(self, org: str) -> None:
        with self._lock:
            if org in self._asked:
                self._asked[org] = True
                return
            self._asked[org] = True
        try:
            while self._asked_again(org):
                self._work(org)
        except BaseException:
            with self._lock:
                del self._asked[org]
            raise

    def _asked_again(self, org: str) -> bool:
        with self._lock:
            if self._asked[org]:
                self._asked[org] = False
                return True
            del self._asked[org]
            return False
