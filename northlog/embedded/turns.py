"""Taking turns: one process at a time decides about starting and stopping a server; leaving hides no error."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from northlog.embedded.errors import EmbeddedError, from_os_error
from northlog.embedded.locks import KernelLock


def turn(lock_file: Path, seconds: float, too_long: str) -> KernelLock:
    """The lock under which starting and stopping are decided, held until closed.

    Raises EmbeddedError with the sentence `too_long` if it is not free within `seconds`.
    """
    lock = KernelLock(lock_file)
    try:
        if not lock.wait_alone(seconds):
            raise EmbeddedError(too_long)
    except BaseException:
        lock.close()
        raise
    return lock


@contextmanager
def leaving(root: Path, error: BaseException | None) -> Iterator[None]:
    """A failure to leave is raised as EmbeddedError, but only noted on an `error` that is on its way already."""
    try:
        yield
    except (EmbeddedError, OSError) as failure:
        if error is None:
            if isinstance(failure, OSError):
                raise from_os_error(failure, root) from failure
            raise
        error.add_note(str(failure))  # what went wrong inside matters more
