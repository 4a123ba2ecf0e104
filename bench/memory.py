"""How much memory a rebuild takes, in a process that does nothing else: ``python -m bench.memory URL``."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy import NullPool, create_engine

from events.catalogue import CATALOGUE
from projections.building.rebuild import rebuild
from projections.registry import PROJECTIONS

_MIB = 1024.0


def rebuild_memory(owner_url: str) -> float:
    """The largest resident size of a process that rebuilds all projections, MiB."""
    command = [sys.executable, "-m", "bench.memory", owner_url]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def peak(process: int | str = "self") -> float:
    """The largest resident size that a process ever had, MiB."""
    # Not getrusage: its figure begins with the parent's size where a process is made by fork.
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / _MIB


if __name__ == "__main__":
    for projection in PROJECTIONS:
        rebuild(create_engine(sys.argv[1], poolclass=NullPool), CATALOGUE, projection)
    print(peak())
