"""The server's process: starting it, finding its socket, stopping it."""

import os
from pathlib import Path

from northlog.embedded.account import Account
from northlog.embedded.errors import EmbeddedError
from northlog.embedded.folder import Layout
from northlog.embedded.locks import KernelLock
from northlog.embedded.programs import Programs
from northlog.embedded.settings import start_settings
from northlog.embedded.sockets import SOCKET_NAME

STOP_SECONDS = 60
ORPHAN_SECONDS = 10
SOCKET_LINE = 4  # of postmaster.pid, counted from 0

# In the background, so that the server is nobody's child: no process of ours has to outlive or reap it.
IN_BACKGROUND = '"$@" &'


def spawn(
    programs: Programs,
    account: Account,
    layout: Layout,
    socket_folder: Path,
    server_lock: KernelLock,
    *,
    durable: bool,
) -> None:
    """Start the server without waiting for it; raises OSError.

    `server_lock` is held alone by the caller. The server and all its processes inherit the open file, so
    the lock says whether one of them lives, which no file with a process id can.
    """
    settings = start_settings(layout, socket_folder, durable=durable)
    command = [programs.postgres, "-D", str(layout.cluster), *settings]
    log = os.open(layout.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    with os.fdopen(log, "wb") as output:
        account.run(
            ["/bin/sh", "-c", IN_BACKGROUND, "sh", *command],
            output=output,
            keep=(server_lock.fd,),
            new_session=True,  # Ctrl-C in this terminal must not stop a server others may share
        )


def stop(programs: Programs, account: Account, layout: Layout) -> None:
    """Stop the server, waiting for its end; raises EmbeddedError if it goes on, or OSError."""
    done = account.run(
        [programs.pg_ctl, "stop", "-D", str(layout.cluster), "-m", "fast", "-w", "-t", str(STOP_SECONDS)]
    )
    # The lock is asked, not pg_ctl: after a crash there may be nothing to stop, and all is well.
    with KernelLock(layout.server_lock) as lock:
        if lock.wait_alone(ORPHAN_SECONDS):
            return
    said = done.stdout.decode(errors="replace").strip().splitlines()
    raise EmbeddedError(
        f"PostgreSQL in {layout.cluster} did not stop ({said[-1] if said else 'no reason given'});"
        f" see {layout.log} and stop it by hand with {programs.pg_ctl}."
    )


def socket_folder_of(layout: Layout) -> Path | None:
    """The folder of the running server's socket, as the server itself wrote it down; None before that."""
    lines = _lines(layout.cluster / "postmaster.pid")
    return Path(lines[SOCKET_LINE]) if len(lines) > SOCKET_LINE and lines[SOCKET_LINE] else None


def forget_dead_server(layout: Layout, socket_folder: Path) -> None:
    """Remove pid files whose number has since been given to some other process; raises OSError.

    PostgreSQL itself overrules the files of a dead process, but after a crash of the machine, or in a
    container, the number may be in use again and PostgreSQL would refuse to start.
    """
    for path in (layout.cluster / "postmaster.pid", socket_folder / f"{SOCKET_NAME}.lock"):
        lines = _lines(path)
        if lines and lines[0].isdigit() and _is_somebody_else(int(lines[0]), layout.cluster):
            path.unlink(missing_ok=True)


def _is_somebody_else(pid: int, cluster: Path) -> bool:
    """Whether a process of that number lives which does not serve this folder."""
    process = Path("/proc", str(pid))
    if not process.exists():
        return False  # nobody, or a system without /proc: PostgreSQL decides
    try:
        # A server stands in its data folder. Started by hand it has no lock of ours, and must be left alone.
        return not (process / "cwd").samefile(cluster)
    except OSError:
        return True  # already dead, or of another user than the one that starts the server


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(errors="replace").splitlines()
    except OSError:
        return []
