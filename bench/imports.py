"""Importing a spreadsheet end to end, beside COPY of its lines into a bare table, and the memory it takes.

``python -m bench.imports URL ORGANIZATION FILE`` imports in a process that does nothing else, and prints the
seconds and the MiB.
"""

import csv
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import psycopg
from sqlalchemy import create_engine, make_url

from bench.database import Database, make_database
from bench.measure import TRIAL
from bench.memory import peak
from bench.report import Line, within
from domain.organization import FoundOrganization
from events.append import Origin, found_log
from events.catalogue import CATALOGUE
from events.executor import Executor
from events.transaction import driver, transaction
from northlog.embedded import EmbeddedServer
from northlog.ids import new_id
from northlog.importing.frames import Wants
from northlog.importing.mapping import load_mapping
from northlog.importing.run import import_file, read_file
from northlog.installation import APP_ROLE
from northlog.people import People
from northlog.settings import Settings
from northlog.wiring import INLINE, Northlog

FULL, QUICK, TRYING = 50_000, 10_000, 60
"""Lines of the spreadsheet."""
READINGS, RESULTS, TEAMS = 10, 3, 40
"""Lines a key result, key results an objective, teams."""
HEADS = "Objective|Key result|Team|Cycle start|Cycle end|Start|Target|Date|Value|Confidence|Note"
_CREATE = """
create table bare_rows (objective text, key_result text, team text, starts_on date, ends_on date,
                        start float8, target float8, date date, value float8, confidence int, note text)
"""


def rows_for(largest: int) -> int:
    """By the largest log of the run, in events."""
    if largest < TRIAL:
        return TRYING
    return FULL if largest >= 1_000_000 else QUICK


def imports(server: EmbeddedServer, rows: int) -> dict[str, Line]:
    """All lines about imports, measured in a database of their own."""
    database = make_database(server, "bench_imports")
    url = make_url(database.owner_url).set(username=APP_ROLE, host="localhost")
    org, app = new_id(), create_engine(url)
    with transaction(app, org) as connection:
        found_log(driver(connection), org)
    found = FoundOrganization(name="Northwind", time_zone="Europe/Zurich")
    Executor(app, CATALOGUE, INLINE).execute(org, found, Origin("bench", new_id(), "bench"))
    app.dispose()
    with tempfile.TemporaryDirectory(prefix="northlog-bench-") as folder:
        file = _written(Path(folder) / "okrs.csv", rows)
        copied = rows / _copied(database, file)
        text = url.render_as_string(hide_password=False)
        command = [sys.executable, "-m", "bench.imports", text, org, str(file)]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds, mebibytes = map(float, out.split())
    rate = rows / seconds
    return {
        "import_vs_copy": Line(
            value=rate, unit="rows/s", baseline=copied, baseline_name="COPY of the same lines", ratio=rate / copied
        ),
        "import_memory_vs_limit": within(mebibytes, name=f"limit at {rows:,} lines"),
    }


def _written(file: Path, rows: int) -> Path:
    first = datetime.now(UTC).date() - timedelta(days=60)
    with file.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(HEADS.split("|"))
        for row in range(rows):
            result, week = divmod(row, READINGS)
            goal = result // RESULTS
            lines.writerow(
                (
                    f"Objective {goal} is worth having", f"Key result {result} moves", f"Team {goal % TEAMS}",
                    first, first + timedelta(days=91), 10, 90, first + timedelta(days=5 * week),
                    10 + 5 * week, row % 11, "It went well this week" if row % 3 else "",
                )
            )  # fmt: skip
    return file


def _copied(database: Database, file: Path) -> float:
    with psycopg.connect(database.conninfo(), autocommit=True) as connection:
        connection.execute(_CREATE)
        began = perf_counter()
        with connection.cursor() as cursor, cursor.copy("copy bare_rows from stdin csv header") as copy:
            copy.write(file.read_bytes())
        return perf_counter() - began


def _import(url: str, org: str, file: str) -> float:
    app = create_engine(url)
    northlog = Northlog(
        Settings(data_dir=Path("unused")), app, None, Executor(app, CATALOGUE, INLINE), People(app)
    )
    layout, wants = load_mapping("generic"), Wants(create_teams=True, create_cycles=True)
    began = perf_counter()
    read = read_file(Path(file), layout, _unheard)
    outcome = import_file(
        northlog, org, "bench", read, layout, wants, dry_run=False, skip_bad=False, told=_unheard
    )
    assert outcome.done, outcome.bad
    return perf_counter() - began


def _unheard(_doing: str, _done: int, _of: int | None) -> None:
    """Nobody looks."""


if __name__ == "__main__":
    print(_import(*sys.argv[1:]), peak())
