"""Real processes: the first run, two at once, the API until it is stopped, and what stands in the way."""

import json
import os
import signal
import socket
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal, files, run, start
from tests.services import free_port


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        yield listener.getsockname()[1]


def test_help_comes_without_a_database_and_says_what_there_is(tmp_path: Path) -> None:
    code, out, errors = run("--data-dir", str(tmp_path / "data"), "--help")
    assert (code, errors) == (0, "")
    assert all(name in out for name in ("up", "demo", "check-in", "doctor", "rebuild"))
    assert files(tmp_path) == []


def test_two_commands_at_once_in_a_new_folder_share_one_server(tmp_path: Path) -> None:
    names = ("One", "Two", "Three")
    processes = [start("--data-dir", str(tmp_path), "org", "create", name, "--json") for name in names]
    ended = [(process.communicate(timeout=60), process.returncode) for process in processes]
    assert [code for _, code in ended] == [0, 0, 0], ended
    code, out, _ = run("--data-dir", str(tmp_path), "org", "list", "--json")
    assert code == 0
    assert {each["name"] for each in json.loads(out)} == set(names)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_up_serves_until_it_is_stopped(tmp_path: Path, stop: signal.Signals) -> None:
    port = free_port()
    with Terminal("--data-dir", str(tmp_path), "up", "--port", str(port)) as terminal:
        terminal.until("Ctrl-C stops it.")
        assert "INFO" not in terminal.seen
        assert f"http://127.0.0.1:{port}/docs" in terminal.seen
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
            assert answer.status == 200
        os.kill(terminal.process.pid, stop)
        assert terminal.ends() == 0
        assert "Traceback" not in terminal.seen
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()


@pytest.mark.parametrize("command", [["up"], ["serve"], ["demo", "run"]])
def test_a_port_in_use_is_one_sentence_before_anything_is_made(
    tmp_path: Path, taken: int, command: list[str]
) -> None:
    code, out, errors = run("--data-dir", str(tmp_path / "data"), *command, "--port", str(taken))
    assert (code, out, errors.count("\n")) == (1, "", 1)
    assert f"Port {taken} of 127.0.0.1 is in use" in errors
    assert ("make demo ARGS=" in errors) is (command[0] == "demo")
    assert files(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, out, errors = run("--data-dir", str(tmp_path / "file" / "data"), "org", "create", "Acme")
    assert (code, out, errors.count("\n")) == (1, "", 1)
    assert str(tmp_path / "file") in errors


def test_a_broken_data_folder_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "base").mkdir()
    for command in (["show"], ["demo", "run", "--exit"]):
        code, out, errors = run("--data-dir", str(tmp_path), *command)
        assert (code, out, errors.count("\n")) == (1, "", 1)
        assert "PG_VERSION is missing" in errors


def test_the_doctor_says_what_is_wrong_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "base").mkdir()
    code, out, errors = run("--data-dir", str(tmp_path), "doctor", "--json")
    assert (code, errors) == (1, "")
    found = {each["name"]: each for each in json.loads(out)}
    assert found["database"]["state"] == "wrong"
    assert "restore it from a backup" in found["database"]["found"]


def test_a_reader_who_leaves_early_is_no_fault(tmp_path: Path) -> None:
    with start("--data-dir", str(tmp_path), "--help") as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""


@pytest.mark.parametrize("command", [["show"], ["org", "list"], ["demo", "show"], ["rebuild"], ["log", "verify"]])
def test_what_only_looks_makes_no_data_and_says_how_to(tmp_path: Path, command: list[str]) -> None:
    code, out, errors = run("--data-dir", str(tmp_path / "data"), *command)
    assert (code, out, errors.count("\n")) == (2, "", 1)
    assert f"There is no Northlog data in {tmp_path / 'data'}; make some with" in errors
    assert files(tmp_path) == []


def test_the_doctor_makes_no_data_and_a_warning_is_no_failure(tmp_path: Path) -> None:
    code, out, errors = run("--data-dir", str(tmp_path / "data"), "doctor")
    assert (code, errors) == (0, "")
    assert "there is no data in" in out
    assert "!! is a warning" in out
    assert files(tmp_path) == []


def test_an_empty_log_says_how_to_begin(tmp_path: Path) -> None:
    code, out, errors = run("--data-dir", str(tmp_path), "show")
    assert (code, out) == (2, "")
    assert 'northlog org create "My company"' in errors


def test_the_version_is_said_without_a_database() -> None:
    assert run("--version") == (0, f"northlog {version('northlog')}\n", "")


def test_a_port_that_is_none_names_its_flag(tmp_path: Path) -> None:
    code, out, errors = run("--data-dir", str(tmp_path / "data"), "up", "--port", "99999")
    assert (code, out) == (1, "")
    assert errors.startswith("--port: ")


def test_a_terminal_of_few_characters_is_no_fault(tmp_path: Path) -> None:
    code, out, errors = run("--data-dir", str(tmp_path), "check-in", "--help", PYTHONIOENCODING="ascii")
    assert (code, errors) == (0, "")
    assert "CHECK_IN --reason ?" in out
