"""An export's folder: files are made aside, and moved in when all are whole; the manifest says so last.

A process that dies leaves the folder's export as it was, and what it made aside for the next to go on with.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from northlog.embedded.locks import KernelLock
from northlog.exporting.manifest import NAME, Entry, Manifest, entries
from northlog.exporting.refusals import CannotExport

ASIDE, PLAN, DONE, LOCK = ".making", "plan.json", "done.ndjson", ".lock"
KEPT_PREFIX = "organization_id="


@contextmanager
def alone(folder: Path) -> Iterator["Folder"]:
    """The folder, made if need be, held against other exports. Raises ``CannotExport``."""
    folder.mkdir(parents=True, exist_ok=True)
    with KernelLock(folder / LOCK) as lock:
        if not lock.try_alone():
            raise CannotExport(f"Another export writes to {folder}; wait for it, or choose another folder.")
        yield Folder(folder)


class Folder:
    """``aside``: what is being made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.aside = folder / ASIDE

    def manifest(self) -> Manifest | None:
        return Manifest.read(self.folder)

    def plan(self) -> dict[str, Any] | None:
        """What a run that died was about to make; ``None`` where none did."""
        try:
            found: dict[str, Any] = orjson.loads((self.aside / PLAN).read_bytes())
        except FileNotFoundError:
            return None
        return found

    def begin(self, plan: dict[str, Any]) -> None:
        """Forget what was made aside, and begin anew."""
        if self.aside.exists():
            shutil.rmtree(self.aside)
        self.aside.mkdir()
        with _written(self.aside / PLAN) as out:
            out.write(orjson.dumps(plan))

    def made(self) -> dict[str, Entry]:
        """The files that were made whole, by path; a line that was cut off counts for nothing, nor does what the
        run after it wrote to its end."""
        journal = self.aside / DONE
        return entries(_whole(journal.read_bytes().splitlines() if journal.exists() else []))

    def make(self, entry: Callable[[int, int, str], Entry], path: str, write: Callable[[BinaryIO], int]) -> Entry:
        """Make a file aside. ``write`` returns its rows; ``entry`` makes of rows, bytes and SHA-256 what is said
        of it. A file without a row is not kept."""
        file = self.aside / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with _written(file) as out:
            rows = write(out)
            out.flush()
            size = out.tell()
        if not rows:
            file.unlink()
        with file.open("rb") if rows else open(os.devnull, "rb") as read:
            made = entry(rows, size if rows else 0, _hash(read))
        with (self.aside / DONE).open("ab") as journal:
            journal.write(orjson.dumps(asdict(made)) + b"\n")  # should it be lost, the file is made again
        return made

    def finish(self, manifest: Manifest, new: list[Entry]) -> None:
        """Move what was made into place, say so, and remove what is named no longer. Can be done twice."""
        for each in new:
            made, place = self.aside / each.path, self.folder / each.path
            place.parent.mkdir(parents=True, exist_ok=True)
            if made.exists():
                made.replace(place)
        _settle({parent for each in new for parent in Path(each.path).parents}, self.folder)
        beside = self.aside / NAME
        with _written(beside) as out:
            out.write(manifest.text())
        beside.replace(self.folder / NAME)
        _settle({Path()}, self.folder)
        self.tidy(manifest)

    def tidy(self, manifest: Manifest) -> None:
        """Remove what the manifest does not name: made aside, or written by runs that died or were superseded."""
        shutil.rmtree(self.aside, ignore_errors=True)
        named = {self.folder / each.path for each in manifest.files}
        for table in manifest.tables:
            for file in (self.folder / table).glob(f"{KEPT_PREFIX}{manifest.organization_id}/**/part-*"):
                if file not in named:
                    file.unlink()


@contextmanager
def _written(file: Path) -> Iterator[BinaryIO]:
    """A file that bears its name once it is whole and on the disk."""
    beside = file.with_name(f"{file.name}.half")
    with beside.open("wb") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())
    beside.replace(file)


def _whole(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        with suppress(orjson.JSONDecodeError):
            yield orjson.loads(line)


def _hash(file: BinaryIO) -> str:
    digest = sha256()
    while block := file.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()


def _settle(parents: set[Path], folder: Path) -> None:
    """Have the names in these folders below another survive a crash of the machine."""
    for each in parents:
        handle = os.open(folder / each, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
