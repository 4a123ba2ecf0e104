"""Lines of a sheet of an XLSX file, whole or refused. Read as a stream: what the file says of its size is not
believed."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from northlog.importing import limits
from northlog.importing.csv_file import Line
from northlog.importing.trouble import CannotImport

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a file begins that is encrypted, or of before 2007."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LITERAL = re.compile(r'"[^"]*"|[\\_*].')
"""What is shown as it stands in a number's format: a percent sign there makes no hundredths."""
STRINGS = "xl/sharedStrings.xml"


def xlsx_lines(file: Path, sheet: str | None, decimal: str) -> Iterator[Line]:
    """The lines of the sheet named, or of the first one; those without anything in them left out. Numbers are
    written with ``decimal``, as the texts beside them are.

    Raises ``CannotImport``.
    """
    check_package(file)
    # Not before it is needed: it takes a fifth of a second. Stubs for it would be one more dependency.
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    try:
        with catch_warnings():
            simplefilter("ignore")  # of what is no matter here: styles, validations, print areas
            # Opened here: where it is broken, openpyxl leaves open what it opened itself.
            with file.open("rb") as raw, closing(load_workbook(raw, read_only=True, data_only=True)) as book:
                yield from _lines(file, book, sheet, decimal)
    except CannotImport:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a broken file makes a parser of it say
        raise CannotImport(
            f"{file.name}: it cannot be read as XLSX ({type(error).__name__}); open it in a spreadsheet program"
            " and save it anew, or save it as CSV"
        ) from None


def _lines(file: Path, book: Any, sheet: str | None, decimal: str) -> Iterator[Line]:
    names = [each.title for each in book.worksheets]
    if sheet is not None and sheet not in names:
        raise CannotImport(f"{file.name}: there is no sheet “{sheet}”; there is {', '.join(names)}")
    chosen = book[sheet or names[0]]
    chosen.reset_dimensions()  # what is declared may be a lie; what is there counts
    width = 0
    for number, row in enumerate(chosen.iter_rows(), 1):
        if number > limits.EMPTY:
            raise CannotImport(f"{file.name}: the sheet has more than {limits.EMPTY:,} lines; delete empty ones")
        if any(each.value is not None for each in row[limits.COLUMNS :]):
            raise CannotImport(f"{file.name}: line {number} has more than {limits.COLUMNS} columns; delete some")
        cells = tuple(_text(each, decimal) for each in row[: limits.COLUMNS])
        if any(map(str.strip, cells)):
            width = width or len(cells)
            yield Line(number, cells + ("",) * (width - len(cells)))  # empty cells at its end are not in the file


def _text(cell: Any, decimal: str) -> str:
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float() if "%" in LITERAL.sub("", cell.number_format):
            hundredths = (Decimal(repr(value)) * 100).normalize()
            return f"{hundredths:f}%".replace(".", decimal)
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case float():
            return repr(value).replace(".", decimal)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value)


def is_package(file: Path) -> bool:
    """Whether a file is one of a spreadsheet program. Raises ``CannotImport`` for one that is of no use."""
    with file.open("rb") as raw:
        head = raw.read(len(OLE))
        if head != OLE:
            return head.startswith(b"PK")
        rest = raw.read()
    if ENCRYPTED in rest:
        raise CannotImport(f"{file.name}: it is protected by a password; save it without one")
    raise CannotImport(f"{file.name}: it is of the format before 2007, or no spreadsheet; save it as XLSX or CSV")


def check_package(file: Path) -> None:
    """Refuse what would unpack to too much, before anything is unpacked. Raises ``CannotImport``."""
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise CannotImport(f"{file.name}: it is cut off or broken; copy it again, or save it anew") from None
    if any(part.flag_bits & 1 for part in parts):
        raise CannotImport(f"{file.name}: it is protected by a password; save it without one")
    unpacked = sum(part.file_size for part in parts)
    swollen = any(part.file_size > limits.MIB + limits.RATIO * part.compress_size for part in parts)
    texts = max((part.file_size for part in parts if part.filename == STRINGS), default=0)
    if unpacked > limits.UNPACKED or swollen or texts > limits.STRINGS:
        raise CannotImport(
            f"{file.name}: it unpacks to {unpacked / limits.MIB:,.0f} MiB, more than is believed of a spreadsheet;"
            " save what you need as CSV"
        )
