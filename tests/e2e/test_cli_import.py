"""`northlog import`: what would happen is said first; what is bad is said by line, column and reason."""

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.e2e.cli import Cli, bare

__all__ = ["bare"]

BIGPICTURE = """Order,Type,Summary,Status,Period,Owner,Weight,OKR type,Teams,Start value,Current value,Target value
1,Objective,Delight new customers,On track,Y2026,ada@example.org,1,Strategic theme,,0,0,10
1.1,Objective,Make the first week seamless,At risk,Q3 2026,ada@example.org,1,Team,"Discover, Care",0,0,10
1.1.1,Key result,Completion from 65 to 90,On track,Q3 2026,Ben,1,,,65,70,90
1.1.2,Key result,Tickets from 100 to 70,On track,Q3 2026,,1,,,100,100,70
"""
BETTERWORKS = [
    ("name", "type", "progress", "start_date", "end_date", "owner_email", "categories", "description"),
    ("Harden critical systems", "goal", None, "07/01/2026", "09/30/2026", "ada@example.org", "", "All of them"),
    ("Restore within the hour", "milestone", 40, "07/01/2026", "09/30/2026", "ada@example.org", "", ""),
]
PEOPLEBOX = """Row ID,Parent Row IDs,Goal Title,Owner Emails,Goal Cycle,Goal Type,Scope,Departments,Start Date,\
End Date,Starting Value,Target Value,Current Value
1,,Grow in small business,ada@example.org,Quarterly,Default Progress,Company,,01/07/2026,30/09/2026,,,
2,1,Contracts,ada@example.org,Quarterly,Number,Department,Sales,01/07/2026,30/09/2026,10,40,25
3,1,Price list,ada@example.org,Quarterly,Binary,Department,Sales,01/07/2026,30/09/2026,,,
"""
MADE = ("--create-teams", "--create-cycles", "--create-people")


@pytest.fixture(scope="module")
def cli(bare: Cli) -> Cli:
    """An organization with nobody in it but Ada."""
    bare.says("org", "create", "Northwind")
    bare.says("person", "add", "Ada Lovelace", "--email", "ada@example.org")
    return bare


def test_what_would_happen_is_said_and_nothing_done_then_all_of_it_once(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "okrs.csv"
    file.write_text(BIGPICTURE, encoding="utf-8")
    before = cli.position()

    said = cli.says("import", str(file), "--map", "bigpicture", "--dry-run", *MADE)
    assert cli.position() == before
    assert "would be new" in said
    assert f"{'objectives':26}2" in said
    assert "Columns not taken: Weight" in said

    found = cli.json("import", str(file), "--map", "bigpicture", *MADE)
    assert found["imported"]
    assert found["new"] == {
        "person": 1, "team": 2, "cycle": 2, "objective": 2, "key_result": 2, "check_in": 1, "link": 1,
    }  # fmt: skip
    assert cli.position() == before + found["events"]
    assert "Nothing changed" in cli.says("import", str(file), "--map", "bigpicture", *MADE)
    tree = cli.json("show", "Q3 2026")
    [objective] = tree["objectives"]
    assert (objective["title"], [each["value"] for each in objective["key_results"]]) == (
        "Make the first week seamless",
        [70.0, None],
    )


def test_layouts_of_other_trackers_go_in_by_name_as_csv_and_xlsx(cli: Cli, tmp_path: Path) -> None:
    book, xlsx, table = Workbook(), tmp_path / "goals.xlsx", tmp_path / "goals.csv"
    for row in BETTERWORKS:
        book.active.append(row)
    book.save(xlsx)
    table.write_text(PEOPLEBOX, encoding="utf-8")

    goals = cli.json("import", str(xlsx), "--map", "betterworks", *MADE)
    boxed = cli.json("import", str(table), "--map", "peoplebox", *MADE)

    assert goals["new"] == {"objective": 1, "key_result": 1, "check_in": 1}
    assert boxed["new"] == {"objective": 1, "key_result": 2, "check_in": 1}
    shown = {each["title"]: each for each in cli.json("show", "Q3 2026")["objectives"]}
    restored, contracts, prices = (
        result
        for title in ("Harden critical systems", "Grow in small business")
        for result in shown[title]["key_results"]
    )
    assert (restored["measure"]["kind"], restored["value"], contracts["value"]) == ("completion", 40.0, 25.0)
    assert (shown["Grow in small business"]["level"], prices["measure"]["kind"]) == ("strategic", "binary")


def test_bad_rows_keep_all_out_or_go_to_a_file_that_can_be_mended_and_imported(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "okrs.csv"
    wrong = BIGPICTURE.replace("Completion", "Tutorials").replace("65,70,90", "=2+3,70,90")
    file.write_text(wrong, encoding="utf-8")
    before = cli.position()

    refused = cli.call("import", str(file), "--map", "bigpicture")
    assert (refused.exit_code, cli.position()) == (2, before)
    assert "4      Start value   “=2+3” is no number" in refused.stdout
    assert refused.stderr.startswith("Nothing was imported; bad: 1 line.")

    found = cli.json("import", str(file), "--map", "bigpicture", "--skip-bad")
    rest = Path(found["bad_file"])
    assert rest == tmp_path / "okrs.csv.bad.csv"
    with rest.open(encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    assert [(row["Order"], row["Start value"], row["import column"]) for row in rows] == [
        ("1", "0", ""),
        ("1.1", "0", ""),
        ("1.1.1", "'=2+3", "Start value"),
    ]
    rest.write_text(rest.read_text(encoding="utf-8").replace("'=2+3", "65"), encoding="utf-8")
    mended = rest.read_bytes()
    again = cli.json("import", str(file), "--map", "bigpicture", "--skip-bad")
    assert (again["bad_file"], rest.read_bytes()) == (str(tmp_path / "okrs.csv.bad.2.csv"), mended)
    assert cli.json("import", str(rest), "--map", "bigpicture")["new"] == {"key_result": 1, "check_in": 1}


def test_a_mapping_is_proposed_written_beside_the_file_and_never_over_another(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("Goal,KR,Baseline,Target value,Quarter\nSimplify,Steps,9,4,Q3 2026\n", encoding="utf-8")
    proposed = cli.says("import", str(file), "--guess")
    assert "key_result" in proposed
    mapping = f"{file}.map.toml"
    assert cli.json("import", str(file), "--map", mapping)["new"] == {"objective": 1, "key_result": 1}
    again = cli.call("import", str(file), "--guess")
    assert (again.exit_code, "is there already" in again.stderr) == (1, True)


def test_what_cannot_be_imported_is_refused_in_one_sentence(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "okrs.csv"
    file.write_text("Colour\nred\n", encoding="utf-8")
    assert "there is no column “Objective”" in cli.refuses("import", str(file), "--map", "generic").replace(
        "T", "t"
    )
    assert "no mapping “lattice”" in cli.refuses("import", str(file), "--map", "lattice")
    assert "--guess" in cli.refuses("import", str(file))
    file.write_bytes(b"PK\x03\x04")
    assert "cut off or broken" in cli.refuses("import", str(file), "--map", "generic")
