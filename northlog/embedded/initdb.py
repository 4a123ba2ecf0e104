"""Making PostgreSQL's data folder: whole or not at all."""

import os
import shutil
import tempfile
from pathlib import Path

from northlog.embedded.access import OWNER
from northlog.embedded.account import Account
from northlog.embedded.errors import EmbeddedError, disk_full
from northlog.embedded.folder import Layout
from northlog.embedded.programs import Programs

UNFINISHED = "postgres.new-"


def make_cluster(layout: Layout, programs: Programs, account: Account, *, durable: bool) -> None:
    """Run initdb beside the final place and move the result there; raises EmbeddedError or OSError."""
    for left_over in layout.root.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left_over, ignore_errors=True)
    # mkdtemp gives 0700, as PostgreSQL demands, and a name no interrupted initdb still writes to.
    unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=layout.root))
    try:
        account.give(unfinished)
        _initdb(unfinished, layout, programs, account, durable=durable)
        unfinished.rename(layout.cluster)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    _sync(layout.root)


def _initdb(folder: Path, layout: Layout, programs: Programs, account: Account, *, durable: bool) -> None:
    said = ""
    for locale in _locales(programs.major):
        done = account.run(
            [
                programs.initdb,
                f"--pgdata={folder}",
                f"--username={OWNER}",
                "--encoding=UTF8",
                *locale,
                "--data-checksums",
                "--no-instructions",
                # Only for somebody who starts the server by hand: ours names its own files at start.
                "--auth-local=peer",
                "--auth-host=reject",
                *([] if durable else ["--no-sync"]),
            ]
        )
        if done.returncode == 0:
            return
        said = done.stdout.decode(errors="replace")
        if "invalid locale" not in said:
            break
    if "No space left on device" in said:
        raise disk_full(layout.root)
    errors = [line for line in said.splitlines() if "error:" in line or "FATAL:" in line]
    reason = (errors or said.splitlines() or ["initdb gave no reason"])[-1].strip()
    raise EmbeddedError(
        f"PostgreSQL could not make its data in {layout.root} ({reason});"
        " mend what it names or choose another folder."
    )


def _locales(major: int) -> list[list[str]]:
    """Sorting by code point, the same on every system, and letters known beyond ASCII where possible."""
    if major >= 17:
        return [["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]]
    return [["--locale=C", "--lc-ctype=C.UTF-8"], ["--locale=C"]]


def _sync(folder: Path) -> None:
    """Have the disk keep the new name; initdb has synced what is below it."""
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
