"""Lines of a CSV file, whole or refused."""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from northlog.importing import limits
from northlog.importing.trouble import CannotImport

DELIMITERS = ",;\t|"
WIDE = (b"\xff\xfe", b"\xfe\xff")


class Line(NamedTuple):
    """``number``: as an editor or a spreadsheet program counts, from 1."""

    number: int
    cells: tuple[str, ...]


def csv_lines(file: Path, encoding: str) -> Iterator[Line]:
    """The lines of a file, those without anything in them left out. Raises ``CannotImport``."""
    encoding = "utf-8" if _says_utf8(file) else encoding
    _check_bytes(file, encoding)
    with file.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as text:
        delimiter = _delimiter(text.readline(limits.CELL))
        text.seek(0)
        csv.field_size_limit(limits.CELL)
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        begun = 1
        try:
            for cells in reader:
                if any(map(str.strip, cells)):
                    yield Line(begun, tuple(cells))
                begun = reader.line_num + 1
        except csv.Error as error:
            raise CannotImport(
                f"{file.name}: from line {begun} on it is no CSV ({error}); look for a quotation mark that is not"
                " closed, or save it anew from a spreadsheet program"
            ) from None


def _says_utf8(file: Path) -> bool:
    """Whether a file begins by saying so itself; then a mapping may say what it will."""
    with file.open("rb") as raw:
        return raw.read(len(BOM_UTF8)) == BOM_UTF8


def _check_bytes(file: Path, encoding: str) -> None:
    """Find what cannot be text, by line, before anything is made of it."""
    with file.open("rb") as raw:
        for number, line in enumerate(raw, 1):
            if number == 1 and line.startswith(WIDE):
                raise CannotImport(f"{file.name}: it is UTF-16; save it as “CSV UTF-8”")
            if b"\0" in line:
                raise CannotImport(f"{file.name}: line {number} holds a NUL byte, so it is no CSV; save it anew")
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                raise CannotImport(
                    f"{file.name}: line {number} is not {encoding.upper()}; save it as “CSV UTF-8”, or name its"
                    ' encoding in a mapping: encoding = "cp1252"'
                ) from None


def _delimiter(header: str) -> str:
    """What parts the header's cells: the candidate that stands there most often, outside quotation marks."""
    bare = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=bare.count)
