"""The folder of the Unix socket: below the data folder, or a short one where that path is too long."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from northlog.embedded.account import Account
from northlog.embedded.errors import EmbeddedError
from northlog.embedded.folder import user_name

PORT = 5432
SOCKET_NAME = f".s.PGSQL.{PORT}"
# The kernel takes 107 bytes on Linux and 103 on macOS.
LONGEST = 100
# Client libraries take these for the end of a host's name.
UNFIT = frozenset(',:"')


def choose_socket_folder(own: Path, name: str = SOCKET_NAME) -> Path:
    """Where the socket goes: into the server's own folder for it, or a short one that follows from that."""
    digest = hashlib.sha256(os.fsencode(own) + b"\0" + str(os.geteuid()).encode()).hexdigest()[:16]
    short = f"northlog-{digest}"
    for folder in (own, Path(tempfile.gettempdir(), short)):
        if _fits(folder / name):
            return folder
    return Path("/tmp", short)  # noqa: S108 - made 0700 and its owner checked, below


def _fits(socket: Path) -> bool:
    return len(os.fsencode(socket)) <= LONGEST and not UNFIT & set(str(socket))


def make_private(folder: Path, account: Account) -> None:
    """Make a folder only the server's account may enter; raises EmbeddedError if another's is there."""
    try:
        folder.mkdir(mode=0o700)
        account.give(folder)
    except FileExistsError:
        found = folder.lstat()
        if account.switch and stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid():
            account.give(folder)  # ours, from a start cut short before it was handed over
    check_private(folder, account.uid)


def check_private(folder: Path, uid: int) -> None:
    """Raises EmbeddedError unless the folder is one that only `uid` may enter; OSError if it is not there."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid or found.st_mode & 0o077:
        raise EmbeddedError(
            f"The socket folder {folder} is not a folder that only {user_name(uid)} may enter, so somebody"
            " else may have put it there; remove it and try again."
        )
