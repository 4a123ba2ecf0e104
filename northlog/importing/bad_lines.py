"""The file of what was not taken: the lines as they were, and what is wrong with each."""

import csv
from codecs import BOM_UTF8
from collections.abc import Sequence
from io import StringIO
from itertools import chain, count
from pathlib import Path

from northlog.formulas import harmless
from northlog.importing.mapping import Mapping
from northlog.importing.run import Read
from northlog.importing.sheet import open_sheet
from northlog.importing.trouble import Bad

HEADS = ("import line", "import column", "import reason")
ABOVE = "is taken; it stands here for what is below it"


def bad_file(file: Path) -> Path:
    """Where the bad lines of a file go: never over those of an earlier import, which somebody may be mending."""
    more = (f"{file.name}.bad.{number}.csv" for number in count(2))
    places = map(file.with_name, chain([f"{file.name}.bad.csv"], more))
    return next(each for each in places if not each.exists())


def bad_lines(file: Path, layout: Mapping, read: Read, bad: Sequence[Bad]) -> list[bytes]:
    """The bad lines as CSV in UTF-8, and those that they stand below. Mended, they can be imported by the same
    mapping, even one that names another encoding: the file says its own."""
    wanted: dict[int, list[Bad]] = {}
    for each in bad:
        wanted.setdefault(each.line, []).append(each)
    for node in read.nodes:
        above = node.above if node.line in wanted else None
        while above is not None:
            wanted.setdefault(above.line, [Bad(above.line, "", ABOVE)])
            above = above.above
    sheet = open_sheet(file, layout.encoding, layout.sheet, layout.decimal)
    kept = [place for place, name in enumerate(sheet.header) if name not in HEADS]
    rows = [BOM_UTF8, _line([*(sheet.header[place] for place in kept), *HEADS])]
    for line in sheet.lines:
        if line.number in wanted:
            of = wanted[line.number]
            cells = [line.cells[place] if place < len(line.cells) else "" for place in kept]
            columns = "; ".join(each.column for each in of if each.column)
            rows.append(_line([*cells, str(line.number), columns, "; ".join(each.reason for each in of)]))
    return rows


def _line(cells: Sequence[str]) -> bytes:
    out = StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow(map(harmless, cells))
    return out.getvalue().encode()
