"""Spreadsheets for tests of imports, and importing them into a house."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import text

from northlog.importing.frames import Wants
from northlog.importing.mapping import Mapping, load_mapping
from northlog.importing.run import Outcome, import_file, read_file
from tests.api import northlog_of
from tests.house import House
from tests.observed import rows_of

HEADS = ("Objective", "Key result", "Team", "Cycle", "Start", "Target", "Date", "Value", "Confidence", "Owner")
ALL_MADE = Wants(create_people=True, create_teams=True, create_cycles=True)
Told = Callable[[str, int, int | None], object]


def sheet(file: Path, rows: Sequence[Sequence[str]], heads: Sequence[str] = HEADS) -> Path:
    """The rows as a CSV file."""
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([heads, *rows])
    return file


def observed_quarter(file: Path) -> Path:
    """The real quarter of tests/data as one would keep it in a spreadsheet: a row a check-in."""
    teams = {row["objective"]: row["team"] for row in rows_of("objectives")}
    said: dict[str, list[dict[str, str]]] = {}
    for row in rows_of("check_ins"):
        said.setdefault(row["key_result"], []).append(row)
    rows = []
    for row in rows_of("key_results"):
        of, name = row["objective"], row["key_result"]
        goal = (of, name, teams[of], "Q3 2023", row["start"], row["target"])
        entries = [
            (each["recorded_at"] + "+00:00", each["value"], each["confidence"]) for each in said.get(name, [])
        ]
        rows += [(*goal, *entry, "") for entry in entries or [("", "", "")]]
    return sheet(file, rows)


def imported(
    house: House,
    file: Path,
    wants: Wants = ALL_MADE,
    told: Told = lambda *_: None,
    layout: Mapping | None = None,
    **how: Any,
) -> Outcome:
    """What became of importing a file, by the generic mapping if no other is named."""
    layout = layout or load_mapping("generic")
    read = read_file(file, layout, told)
    how = {"dry_run": False, "skip_bad": False} | how
    return import_file(northlog_of(house), house.org, "test", read, layout, wants, told=told, **how)


def counted(house: House, table: str, where: str = "true") -> int:
    """Rows of the organization in a table of the log, counted by the owner."""
    with house.owner.begin() as connection:
        query = text(f"select count(*) from northlog.{table} where org = :org and {where}")
        return int(connection.execute(query, {"org": house.org}).scalar_one())
