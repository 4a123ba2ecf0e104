"""What the embedded server says when it cannot serve: one sentence, with the folder and the next step."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from northlog.embedded import EmbeddedError, EmbeddedServer, Programs
from northlog.embedded import programs as programs_module
from northlog.embedded import server as server_module
from northlog.embedded.folder import Layout
from northlog.embedded.sockets import choose_socket_folder
from tests.embedded_tools import NOBODY, User, as_root, ask, is_gone, server_pid


def failure(data_dir: Path, programs: Programs, *, durable: bool = False) -> str:
    """The sentence entering fails with; the same object can be entered again after."""
    server = EmbeddedServer(data_dir, programs, durable=durable)
    with pytest.raises(EmbeddedError) as raised, server:
        pass
    said = str(raised.value)
    assert "\n" not in said
    assert said.endswith(".")
    assert "Traceback" not in said
    return said


@pytest.fixture
def made(data_dir: Path, programs: Programs) -> Path:
    """A data folder in which a server has run."""
    with EmbeddedServer(data_dir, programs, durable=False):
        return data_dir


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 80 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=80m,mode=755", "tmpfs", str(disk)]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine lets nobody mount a disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def fill(disk: Path) -> None:
    """Leave no room on a disk."""
    room = os.statvfs(disk)
    with (disk / "filler").open("wb") as filler:
        os.posix_fallocate(filler.fileno(), 0, room.f_bavail * room.f_frsize)


def test_a_file_in_the_folders_place(tmp_path: Path, programs: Programs) -> None:
    (tmp_path / "data").write_text("not a folder")
    for path in (tmp_path / "data", tmp_path / "data" / "below"):
        said = failure(path, programs)
        assert str(path) in said
        assert "move that file away" in said


@as_root
def test_a_folder_that_cannot_be_written(nobodys_folder: Path, programs: Programs) -> None:
    closed = nobodys_folder.parent / "closed"
    closed.mkdir()
    for folder in (closed / "data", nobodys_folder / "data"):
        if folder.parent == nobodys_folder:
            folder.mkdir(mode=0o500)
            os.chown(folder, NOBODY, NOBODY)
        with User(folder, programs, f"--uid={NOBODY}") as user:
            said = user.says()
        assert said.startswith(f"EmbeddedError: The folder {folder} cannot be written (permission denied);")
        assert said.endswith("choose another folder.")


@as_root
def test_a_folder_of_another_user(nobodys_folder: Path, programs: Programs) -> None:
    said = failure(nobodys_folder, programs)
    assert str(nobodys_folder) in said
    assert "belongs to nobody; run this as nobody" in said


def test_a_folder_that_is_not_postgresqls(data_dir: Path, programs: Programs) -> None:
    (data_dir / "postgres").mkdir(parents=True)
    (data_dir / "postgres" / "photo.jpg").touch()
    said = failure(data_dir, programs)
    assert "PG_VERSION is missing" in said
    assert str(data_dir / "postgres") in said
    assert (data_dir / "postgres" / "photo.jpg").exists()


def test_data_of_another_major_version(made: Path, programs: Programs) -> None:
    (made / "postgres" / "PG_VERSION").write_text("14\n")
    said = failure(made, programs)
    assert f"made by PostgreSQL 14, but the programs here are of PostgreSQL {programs.major}" in said


@pytest.mark.parametrize("lost", [False, True])
def test_a_damaged_control_file(lost: bool, made: Path, programs: Programs) -> None:
    control = made / "postgres" / "global" / "pg_control"
    if lost:
        control.unlink()
    else:
        whole = control.read_bytes()
        control.write_bytes(whole[:100] + bytes([whole[100] ^ 0xFF]) + whole[101:])
    said = failure(made, programs)
    assert ("global/pg_control" if lost else "(FATAL:  incorrect checksum in control file)") in said
    assert f"read {made / 'postgres.log'}" in said
    assert "restore the folder from a backup" in said
    assert is_gone(made)


def test_a_disk_without_room_for_a_new_database(small_disk: Path, programs: Programs) -> None:
    (small_disk / "ballast").write_bytes(b"x" * 60_000_000)
    assert failure(small_disk / "data", programs) == (
        f"The disk that holds {small_disk / 'data'} is full; free some space and try again."
    )
    (small_disk / "ballast").unlink()
    with EmbeddedServer(small_disk / "data", programs) as server:
        assert ask(server) == 1
    fill(small_disk)
    assert "is full; free some space" in failure(small_disk / "data", programs)
    (small_disk / "filler").unlink()
    with EmbeddedServer(small_disk / "data", programs) as server:
        assert ask(server) == 1


def fake_programs(folder: Path, postgres: str) -> Programs:
    """Programs of which the server does as told, and nothing else works."""
    folder.mkdir(mode=0o755)
    for name, script in {
        "initdb": 'case "$1" in --pgdata=*) touch "${1#*=}/PG_VERSION";; esac',
        "pg_ctl": "exit 1",
        "postgres": postgres,
    }.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    return Programs(folder)


def test_a_server_that_does_not_become_ready(
    tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "START_SECONDS", 0.2)
    told = 'case "$1" in --version) echo "postgres (PostgreSQL) 18.6";;'
    slow = fake_programs(tmp_path / "bin", f"{told} *) echo 'FATAL:  the moon is full'; exec sleep 0.6;; esac")
    said = failure(data_dir, slow)
    assert f"{data_dir / 'postgres'} was not ready after 0.2 seconds (FATAL:  the moon is full;" in said
    assert f"read {data_dir / 'postgres.log'} and try again." in said


def test_programs_that_are_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EmbeddedError, match=r"lacks PostgreSQL's initdb, pg_ctl, postgres; install"):
        Programs(tmp_path)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(EmbeddedError, match=r"pip install 'northlog\[embedded\]'"):
        Programs.from_wheel()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(programs_module, "SYSTEM_FOLDERS", tmp_path)
    with pytest.raises(EmbeddedError, match=r"No PostgreSQL 15 or newer is on the PATH"):
        Programs.from_path()


def test_programs_that_are_too_old_or_do_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_programs(tmp_path / "old", "echo 'postgres (PostgreSQL) 14.9'")
    broken = fake_programs(tmp_path / "broken", "echo 'no libpq' >&2; exit 127")
    monkeypatch.setenv("PATH", f"{tmp_path / 'old'}:{tmp_path / 'broken'}:/usr/bin:/bin")
    monkeypatch.setattr(programs_module, "SYSTEM_FOLDERS", tmp_path / "none")
    with pytest.raises(EmbeddedError, match=r"No PostgreSQL 15 or newer"):
        Programs.from_path()
    with pytest.raises(EmbeddedError, match=r"does not run here \(no libpq\)"):
        assert broken.major


def test_a_socket_folder_somebody_else_has_put_there(tmp_path: Path, programs: Programs) -> None:
    data_dir = tmp_path / ("x" * 120)
    planted = choose_socket_folder(Layout(data_dir.resolve()).socket)
    planted.mkdir()
    planted.chmod(0o755)
    try:
        said = failure(data_dir, programs)
    finally:
        planted.rmdir()
    assert f"The socket folder {planted} is not a folder that only" in said


def test_a_server_for_tests_does_not_serve_who_needs_durability(data_dir: Path, programs: Programs) -> None:
    with EmbeddedServer(data_dir, programs, durable=False) as server:
        pid = server_pid(data_dir)
        assert "was started for tests and may lose data" in failure(data_dir, programs, durable=True)
        assert ask(server) == 1
        assert server_pid(data_dir) == pid


def test_use_outside_the_block(data_dir: Path, programs: Programs) -> None:
    server = EmbeddedServer(data_dir, programs, durable=False)
    with pytest.raises(EmbeddedError, match="enter it first"):
        server.url("northlog_owner")
    with server, pytest.raises(EmbeddedError, match="already in use by this object"), server:
        pass
