"""What can go wrong with the embedded server, said in words a user can act on."""

import errno
from pathlib import Path

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
NOT_A_FOLDER = frozenset({errno.ENOTDIR, errno.EEXIST})


class EmbeddedError(Exception):
    """The embedded server cannot be used; the text is one sentence with the folder and the next step."""


def disk_full(folder: Path) -> EmbeddedError:
    """The error for a disk without room."""
    return EmbeddedError(f"The disk that holds {folder} is full; free some space and try again.")


def from_os_error(error: OSError, folder: Path) -> EmbeddedError:
    """The error that says what the operating system refused in `folder`."""
    reason = (error.strerror or str(error)).lower()
    if error.errno in FULL:
        return disk_full(folder)
    if error.errno in FORBIDDEN:
        return EmbeddedError(
            f"The folder {folder} cannot be written ({reason});"
            " grant this user the right to write there or choose another folder."
        )
    if error.errno in NOT_A_FOLDER:
        return EmbeddedError(
            f"{folder} is or lies below a file, where a folder is needed;"
            " move that file away or choose another folder."
        )
    return EmbeddedError(f"The folder {folder} cannot be used ({reason}); choose another folder.")
