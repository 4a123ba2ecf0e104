"""An export that dies: ``python -m tests.faults.exporter URL ORG FOLDER POSITION replace|bytes NUMBER``.

Killed right before it moves a file for the so many-th time; or with a disk that takes files up to so many bytes.
"""

import errno
import os
import resource
import signal
import sys
from pathlib import Path

from sqlalchemy import create_engine

from northlog.exporting.export import export
from northlog.exporting.formats import Format
from projections.reporting import VIEWS

FULL = 3
"""The exit code where the disk was full."""


def main(url: str, org: str, folder: str, position: str, how: str, number: str) -> None:
    if how == "bytes":
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(number), int(number)))
    else:
        _die_at(int(number))
    tables = [each.name for each in VIEWS]
    try:
        export(create_engine(url), org, Path(folder), Format.CSV, tables, int(position), exact=False)
    except OSError as error:
        sys.exit(FULL if error.errno == errno.EFBIG else 1)


def _die_at(number: int) -> None:
    moved, left = Path.replace, number

    def replace(self: Path, target: Path) -> Path:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return moved(self, target)

    Path.replace = replace  # type: ignore[assignment]


if __name__ == "__main__":
    main(*sys.argv[1:])
