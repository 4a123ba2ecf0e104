"""Exports: what the files hold is what the views tell, the same bytes for the same facts, and only what is new."""

import csv
import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest
from sqlalchemy import text

from domain.objective.commands import DraftObjective
from events.catalogue import CATALOGUE
from events.transaction import driver, transaction
from northlog.exporting.export import Exported, export
from northlog.exporting.folder import DONE, Folder, alone
from northlog.exporting.formats import Format, selected
from northlog.exporting.manifest import NAME, Entry, Manifest
from northlog.exporting.refusals import CannotExport
from northlog.formulas import harmless
from northlog.reading.looking import Looking
from projections.building.rebuild import rebuild
from projections.history import HISTORY
from projections.reporting import VERSION, VIEWS
from projections.reporting.contract import NUMBER, TEXT, WHOLE, Column, View
from projections.reporting.dimensions import OBJECTIVE
from projections.reporting.publishing import publish
from tests.api import northlog_of
from tests.house import House, new_id
from tests.reporting import Sample
from tests.worked_example import play

TABLES = [each.name for each in VIEWS]


def exported(house: House, folder: Path, format_: Format, position: int) -> Exported:
    return export(house.app, house.org, folder, format_, TABLES, position, exact=True)


def files_of(folder: Path, done: Manifest, table: str) -> list[str]:
    return [str(folder / each.path) for each in done.files if each.table == table]


def figures(view: View) -> list[str]:
    """What is compared: how many rows, and the sum of every column of numbers."""
    sums = [
        f'cast(coalesce(sum("{each.name}"), 0) as double precision)'
        for each in view.columns
        if each.type in (WHOLE, NUMBER)
    ]
    return ["count(*)", *sums]


def by_sql(house: House, view: View, position: int) -> tuple[float, ...]:
    with transaction(house.app, house.org) as connection:
        driver(connection).execute("select set_config('northlog.as_of', %s, true)", (str(position),))
        query = f"select {', '.join(figures(view))} from reporting.{view.name}"
        row = driver(connection).execute(query.encode()).fetchone()
    assert row is not None
    return tuple(map(float, row))


def by_duckdb(files: list[str], view: View) -> tuple[float, ...]:
    query = f"select {', '.join(figures(view))} from read_parquet(?, hive_partitioning = true)"
    row = duckdb.execute(query, [files]).fetchone()
    assert row is not None
    return tuple(map(float, row))


def test_duckdb_reads_from_two_runs_what_sql_says_at_once(sample: Sample, tmp_path: Path) -> None:
    first = exported(sample.house, tmp_path, Format.PARQUET, 1_200)
    done = exported(sample.house, tmp_path, Format.PARQUET, sample.position)
    assert set(done.added) < set(done.manifest.files)
    kept = set(done.manifest.files) & set(first.manifest.files)
    assert {each.after for each in done.added} >= {0, 1_200}, "some were written anew, others added to"
    assert kept
    for view in VIEWS:
        files = files_of(tmp_path, done.manifest, view.name)
        if files:
            assert by_duckdb(files, view) == pytest.approx(by_sql(sample.house, view, sample.position))
        else:
            assert by_sql(sample.house, view, sample.position)[0] == 0
    on_disk = {str(each.relative_to(tmp_path)) for each in tmp_path.rglob("part-*")}
    assert on_disk == {each.path for each in done.manifest.files}
    for each in done.manifest.files:
        assert sha256((tmp_path / each.path).read_bytes()).hexdigest() == each.sha256


@pytest.mark.parametrize("format_", Format)
def test_equal_facts_are_equal_bytes(sample: Sample, tmp_path: Path, format_: Format) -> None:
    tables = ["dim_team", "fact_reading", "fact_weekly_snapshot"]
    made = [
        export(sample.house.app, sample.house.org, tmp_path / name, format_, tables, 1_000, exact=True)
        for name in ("one", "other")
    ]
    assert made[0].manifest.files
    assert (tmp_path / "one/manifest.json").read_bytes() == (tmp_path / "other/manifest.json").read_bytes()
    again = export(sample.house.app, sample.house.org, tmp_path / "one", format_, tables, 1_000, exact=True)
    assert again.added == ()


def rows_of(house: House, view: View) -> list[dict[str, Any]]:
    with transaction(house.app, house.org) as connection:
        found = connection.execute(text(f"select row_to_json(v) from reporting.{view.name} v order by known_from"))
        return [
            {key: value for key, value in row.items() if key not in ("organization_id", "cycle_id")}
            for row in found.scalars()
        ]


