"""An import in a process of its own: half-way through writing it says so, and stands still.

Usage: python -m tests.faults.importer URL ORGANIZATION FILE. Started and killed by a test.
"""

import sys
from pathlib import Path

from sqlalchemy import create_engine

from events.catalogue import CATALOGUE
from events.executor import Executor
from northlog.wiring import INLINE
from tests.house import House
from tests.sheets import imported


def stand_still(doing: str, done: int, _of: int | None) -> None:
    if doing == "writing" and done:
        sys.stdout.write("half\n")
        sys.stdout.flush()
        sys.stdin.read()  # until it is killed; should the test be gone, this ends too


def main(url: str, org: str, file: str) -> None:
    app = create_engine(url)
    imported(House(app, app, org, Executor(app, CATALOGUE, INLINE)), Path(file), told=stand_still)


if __name__ == "__main__":
    main(*sys.argv[1:])
