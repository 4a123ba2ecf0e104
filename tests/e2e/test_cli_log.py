"""The log is listed, verified, exported, and verified again without a database."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, NullPool, create_engine, text

from northlog.embedded import EmbeddedServer, Programs
from tests.e2e.cli import Cli, bare, cli

__all__ = ["bare", "cli"]


@contextmanager
def unguarded(cli: Cli) -> Iterator[Connection]:
    """The log as somebody with the owner's powers and bad intent has it."""
    with EmbeddedServer(cli.data_dir, Programs.from_wheel()) as server:
        engine = create_engine(server.url("northlog_owner"), poolclass=NullPool)
        with engine.begin() as connection:
            connection.execute(text("alter table northlog.events disable trigger events_are_immutable"))
            yield connection
            connection.execute(text("alter table northlog.events enable trigger events_are_immutable"))


@contextmanager
def tampered(cli: Cli, position: int) -> Iterator[None]:
    change = text("update northlog.events set actor = :actor where position = :position")
    with unguarded(cli) as connection:
        connection.execute(change, {"actor": "somebody", "position": position})
    yield
    with unguarded(cli) as connection:
        connection.execute(change, {"actor": "operator", "position": position})


def exported(cli: Cli, folder: Path) -> Path:
    file = folder / "log.ndjson"
    cli.says("log", "export", str(file))
    return file


def test_the_last_events_are_listed_with_their_bodies(cli: Cli) -> None:
    events = cli.json("log", "--last", "2")
    assert [each["position"] for each in events] == [cli.position() - 1, cli.position()]
    assert events[-1]["actor"] == "operator"
    assert events[-1]["body"]["title"] == "Guide is public"


def test_a_log_nobody_touched_is_whole(cli: Cli) -> None:
    found = cli.json("log", "verify")
    assert (found["whole"], found["events"], found["position"]) == (True, cli.position(), None)


def test_verifying_names_the_first_position_that_was_changed(cli: Cli) -> None:
    with tampered(cli, 3):
        result = cli.call("log", "verify")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "position 3" in result.stderr


def test_an_export_is_verified_without_any_database(cli: Cli, tmp_path: Path) -> None:
    file = exported(cli, tmp_path)
    elsewhere = Cli(tmp_path / "nowhere")
    found = elsewhere.json("log", "verify-file", str(file))
    assert (found["whole"], found["events"]) == (True, cli.position())
    assert not elsewhere.data_dir.exists()
    assert [each.name for each in tmp_path.iterdir()] == [file.name]


def test_a_changed_export_is_found_out_at_its_position(cli: Cli, tmp_path: Path) -> None:
    file = exported(cli, tmp_path)
    file.write_bytes(file.read_bytes().replace(b"Discover", b"Discovey", 1))
    result = cli.call("log", "verify-file", str(file), "--json")
    assert result.exit_code == 1
    assert "The chain breaks at position 4:" in result.stderr


@pytest.mark.parametrize("content", [b"", b"{}\n", b"no json\n", b'{"northlog":1,"organization":"x"}\n{}\n'])
def test_a_file_that_is_no_export_is_one_sentence(cli: Cli, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "other"
    file.write_bytes(content)
    result = cli.call("log", "verify-file", str(file))
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert "line" in result.stderr.lower()


def test_a_file_does_not_speak_to_the_terminal(cli: Cli, tmp_path: Path) -> None:
    file = exported(cli, tmp_path)
    text = file.read_bytes().replace(b'"stream":"organization","version":1', b'"stream":"\\u001b[31m","version":9')
    file.write_bytes(text)
    result = cli.call("log", "verify-file", str(file))
    assert (result.exit_code, "\x1b" in result.stderr, "\\x1b[31m" in result.stderr) == (1, False, True)


def test_a_file_that_cannot_be_written_or_read_is_one_sentence(cli: Cli, tmp_path: Path) -> None:
    for words in (["export", str(tmp_path / "none" / "log")], ["verify-file", str(tmp_path / "none")]):
        result = cli.call("log", *words)
        assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
        assert "no such file" in result.stderr


def test_an_export_that_lacks_its_end_says_where_it_ends_and_what_it_cannot_know(cli: Cli, tmp_path: Path) -> None:
    file = exported(cli, tmp_path)
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:-1]))
    assert f"ends at position {cli.position() - 1}; whether more followed" in cli.says(
        *["log", "verify-file", str(file)]
    )
    file.write_bytes(b"".join(lines)[:-20])
    assert f"cut off in the middle of line {len(lines)}" in cli.call("log", "verify-file", str(file)).stderr


def test_an_export_into_no_folder_names_the_file_that_was_given(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "none" / "log.ndjson"
    assert cli.call("log", "export", str(file)).stderr.startswith(f"{file}: no such file")


def test_an_export_to_a_pipe_goes_through_it(cli: Cli, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit(pipe.read_bytes)
        cli.says("log", "export", str(pipe))
        assert pipe.is_fifo()
        assert read.result(timeout=10).count(b"\n") == cli.position() + 1


def test_an_export_to_a_link_goes_where_it_leads(cli: Cli, tmp_path: Path) -> None:
    link = tmp_path / "latest"
    link.symlink_to(tmp_path / "log.ndjson")
    cli.says("log", "export", str(link))
    assert link.is_symlink()
    assert (tmp_path / "log.ndjson").read_bytes().count(b"\n") == cli.position() + 1
