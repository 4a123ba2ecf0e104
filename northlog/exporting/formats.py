"""The formats of exports: how PostgreSQL is asked for rows, and how its answer becomes a file.

CSV and NDJSON are written as the server sends them; Parquet is made of the same stream by pyarrow.
"""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import BinaryIO

from northlog.exporting.refusals import CannotExport
from northlog.formulas import harmless_sql
from projections.reporting.contract import INSTANT, TEXT, YES_NO, Column

NO_PYARROW = 'Parquet needs pyarrow, which is not installed; run: pip install "northlog[export]"'


class Format(StrEnum):
    PARQUET = "parquet"
    CSV = "csv"
    NDJSON = "ndjson"


Write = Callable[[Iterator[bytes], BinaryIO, tuple[Column, ...]], int]
"""Writes what COPY sends to a file; returns the number of rows."""

_PLAIN = '"{name}"'
_CSV_FORMS: Mapping[str, str] = {
    TEXT: harmless_sql(_PLAIN),
    INSTANT: 'northlog.instant_text("{name}")',
    YES_NO: '"{name}"::text',
}
_COPY_CSV = "copy ({query}) to stdout (format csv, header true)"
# JSON knows neither character, so that each line comes as it is.
_COPY_JSON = r"""
copy (select row_to_json(r) from ({query}) as r) to stdout (format csv, quote e'\x01', delimiter e'\x02')
"""


def selected(format_: Format, columns: tuple[Column, ...]) -> str:
    """The expressions that a file's rows are selected by."""
    forms = _CSV_FORMS if format_ is Format.CSV else {}
    return ", ".join(f'{forms.get(each.type, _PLAIN).format(name=each.name)} as "{each.name}"' for each in columns)


def copied(format_: Format, query: str) -> str:
    """The COPY statement that sends a query's rows."""
    return (_COPY_JSON if format_ is Format.NDJSON else _COPY_CSV).format(query=query)


def writer(format_: Format) -> Write:
    """What writes a format. Raises ``CannotExport`` where what is needed for it is not installed."""
    if format_ is Format.PARQUET:
        return _parquet()
    return _lines if format_ is Format.NDJSON else _csv


def _lines(blocks: Iterator[bytes], out: BinaryIO, _columns: tuple[Column, ...]) -> int:
    rows = 0
    for block in blocks:
        out.write(block)
        rows += block.count(b"\n")
    return rows


def _csv(blocks: Iterator[bytes], out: BinaryIO, columns: tuple[Column, ...]) -> int:
    # COPY sends a row a block, whatever line breaks its texts hold.
    return sum(out.write(block) > 0 for block in blocks) - 1


def _parquet() -> Write:
    try:
        from northlog.exporting.parquet import write
    except ModuleNotFoundError as error:
        if error.name != "pyarrow":
            raise
        raise CannotExport(NO_PYARROW) from error
    return write
