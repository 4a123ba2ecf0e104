"""A file as a header and lines under it, whatever its format."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from northlog.importing import limits
from northlog.importing.csv_file import Line, csv_lines
from northlog.importing.trouble import CannotImport
from northlog.importing.xlsx_file import is_package, xlsx_lines


@dataclass(frozen=True)
class Sheet:
    """``header``: what the columns are called. ``lines`` can be taken once; they may be shorter or longer than the
    header. Taking them raises ``CannotImport``."""

    header: tuple[str, ...]
    lines: Iterator[Line]


def open_sheet(file: Path, encoding: str = "utf-8", sheet: str | None = None, decimal: str = ".") -> Sheet:
    """The first line with something in it is the header. Raises ``CannotImport``, ``OSError``."""
    size = file.stat().st_size
    if size > limits.FILE:
        raise CannotImport(
            f"{file.name}: it has {size / limits.MIB:,.0f} MiB, and {limits.FILE // limits.MIB} are taken at most;"
            " split it, and import the parts one after the other"
        )
    lines = xlsx_lines(file, sheet, decimal) if is_package(file) else csv_lines(file, encoding)
    first = next(lines, None)
    if first is None:
        raise CannotImport(f"{file.name}: there is nothing in it; its first line is to name the columns")
    header = tuple(map(str.strip, first.cells))
    while header and not header[-1]:
        header = header[:-1]
    named = [each.casefold() for each in header if each]
    twice = next((each for each in header if named.count(each.casefold()) > 1), None)
    if twice is not None:
        raise CannotImport(f"{file.name}: two columns are called “{twice}”; rename or delete one")
    if len(header) > limits.COLUMNS:
        raise CannotImport(f"{file.name}: it has more than {limits.COLUMNS} columns; delete some")
    return Sheet(header, _not_too_many(file, lines))


def _not_too_many(file: Path, lines: Iterator[Line]) -> Iterator[Line]:
    yield from islice(lines, limits.ROWS)
    if next(lines, None) is not None:
        raise CannotImport(
            f"{file.name}: it has more than {limits.ROWS:,} lines; split it, and import the parts one after the"
            " other"
        )


def peek(sheet: Sheet, count: int) -> tuple[list[Line], Sheet]:
    """The first lines, and the sheet with them still in it."""
    first = list(islice(sheet.lines, count))
    return first, Sheet(sheet.header, chain(first, sheet.lines))
