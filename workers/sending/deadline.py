"""Ends that calls keep to which know of none themselves, such as the look-up of a name."""

import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, ask: Callable[[], T]) -> T:
    """What a call gives, or raises; one that takes longer is left behind (``TimeoutError``)."""
    answer: Future[T] = Future()

    def asking() -> None:
        try:
            answer.set_result(ask())
        except Exception as error:  # noqa: BLE001 - it is raised where the answer is waited for
            answer.set_exception(error)

    Thread(target=asking, daemon=True).start()
    if not wait([answer], seconds).done:
        raise TimeoutError("timed out")
    return answer.result()


def left(deadline: float, timeout: float | None = None) -> float:
    """Seconds up to a deadline on the monotonic clock, ``timeout`` if that is less. Raises ``TimeoutError``."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError("timed out")
    return seconds if timeout is None else min(seconds, timeout)
