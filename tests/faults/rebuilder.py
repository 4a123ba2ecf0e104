"""A process that rebuilds all projections, slowly enough to be killed in the middle."""

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess

from sqlalchemy import create_engine

from events.catalogue import CATALOGUE
from projections.building import parts
from projections.building.rebuild import rebuild
from projections.registry import PROJECTIONS

PART = 10
"""So many events a part holds at most."""
PAUSE = 0.02
"""Seconds at every word on the progress; there is one in the middle of every part."""


def run(url: str, pause: float) -> None:
    """Rebuild everything there is."""
    parts.LARGEST, parts.SMALLEST = PART, 1
    for projection in PROJECTIONS:
        rebuild(create_engine(url), CATALOGUE, projection, told=lambda *_: time.sleep(pause))


@contextmanager
def rebuilding(url: str, pause: float = PAUSE) -> Iterator[ForkServerProcess]:
    """A process that rebuilds; killed if it is still at it at the end."""
    process = multiprocessing.get_context("forkserver").Process(target=run, args=(url, pause))
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()
