"""Locks the kernel keeps: whoever dies, however it dies, lets go of them."""

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType
from typing import Self

POLL_SECONDS = 0.02


class KernelLock:
    """One open lock file; closing it, or dying, gives the lock back."""

    def __init__(self, path: Path) -> None:
        """Open (and make, if need be) the lock file without locking it; raises OSError."""
        # Open for writing: over NFS an exclusive flock is refused on a file open for reading.
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        self.fd = os.open(path, flags, 0o600)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def share(self) -> None:
        """Hold the lock together with others; waits while somebody has it alone."""
        fcntl.flock(self.fd, fcntl.LOCK_SH)

    def try_alone(self) -> bool:
        """Take the lock alone if nobody else holds it; a share held before may be lost when refused."""
        try:
            fcntl.flock(self.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def wait_alone(self, seconds: float) -> bool:
        """Take the lock alone, waiting up to `seconds`; whether it was got."""
        deadline = time.monotonic() + seconds
        while not self.try_alone():
            if time.monotonic() > deadline:
                return False
            time.sleep(POLL_SECONDS)
        return True

    def close(self) -> None:
        """Let go; harmless when repeated."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1


def is_free(path: Path) -> bool:
    """Whether nobody holds the lock at `path`; raises OSError."""
    with KernelLock(path) as lock:
        return lock.try_alone()
