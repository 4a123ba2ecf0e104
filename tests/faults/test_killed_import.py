"""An import killed in the middle leaves nothing behind, and run again it is done once."""

import subprocess
import sys
from pathlib import Path

from tests.house import House
from tests.logs import assert_whole
from tests.sheets import counted, imported, sheet

CHECKED_IN = "type = 'objective.checked_in.v1'"


def killed_half_way(house: House, file: Path) -> None:
    url = house.app.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.faults.importer", url, house.org, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as importer:
        assert importer.stdout is not None
        try:
            assert importer.stdout.readline() == "half\n"
        finally:
            importer.kill()


def test_an_import_killed_half_way_is_nowhere_to_be_seen_and_completes_once_when_run_again(
    house: House, tmp_path: Path
) -> None:
    rows = [
        (f"Objective {goal}", "NPS", "Discover", "Q3 2026", "20", "35", f"2026-07-{day:02}", "24", "", "ada")
        for goal in range(45)
        for day in range(1, 29)
    ]
    file = sheet(tmp_path / "okrs.csv", rows)
    before = counted(house, "events")

    killed_half_way(house, file)

    assert (counted(house, "events"), counted(house, "commands"), counted(house, "person_keys")) == (before, 1, 0)
    assert house.rows("objectives") == []
    for done in (True, False):
        assert imported(house, file).done is done
        assert (counted(house, "events", CHECKED_IN), counted(house, "person_keys")) == (len(rows), 1)
    assert len(house.rows("objectives")) == 45
    assert_whole(house)
