"""The manifest: which files an export consists of. What it does not name is no part of the export."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from northlog.exporting.refusals import CannotExport

NAME = "manifest.json"


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A file: the rows of one table and cycle that became known after position ``after``, up to ``upto``.

    ``path``: relative to the folder. ``cycle_id`` is null for tables that are not cut by cycles, and
    the name of Hive's default partition for rows that have none.
    """

    table: str
    path: str
    cycle_id: str | None
    after: int
    upto: int
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """``contract``: the version of the reporting contract. ``position``: all was known at it that is here."""

    organization_id: str
    contract: int
    format: str
    tables: tuple[str, ...]
    position: int
    files: tuple[Entry, ...] = ()

    @staticmethod
    def read(folder: Path) -> "Manifest | None":
        """The manifest in a folder; ``None`` where there is none. Raises ``CannotExport`` for what is none."""
        file = folder / NAME
        try:
            return _MANIFEST.validate_json(file.read_bytes())
        except FileNotFoundError:
            return None
        except ValidationError:
            raise CannotExport(f"{file} is no manifest of an export; choose another folder.") from None

    def text(self) -> bytes:
        """As it is written: the same for the same files."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2) + b"\n"

    def among(self, table: str, cycle_id: str | None) -> list[Entry]:
        """The files of one table and cycle."""
        return [each for each in self.files if (each.table, each.cycle_id) == (table, cycle_id)]


_MANIFEST = TypeAdapter(Manifest)


def entries(found: Iterable[dict[str, Any]]) -> dict[str, Entry]:
    """Entries by path."""
    return {each["path"]: Entry(**each) for each in found}
