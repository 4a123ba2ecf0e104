"""The benchmark runs, and its JSON has the names and the shape that others rely on. Nothing is timed here."""

import subprocess
import sys
from itertools import islice
from pathlib import Path

import orjson
import pytest

from bench.history import history
from northlog.embedded import EmbeddedError, Programs
from tests.services import missing

NAMES = {
    "append_vs_insert",
    "append_vs_eventsourcing",
    "batch_vs_copy",
    "batch_vs_eventsourcing",
    "rebuild_vs_copy",
    "rebuild_vs_eventsourcing",
    "rebuild_by_two_vs_copy",
    "rebuild_by_two_vs_one",
    "rebuild_all_vs_copy",
    "rebuild_all_by_two_vs_copy",
    "rebuild_all_by_two_vs_one",
    "projected_vs_append",
    "append_largest_vs_smallest",
    "batch_largest_vs_smallest",
    "rebuild_largest_vs_smallest",
    "rebuild_memory_vs_limit",
    "asof_vs_now_p50",
    "asof_vs_now_p95",
    "feed_vs_copy",
    "feed_memory_vs_limit",
    "rules_vs_loaded",
    "evaluated_vs_read",
    "alert_loaded_vs_idle_p50",
    "alert_loaded_vs_idle_p99",
    "export_vs_pyarrow",
    "export_memory_vs_limit",
    "import_memory_vs_limit",
    "import_vs_copy",
}


def test_the_json_has_the_promised_names_and_shape(tmp_path: Path) -> None:
    try:
        Programs.from_wheel()
    except EmbeddedError as error:
        missing("the wheel's PostgreSQL", [str(error)])
    file = tmp_path / "bench.json"
    command = [sys.executable, "-m", "bench", "--quick", "--sizes", "100", "300", "--json", str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    lines = orjson.loads(file.read_bytes())
    assert {name for name in lines if "_at_" not in name} == NAMES
    for line in lines.values():
        assert set(line) == {"value", "unit", "baseline", "baseline_name", "ratio"}
        less_is_better = line["unit"] in ("MiB", "ms")
        better = line["baseline"] / line["value"] if less_is_better else line["value"] / line["baseline"]
        assert line["ratio"] == pytest.approx(better)
        assert line["ratio"] > 0


def test_the_history_is_the_same_in_every_run() -> None:
    assert list(islice(history(1), 500)) == list(islice(history(1), 500))
    assert list(islice(history(1), 500)) != list(islice(history(2), 500))
