"""docs/verify_export.py, the page of plain Python that verifies an export, on exports of a real log."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.organization import RenameOrganization
from events import ndjson, read
from events.transaction import driver, transaction
from tests.house import House

PAGE = Path(__file__).parents[2] / "docs/verify_export.py"
Lines = list[dict[str, Any]]


def _export(house: House) -> Lines:
    for name in ('Ünï "quoted" \\ back', "Northlight", "Line\u2028separator", "Southlight"):
        house.do(RenameOrganization(name=name))
    with transaction(house.app, house.org) as connection:
        text = b"".join(ndjson.lines(house.org, read.every(driver(connection), house.org)))
    return [json.loads(line) for line in text.decode().split("\n")[:-1]]


def _run(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    file = folder / "export.ndjson"
    file.write_text(text, encoding="utf-8")
    # -I -S: no working folder and no installed package on the path, hence nothing of Northlog.
    command = [sys.executable, "-I", "-S", str(PAGE), str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def _text(lines: Lines) -> str:
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def test_an_export_is_found_intact_up_to_the_logs_head(house: House, tmp_path: Path) -> None:
    lines = _export(house)
    with transaction(house.app, house.org) as connection:
        head = read.head(driver(connection), house.org)
    assert head is not None
    done = _run(tmp_path, _text(lines))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"organization {house.org}: {head[0]} events intact, last hash {head[1].hex()}\n"


def _change(number: int, **fields: Any) -> Callable[[Lines], object]:
    return lambda lines: lines[number].update(fields)


@pytest.mark.parametrize(
    ("tamper", "says"),
    [
        (_change(3, body='{"name":"Forged"}'), "position 3: its hash does not fit"),
        (_change(2, actor="somebody else"), "position 2: its hash does not fit"),
        (_change(5, causation_id="1"), "position 5: its hash does not fit"),
        (_change(4, occurred_at="2020-01-01T00:00:00.000000Z"), "position 4: its hash does not fit"),
        (_change(4, recorded_at="2020-01-01T00:00:00.000000Z"), "position 4: it was recorded before"),
        (_change(2, version=7), "position 2: version 7 does not follow"),
        (_change(0, organization="another"), "position 1: its hash does not fit"),
        (lambda lines: lines.pop(2), "position 3: it stands where position 2 should"),
        (lambda lines: lines.insert(2, lines[3]), "position 3: it stands where position 2 should"),
        (
            lambda lines: lines.append({**lines[5], "position": 6, "version": 6}),
            "position 6: its hash does not fit",
        ),
    ],
)
def test_the_first_bad_position_is_named(
    tamper: Callable[[Lines], object], says: str, house: House, tmp_path: Path
) -> None:
    lines = _export(house)
    tamper(lines)
    done = _run(tmp_path, _text(lines))
    assert done.returncode == 1
    assert done.stderr.startswith(says)


NO_EXPORTS = [
    "",
    "no JSON\n",
    "[]\n",
    '{"northlog": 2, "organization": "x"}\n',
    '{"a": 1}\n',
    '{"northlog": 1, "organization": "\\u001b[31m"}\n',
    "[" * 100_000,
]


@pytest.mark.parametrize("text", NO_EXPORTS)
def test_what_is_no_export_is_told_in_a_sentence(text: str, tmp_path: Path) -> None:
    done = _run(tmp_path, text)
    assert done.returncode == 2
    assert "is no export of a Northlog log" in done.stderr
    assert "Traceback" not in done.stderr
