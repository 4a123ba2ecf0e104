"""Files that cannot be imported are refused plainly and early; those that can are read as they are meant."""

import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from northlog.formulas import harmless, meant
from northlog.importing import limits
from northlog.importing.sheet import open_sheet
from northlog.importing.trouble import CannotImport

SHEET = "xl/worksheets/sheet1.xml"


def written(folder: Path, content: bytes, name: str = "okrs.csv") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def book(folder: Path, *rows: list[object]) -> Path:
    made, file = Workbook(), folder / "okrs.xlsx"
    for row in rows:
        made.active.append(row)
    made.save(file)
    return file


def with_part(package: Path, name: str, content: bytes) -> Path:
    """The same package with one part replaced."""
    out = package.with_name("other.xlsx")
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return out


def trouble(file: Path) -> str:
    with pytest.raises(CannotImport) as caught:
        list(open_sheet(file).lines)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "there is nothing in it"),
        (b"\n\n ,\n", "there is nothing in it"),
        (b"Title,Team\nGr\xf6sse,A\n", "line 2 is not UTF-8; save it as “CSV UTF-8”"),
        (b"Title,Team\nA,\0\n", "line 2 holds a NUL byte"),
        ("Title,Team\n".encode("utf-16"), "it is UTF-16; save it as “CSV UTF-8”"),
        (b'Title,Team\nA,B\n"open,C\n', "from line 3 on it is no CSV"),
        (b"Title,title\n", "two columns are called “Title”"),
        (b"PK\x03\x04 and then nothing", "it is cut off or broken"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512, "the format before 2007"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password; save it without one",
        ),
        (b"Title\n" + b"x" * (limits.CELL + 1), "no CSV"),
        (",".join(f"c{n}" for n in range(limits.COLUMNS + 1)).encode(), "more than 200 columns"),
    ],
)
def test_a_file_of_no_use_is_refused_with_its_place_and_the_next_step(
    tmp_path: Path, content: bytes, why: str
) -> None:
    assert why in trouble(written(tmp_path, content))


def test_an_oversized_file_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "okrs.csv"
    with file.open("wb") as out:
        out.truncate(limits.FILE + 1)
    assert "100 are taken at most; split it" in trouble(file)


def test_too_many_lines_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ROWS", 2)
    assert len(list(open_sheet(written(tmp_path, b"Title\na\nb\n")).lines)) == 2
    assert "more than 2 lines; split it" in trouble(written(tmp_path, b"Title\na\nb\nc\n"))


def test_a_sheet_that_lies_about_its_size_is_read_by_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "EMPTY", 1_000)
    honest = book(tmp_path, ["Title", "Team"], ["Delight", "Discover"])
    with zipfile.ZipFile(honest) as package:
        sheet = package.read(SHEET)
    lying = with_part(honest, SHEET, sheet.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))
    assert [line.cells for line in open_sheet(lying).lines] == [("Delight", "Discover")]
    far = with_part(honest, SHEET, sheet.replace(b'r="2"', b'r="1000000000"').replace(b'"A2"', b'"A1000000000"'))
    assert "more than 1,000 lines" in trouble(far)


def test_a_package_that_swells_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    honest = book(tmp_path, ["Title"], ["Delight"])
    assert "more than is believed" in trouble(with_part(honest, SHEET, b" " * (8 * limits.MIB)))


@pytest.mark.parametrize("content", [b"no xml", b"<a>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_a_broken_sheet_is_refused_without_a_fault(tmp_path: Path, content: bytes) -> None:
    broken = with_part(book(tmp_path, ["Title"], ["Delight"]), SHEET, content)
    message = trouble(broken)
    assert "cannot be read as XLSX" in message or "there is nothing in it" in message


def test_cells_of_a_spreadsheet_are_read_as_they_are_meant(tmp_path: Path) -> None:
    file = book(
        tmp_path,
        ["Title", "Day", "At", "Number", "Whole", "Done"],
        [],
        ["Delight", date(2026, 7, 1), datetime.fromisoformat("2026-07-01T09:30"), 1.25, 3.0, True],
    )
    [line] = open_sheet(file).lines
    assert line.number == 3
    assert line.cells == ("Delight", "2026-07-01", "2026-07-01T09:30:00", "1.25", "3", "true")


def test_a_percentage_of_a_spreadsheet_is_read_as_it_is_shown(tmp_path: Path) -> None:
    made, file = Workbook(), tmp_path / "okrs.xlsx"
    made.active.append(["a", "b", "c", "d"])
    made.active.append([0.07, 1, 0.125, 40])
    for place, form in enumerate(["0%", "0%", "0.0%;[Red]-0.0%", '0"%"'], 1):
        made.active.cell(2, place).number_format = form
    made.save(file)
    [line] = open_sheet(file, decimal=",").lines
    assert line.cells == ("7%", "100%", "12,5%", "40")


def test_a_line_of_a_spreadsheet_that_ends_with_empty_cells_is_as_wide_as_the_header(tmp_path: Path) -> None:
    file = book(tmp_path, ["Title", "Team", "Note"], ["Delight", "Discover", None], ["Grow"])
    assert [line.cells for line in open_sheet(file).lines] == [("Delight", "Discover", ""), ("Grow", "", "")]


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    file = written(tmp_path, '\ufeffTitle;Note\n\nA;"one\ntwo"\nB;x\n'.encode())
    sheet = open_sheet(file)
    assert sheet.header == ("Title", "Note")
    assert [(line.number, line.cells) for line in sheet.lines] == [(3, ("A", "one\ntwo")), (5, ("B", "x"))]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+cmd()", "-cmd()", "@SUM(A1)", "\t=1", "-5", "+3.5", "plain", "'quoted"]
)
def test_no_cell_written_is_a_formula_and_reading_it_gives_what_was_meant(cell: str) -> None:
    assert not harmless(cell).startswith(("=", "@", "\t")), "a program would compute it"
    assert meant(harmless(cell)) == cell
    assert harmless("-5") == "-5"


SPLITS = re.compile(r"[;\t\r\n]")


@given(st.text(alphabet="a'\";\t\r\n=+-@1 ", max_size=8))
def test_no_part_of_a_cell_is_a_formula_where_a_program_splits_at_semicolons_tabs_or_lines(cell: str) -> None:
    for part in SPLITS.split(harmless(cell) if not _is_number(cell) else ""):
        assert not part.lstrip('"').startswith(("=", "+", "-", "@"))
    assert meant(harmless(cell)) == cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
