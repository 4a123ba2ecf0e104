"""Writing files whole or not at all."""

import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def write_whole(file: Path, lines: Iterable[bytes]) -> None:
    """Write beside the file and move into place, so that what is half written never bears its name.

    What is no plain file, such as /dev/stdout or a pipe, is written to: nothing may take its place.
    """
    if file.exists() and not file.is_file():
        with file.open("wb") as out:
            out.writelines(lines)
        return
    if not file.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file))
    file = file.resolve()  # a link stays a link
    handle, beside = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.writelines(lines)
            out.flush()
            os.fsync(out.fileno())
        Path(beside).replace(file)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
