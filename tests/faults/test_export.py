"""An export that is killed, or finds the disk full: nothing half is seen, and the next run goes on with it."""

import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from northlog.exporting.export import Exported, export
from northlog.exporting.folder import ASIDE
from northlog.exporting.formats import Format
from northlog.exporting.manifest import Manifest
from northlog.reading.looking import Looking
from projections.reporting import VIEWS
from tests.api import northlog_of
from tests.faults.exporter import FULL
from tests.house import House
from tests.worked_example import play

TABLES = [each.name for each in VIEWS]


def exported(house: House, folder: Path, position: int) -> Exported:
    return export(house.app, house.org, folder, Format.CSV, TABLES, position, exact=False)


def died(house: House, folder: Path, position: int, how: str, number: int) -> int:
    """The exit code of an export in a process of its own."""
    url = house.app.url.render_as_string(hide_password=False)
    words = [url, house.org, str(folder), str(position), how, str(number)]
    return subprocess.run([sys.executable, "-m", "tests.faults.exporter", *words], timeout=60).returncode


def seen(folder: Path) -> dict[str, bytes]:
    """The files of an export that whoever goes by its manifest sees, each as the manifest says."""
    manifest = Manifest.read(folder)
    if manifest is None:
        return {}
    found = {each.path: (folder / each.path).read_bytes() for each in manifest.files}
    assert {each.path: each.sha256 for each in manifest.files} == {
        path: sha256(held).hexdigest() for path, held in found.items()
    }
    return found


def all_files(folder: Path) -> set[str]:
    return {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()}


def test_a_killed_export_shows_what_was_there_before_and_is_gone_on_with(house: House, tmp_path: Path) -> None:
    of = play(house)
    looking = Looking(northlog_of(house), house.org)
    first, whole = looking.known_by(None), tmp_path / "whole"
    exported(house, whole, first)
    house.do(of.check_in(80.0))
    then = looking.known_by(None)
    before = seen(whole)
    new = len(exported(house, whole, then).added)
    # The plan, each new file when it is made, each when it is moved in, and the manifest twice.
    for number in (2, new + 3, 2 * new + 3):
        folder = tmp_path / str(number)
        exported(house, folder, first)
        assert died(house, folder, then, "replace", number) == -signal.SIGKILL
        assert seen(folder) == before
        house.do(of.check_in(90.0))  # goes on with what was begun, not with what was appended since
        assert exported(house, folder, looking.known_by(None)).resumed
        assert seen(folder) == seen(whole)
        assert all_files(folder) == all_files(whole)


def test_a_full_disk_leaves_nothing_half_and_the_export_goes_on_when_there_is_room(
    house: House, tmp_path: Path
) -> None:
    play(house)
    position = Looking(northlog_of(house), house.org).known_by(None)
    assert died(house, tmp_path / "full", position, "bytes", 2_000) == FULL
    assert {each.split("/")[0] for each in all_files(tmp_path / "full")} == {ASIDE, ".lock"}
    done, whole = exported(house, tmp_path / "full", position), exported(house, tmp_path / "whole", position)
    assert done.resumed
    assert not whole.resumed
    assert seen(tmp_path / "full") == seen(tmp_path / "whole")
    assert all_files(tmp_path / "full") == all_files(tmp_path / "whole")
