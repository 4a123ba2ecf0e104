"""Rows become goals in their tree; cells become what they mean; mappings say which is which."""

from datetime import UTC, date, datetime
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from northlog.importing.bad_lines import bad_file, bad_lines
from northlog.importing.guess import guess, toml_of
from northlog.importing.mapping import BUILT_IN, Mapping, load_mapping
from northlog.importing.run import read_file
from northlog.importing.sheet import open_sheet, peek
from northlog.importing.trouble import Bad, CannotImport, Unfit
from northlog.importing.values import day, instant, number, period, reading, whole

ZURICH = ZoneInfo("Europe/Zurich")


def grown(folder: Path, layout: Mapping, *lines: str) -> list[tuple[int, str, int | None, str]]:
    """Line, kind, line above and what is wrong of each goal and check-in."""
    file = folder / "okrs.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    read = read_file(file, layout, lambda *_: None)
    nodes = [
        (each.line, each.kind.value, each.above and each.above.line, each.fault.message if each.fault else "")
        for each in read.nodes
    ]
    return nodes + [(bad.line, "", None, bad.reason) for bad in read.bad]


def layout(**columns: str) -> Mapping:
    types = {"o": "objective", "kr": "key_result", "c": "check_in"}
    return Mapping.model_validate({"columns": columns, "types": types if "type" in columns else {}})


def test_outline_numbers_make_the_tree(tmp_path: Path) -> None:
    assert grown(
        tmp_path,
        layout(order="No", type="Type", title="Title"),
        "No,Type,Title",
        "1,O,Delight",
        "1.2,O,First week",
        "1.2.1,KR,Completion",
        "2.1,KR,Lost",
        "1.2,KR,Twice",
        "x,KR,No number",
    ) == [
        (2, "objective", None, ""),
        (3, "objective", 2, ""),
        (4, "key_result", 3, ""),
        (5, "key_result", None, "there is no 2 above 2.1"),
        (6, "key_result", None, "1.2 is in line 3 already; 1.10 needs to be text"),
        (7, "key_result", None, "“x” is no outline number such as 1.2.1"),
    ]


def test_levels_make_the_tree_and_an_objective_below_a_key_result_serves_that_ones_objective(
    tmp_path: Path,
) -> None:
    assert grown(
        tmp_path,
        layout(level="Depth", type="Type", title="Title"),
        "Depth,Type,Title",
        "1,O,Delight",
        "2,KR,Drop-off",
        "3,O,First week",
        "2,KR,NPS",
        "deep,KR,Where",
        "1,KR,Alone",
    ) == [
        (2, "objective", None, ""),
        (3, "key_result", 2, ""),
        (4, "objective", 2, ""),
        (5, "key_result", 2, ""),
        (6, "key_result", None, "“deep” is no depth such as 1"),
        (7, "key_result", None, "a key result stands below an objective, and this row does not"),
    ]


def test_parents_may_come_later_and_leaves_are_key_results_where_no_column_says_what_is_what(
    tmp_path: Path,
) -> None:
    assert grown(
        tmp_path,
        layout(row="Id", parent="Above", title="Title"),
        "Id,Above,Title",
        "b,a,Completion",
        "a,,Delight",
        "c,,Alone",
        "d,e,One",
        "e,d,Other",
        "f,zz,Lost",
    ) == [
        (2, "key_result", 3, ""),
        (3, "objective", None, ""),
        (4, "objective", None, ""),
        (5, "key_result", 6, ""),
        (6, "objective", None, "“d” stands below this row itself"),
        (7, "objective", None, "there is no row “zz” in this file"),
    ]


def test_without_a_tree_a_row_belongs_to_what_stands_before_it(tmp_path: Path) -> None:
    assert grown(
        tmp_path,
        layout(type="Type", title="Title", value="Value"),
        "Type,Title,Value",
        "KR,Too early,",
        "O,Delight,",
        "KR,Completion,5",
        "C,,7",
        "?,What,",
        "O,,",
    ) == [
        (2, "key_result", None, "a key result stands below an objective, and this row does not"),
        (3, "objective", None, ""),
        (4, "key_result", 3, ""),
        (4, "check_in", 4, ""),
        (5, "check_in", 4, ""),
        (6, "objective", None, "“?” is none of o, kr, c"),
        (7, "objective", None, "is empty"),
    ]