def test_texts_come_back_as_they_were_and_run_nothing(house: House, tmp_path: Path) -> None:
    of = play(house)
    titles = ["=1+1", "+1", "-1", "@sum", 'quoted "so", and', "’tis fine", "a = b"]
    for title in titles:
        where = {"cycle_id": of.cycle_id, "team_id": of.team_id}
        house.do(DraftObjective(objective_id=new_id(), **where, title=title, why_now="one\ntwo \\"))
    position = Looking(northlog_of(house), house.org).known_by(None)
    lines = exported(house, tmp_path / "lines", Format.NDJSON, position).manifest
    (file,) = files_of(tmp_path / "lines", lines, OBJECTIVE.name)
    assert [json.loads(line) for line in Path(file).read_text("utf-8").splitlines()] == rows_of(house, OBJECTIVE)
    cells = exported(house, tmp_path / "cells", Format.CSV, position).manifest
    (file,) = files_of(tmp_path / "cells", cells, OBJECTIVE.name)
    with Path(file).open(encoding="utf-8", newline="") as opened:
        read = list(csv.DictReader(opened))
    assert [each["title"] for each in read][-7:] == ["'=1+1", "'+1", "'-1", "'@sum", *titles[4:]]
    assert len(read) == next(each.rows for each in cells.files if each.table == OBJECTIVE.name)


def test_a_tab_or_return_before_a_formula_is_neutralized_and_numbers_stay_numbers(house: House) -> None:
    columns = (Column("said", TEXT, ""), Column("number", NUMBER, ""))
    said = ["\t=1", "\r=1", "", "Grow;=1", 'a;"=1', "one\n-two\r\n@x\t+1", "'=1", "a;b", "it's - fine"]
    query = f"select {selected(Format.CSV, columns)} from unnest(%s::text[], %s::float[]) as given (said, number)"
    with house.owner.connect() as connection:
        rows = driver(connection).execute(query.encode(), (said, [-1.5] * len(said))).fetchall()
    assert [each for each, _ in rows] == [
        *["'\t'=1", "'\r'=1", "", "Grow;'=1", "a;'\"=1", "one\n'-two\r\n'@x\t'+1", "''=1", "a;b", "it's - fine"]
    ]
    assert [each for each, _ in rows] == [harmless(each) for each in said]
    assert {float(number) for _, number in rows} == {-1.5}


def test_a_folder_holds_one_export_and_never_goes_back(house: House, tmp_path: Path) -> None:
    play(house)
    position = Looking(northlog_of(house), house.org).known_by(None)
    done = exported(house, tmp_path, Format.CSV, position).manifest
    other = replace(house, org=house.another_organization().org)
    for asked in (
        lambda: exported(house, tmp_path, Format.NDJSON, position),
        lambda: exported(house, tmp_path, Format.CSV, position - 1),
        lambda: exported(other, tmp_path, Format.CSV, 1),
    ):
        with pytest.raises(CannotExport, match="choose another folder"):
            asked()
    assert Manifest.read(tmp_path) == done
    for content in (b"", b"[]", b'{"files": 3}', (tmp_path / NAME).read_bytes()[:-9]):
        (tmp_path / NAME).write_bytes(content)
        with pytest.raises(CannotExport, match="is no manifest of an export; choose another folder"):
            exported(house, tmp_path, Format.CSV, position)


def test_views_that_a_switch_left_behind_are_exported_when_they_are_published(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = play(house)
    looking = Looking(northlog_of(house), house.org)
    looking.known_by(None)
    monkeypatch.setattr("projections.building.rebuild.publish", lambda _: None)  # as while a report is read
    rebuild(house.owner, CATALOGUE, HISTORY)
    house.do(of.check_in(80.0))
    position = looking.known_by(None)
    with pytest.raises(CannotExport, match="northlog reporting publish"):
        exported(house, tmp_path, Format.CSV, position)
    assert Manifest.read(tmp_path) is None
    publish(house.owner)
    assert exported(house, tmp_path, Format.CSV, position).manifest.position == position


def test_what_was_begun_of_a_log_that_reached_further_is_not_gone_on_with(house: House, tmp_path: Path) -> None:
    play(house)
    position = Looking(northlog_of(house), house.org).known_by(None)
    plan = {"after": 0, "organization_id": house.org, "contract": VERSION, "format": "csv", "tables": TABLES}
    with alone(tmp_path) as place:
        place.begin(plan | {"upto": position + 9})
    done = export(house.app, house.org, tmp_path, Format.CSV, TABLES, position, exact=False)
    assert (done.resumed, done.manifest.position) == (False, position)


def test_a_line_of_the_journal_that_was_cut_off_takes_no_later_run_down(tmp_path: Path) -> None:
    def make(place: Folder, name: str) -> None:
        place.make(lambda *made: Entry("t", name, None, 0, 9, *made), name, lambda out: out.write(b"row"))

    with alone(tmp_path) as place:
        place.begin({})
        make(place, "a")
        with (place.aside / DONE).open("ab") as journal:
            journal.write(b'{"table": "dim_')
        for name in ("b", "c"):
            make(place, name)
        assert list(place.made()) == ["a", "c"]


def test_a_day_is_told_as_it_was_known_then(house: House) -> None:
    of = play(house)
    looking = Looking(northlog_of(house), house.org)
    end = looking.known_by(None)
    assert [looking.known_by(str(each)) for each in (1, end)] == [1, end]
    house.do(of.check_in())
    assert looking.known_by(str(end)) == end
    assert looking.known_by(None) == end + 1
