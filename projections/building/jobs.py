"""Filling a build by several processes at once, each taking part after part."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from ctypes import c_longlong
from typing import Any

from sqlalchemy import Engine, NullPool, create_engine

from events.catalogue import CATALOGUE
from projections.building.filling import fill
from projections.registry import PROJECTIONS

LOOK = 0.05
"""Seconds between two looks at the processes."""

_context = multiprocessing.get_context("forkserver")


def fill_by_jobs(owner: Engine, name: str, schema: str, jobs: int, told: Callable[[int], object]) -> None:
    """Have ``jobs`` processes fill a build of the projection of this name, until none finds a part to do.

    ``told`` hears how many events they folded in all. A process that fails ends the others; its part is left,
    for whoever fills on to find out why. None outlives the process that called.
    """
    _context.set_forkserver_preload([__name__])
    folded = _context.RawArray(c_longlong, jobs)
    url = owner.url.render_as_string(hide_password=False)
    processes = [
        _context.Process(target=_work, args=(url, name, schema, folded, number), daemon=True)
        for number in range(jobs)
    ]
    try:
        for process in processes:
            process.start()
        while any(process.is_alive() for process in processes):
            if any(process.exitcode for process in processes if process.exitcode not in (None, -signal.SIGKILL)):
                return
            told(sum(folded))
            time.sleep(LOOK)
        told(sum(folded))
    finally:
        for process in processes:
            if process.pid is not None:  # one that could not be started is told as what kept it from that
                process.kill()
                process.join()


def _work(url: str, name: str, schema: str, folded: Any, number: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that made this one to answer
    parent = multiprocessing.parent_process()
    assert parent is not None

    def step(events: int) -> None:
        folded[number] += events
        if not parent.is_alive():
            os._exit(1)

    projection = next(each for each in PROJECTIONS if each.name == name)
    engine = create_engine(url, poolclass=NullPool)
    try:
        fill(engine, CATALOGUE, projection, schema, step)
    except Exception:  # noqa: BLE001 - found again, and told, by the process that made this one
        sys.exit(1)