def test_side_by_side_every_goal_is_one_however_many_rows_speak_of_it(tmp_path: Path) -> None:
    assert grown(
        tmp_path,
        load_mapping("generic"),
        "Objective,Key result,Start,Target,Current,Date,Value",
        "Delight,NPS,20,35,20,,",
        "delight,nps,20,35,,2026-07-01,24",
        "Delight,NPS,,40,,,25",
        "Delight,Tickets,100,70,90,,",
        ",Lost,1,2,,,",
        "Delight,Ragged",
    ) == [
        (2, "objective", None, ""),
        (2, "key_result", 2, ""),
        (3, "check_in", 2, ""),
        (4, "check_in", 2, "says otherwise than line 2 of the same key result; it has one target"),
        (5, "key_result", 2, ""),
        (5, "check_in", 5, ""),
        (6, "objective", None, "is empty; name the objective in every row"),
        (6, "key_result", 6, ""),
        (7, "", None, "has 2 cells under 7 columns; look for a separator too many or too few"),
    ]


def test_a_number_of_a_spreadsheet_is_what_it_is_whatever_mark_its_texts_have(tmp_path: Path) -> None:
    made, file = Workbook(), tmp_path / "okrs.xlsx"
    for row in (["No", "Title", "Target"], [1, "Delight", None], [1.1, "Rate", 1.234], [1.2, "Share", "1,5"]):
        made.active.append(row)
    made.save(file)
    mapping = Mapping.model_validate(
        {"columns": {"order": "No", "title": "Title", "target": "Target"}, "decimal": ","}
    )
    _, *results = read_file(file, mapping, lambda *_: None).nodes
    assert [number("target", each.cells["target"], mapping.decimal) for each in results] == [1.234, 1.5]
    assert [each.fault for each in results] == [None, None]


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("12.5", ".", 12.5),
        ("-3", ".", -3.0),
        ("65 %", ".", 65.0),
        ("$1,250,000.50", ".", 1250000.5),
        ("1'000", ".", 1000.0),
        ("12,5", ",", 12.5),
        ("1.250,5", ",", 1250.5),
        ("1e3", ".", 1000.0),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, decimal: str, value: float) -> None:
    assert number("value", text, decimal) == value


@pytest.mark.parametrize("text", ["12,5", "1,2,3", "abc", "", "1e999", "nan", "inf", "0x1f", "12.5.1"])
def test_what_is_no_number_is_not_guessed_at(text: str) -> None:
    with pytest.raises(Unfit, match="is no number"):
        number("value", text)


def test_confidence_and_binary_values_are_read_strictly() -> None:
    assert (whole("confidence", "7/10", 10), whole("confidence", "0", 10)) == (7, 0)
    for text in ("11", "7.5", "-1"):
        with pytest.raises(Unfit, match="from 0 to 10"):
            whole("confidence", text, 10)
    assert (reading("value", "Yes", True, "."), reading("value", "0%", True, ".")) == (True, False)
    with pytest.raises(Unfit, match="write yes or no"):
        reading("value", "maybe", True, ".")


def test_a_day_alone_is_its_noon_and_an_hour_without_an_offset_is_of_the_organizations_clocks() -> None:
    def at(text: str) -> datetime:
        return instant("date", text, ["%d.%m.%Y"], ZURICH)

    assert at("2026-07-01") == at("01.07.2026") == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert at("2026-07-01T09:30") == datetime(2026, 7, 1, 7, 30, tzinfo=UTC)
    assert at("2026-07-01T09:30:00+00:00") == datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
    for text in ("07/01/2026", "soon", "0001-01-01", "2026-13-01"):
        with pytest.raises(Unfit, match="is no date"):
            day("date", text, ["%d.%m.%Y"])


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Q3 Y2025", (date(2025, 7, 1), date(2025, 9, 30))),
        ("2024-Q1", (date(2024, 1, 1), date(2024, 3, 31))),
        ("H2 2026", (date(2026, 7, 1), date(2026, 12, 31))),
        ("Y2025", (date(2025, 1, 1), date(2025, 12, 31))),
        ("Q5 2025", None),
        ("Summer", None),
    ],
)
def test_periods_are_known_by_their_usual_names(text: str, days: tuple[date, date] | None) -> None:
    assert period(text) == days


def test_a_cell_of_blanks_takes_no_time_to_be_refused() -> None:
    began = process_time()
    assert period(f"Q1{' ' * 30_000}x") is period(f"2025{'- ' * 15_000}x") is None
    with pytest.raises(Unfit, match="is no number"):
        number("value", f"1{' ' * 30_000}x")
    assert process_time() - began < 1


