"""Parquet by pyarrow, from the CSV that PostgreSQL sends; a bounded number of rows is in memory at any time."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import csv, parquet

from projections.reporting.contract import DATE, ID, INSTANT, NUMBER, TEXT, WHOLE, YES_NO, Column

BLOCK = 1 << 22
"""Bytes of CSV that are parsed at once."""
GROUP = 1 << 17
"""Rows of a row group: it is what readers skip or load as a whole."""

_TYPES = {
    TEXT: pa.string(),
    ID: pa.string(),
    WHOLE: pa.int64(),
    NUMBER: pa.float64(),
    YES_NO: pa.bool_(),
    DATE: pa.date32(),
    INSTANT: pa.timestamp("us", tz="UTC"),
}


class _Stream(io.RawIOBase):
    """Blocks of bytes as a file to read."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._left:
            self._left = memoryview(next(self._blocks, b""))
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


def write(blocks: Iterator[bytes], out: BinaryIO, columns: tuple[Column, ...]) -> int:
    """Write rows to a file; returns how many. The same rows are the same bytes by the same pyarrow."""
    schema = pa.schema([(each.name, _TYPES[each.type]) for each in columns])
    rows = 0
    with parquet.ParquetWriter(out, schema, compression="zstd", version="2.6", store_schema=False) as file:
        for table in _groups(_batches(blocks, schema), schema):
            file.write_table(table, row_group_size=GROUP)
            rows += table.num_rows
    return rows


def _batches(blocks: Iterator[bytes], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    stream = io.BufferedReader(_Stream(blocks), BLOCK)
    types = {each.name: each.type for each in schema}
    # COPY leaves null bare and quotes the empty text.
    options = csv.ConvertOptions(
        column_types=types,
        null_values=[""],
        true_values=["t"],
        false_values=["f"],
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
    )
    parsing = csv.ParseOptions(newlines_in_values=True)
    yield from csv.open_csv(stream, csv.ReadOptions(block_size=BLOCK), parsing, options)


def _groups(batches: Iterator[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    """The same rows in groups of one size, whatever the size of the batches."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        waiting.append(batch)
        if sum(each.num_rows for each in waiting) >= GROUP:
            table = pa.Table.from_batches(waiting, schema)
            whole = table.num_rows // GROUP * GROUP
            yield table.slice(0, whole)
            waiting = table.slice(whole).to_batches()
    if waiting:
        yield pa.Table.from_batches(waiting, schema)