def test_a_guessed_mapping_is_one_that_works(tmp_path: Path) -> None:
    file = tmp_path / "okrs.csv"
    file.write_text(
        "Nr;Kind;Goal title;Department;Quarter;Responsible;Baseline;Target value;Mood\n"
        "1;Objective;Delight;Discover;Q3 2026;ada@example.org;;;ok\n"
        "1.1;KR;NPS;Discover;Q3 2026;;20,5;35;ok\n"
    )
    first, sheet = peek(open_sheet(file), 50)
    found = guess(sheet, first)
    out = tmp_path / "map.toml"
    out.write_text(toml_of(found, file.name), encoding="utf-8")
    mapping = load_mapping(str(out))
    assert found.left == ["Mood"]
    assert mapping.columns == {
        "title": "Goal title",
        "type": "Kind",
        "order": "Nr",
        "team": "Department",
        "cycle": "Quarter",
        "owner": "Responsible",
        "start": "Baseline",
        "target": "Target value",
    }
    assert mapping.decimal == ","
    assert grown(tmp_path, mapping, *file.read_text().splitlines())[1] == (3, "key_result", 2, "")


@pytest.mark.parametrize(("said", "also"), [("01/07/2026", True), ("31/07/2026", False)])
def test_days_that_may_be_meant_otherwise_are_pointed_out_in_a_guess(
    tmp_path: Path, said: str, also: bool
) -> None:
    file = tmp_path / "okrs.csv"
    file.write_text(f"Goal title,Date\nDelight,{said}\n")
    first, sheet = peek(open_sheet(file), 50)
    proposed = toml_of(guess(sheet, first), file.name)
    assert ('# Days may also be meant as "%d/%m/%Y"' in proposed) == also
    assert proposed.count("\ndates = ") == 1


def test_what_cells_say_is_known_in_large_letters_and_in_small_ones(tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(
        'drafts = ["Not started"]\nstrategic = ["Company"]\n[columns]\ntitle = "Goal"\ntype = "Type"\n'
        '[types]\nObjective = "objective"\n[measures]\nPercent = "completion"'
    )
    mapping = load_mapping(str(tmp_path / "map.toml"))
    assert (mapping.drafts, mapping.strategic, mapping.measures) == (
        ["not started"], ["company"], {"percent": "completion"},
    )  # fmt: skip
    assert grown(tmp_path, mapping, "Goal,Type", "Delight,OBJECTIVE") == [(2, "objective", None, "")]


def test_the_file_of_bad_lines_reads_by_the_same_mapping_whatever_its_encoding_and_headers(tmp_path: Path) -> None:
    file = tmp_path / "okrs.csv"
    file.write_bytes('"Goal; short; one line; nothing else",Größe\nÜben,viel\n'.encode("cp1252"))
    mapping = Mapping.model_validate(
        {"columns": {"title": "Goal; short; one line; nothing else", "target": "Größe"}, "encoding": "cp1252"}
    )
    lines = bad_lines(file, mapping, read_file(file, mapping, lambda *_: None), [Bad(2, "Größe", "is no number")])
    rest = bad_file(file)
    rest.write_bytes(b"".join(lines))
    [node] = read_file(rest, mapping, lambda *_: None).nodes
    assert node.cells == {"title": "Üben", "target": "viel"}


def test_every_built_in_mapping_loads_and_a_wrong_one_says_what_is_wrong(tmp_path: Path) -> None:
    for name in BUILT_IN:
        assert load_mapping(name).columns
    for text, why in [
        ('[columns]\nnonsense = "A"', "“nonsense” is no field"),
        ("[columns]\n", "columns"),
        ("columns = 3", "columns"),
        ("[columns", "is no TOML"),
        ('dates = ["%d %d"]\n[columns]\ntitle = "A"', "“%d %d” is no form of a day"),
        ('dates = ["%d.%m."]\n[columns]\ntitle = "A"', "“%d.%m.” is no form of a day"),
        ('dates = ["%Q"]\n[columns]\ntitle = "A"', "“%Q” is no form of a day"),
    ]:
        (tmp_path / "map.toml").write_text(text)
        with pytest.raises(CannotImport, match=why):
            load_mapping(str(tmp_path / "map.toml"))
    with pytest.raises(CannotImport, match="There is no mapping “lattice”"):
        load_mapping("lattice")
