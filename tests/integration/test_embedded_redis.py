"""The embedded Redis: shared by who enters, ended by who leaves last, and let go of by who dies."""

import os
import signal
from pathlib import Path

import pytest
import redis

from northlog.embedded import EmbeddedError, NoRedis, RedisServer, find_program, running_url
from northlog.embedded import redis_server as module
from northlog.embedded.locks import KernelLock
from northlog.settings import Settings
from northlog.wiring import open_northlog
from tests.embedded_tools import until


@pytest.fixture
def server(own_redis: RedisServer) -> RedisServer:
    """Its folder is ``folder_of(tmp_path)``."""
    return own_redis


def client_of(server: RedisServer) -> redis.Redis:
    return redis.Redis.from_url(server.url)


def pid_of(server: RedisServer) -> int:
    with client_of(server) as client:
        return int(client.info("server")["process_id"])


def folder_of(tmp_path: Path) -> Path:
    return tmp_path / "redis"


def test_it_keeps_what_it_was_given_and_nobody_else_can_reach_it(server: RedisServer, tmp_path: Path) -> None:
    with client_of(server) as client:
        assert client.config_get("appendonly") == {"appendonly": "yes"}
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert client.config_get("port") == {"port": "0"}
    folder = Path(server.url.removeprefix("unix://")).parent
    assert folder.stat().st_mode & 0o077 == 0


def test_it_is_shared_and_ends_with_its_last_user(tmp_path: Path) -> None:
    with RedisServer(folder_of(tmp_path), find_program()) as first:
        pid = pid_of(first)
        with RedisServer(folder_of(tmp_path), find_program()) as second:
            assert pid_of(second) == pid
        assert pid_of(first) == pid
        assert running_url(folder_of(tmp_path)) == first.url
    assert running_url(folder_of(tmp_path)) is None
    assert not Path(first.url.removeprefix("unix://")).exists()


def test_what_it_was_given_is_there_after_it_was_killed(server: RedisServer, tmp_path: Path) -> None:
    with client_of(server) as client:
        client.set("told", "once")
        client.config_set("appendfsync", "always")
        client.set("told", "twice")
    os.kill(pid_of(server), signal.SIGKILL)
    until(lambda: running_url(folder_of(tmp_path)) is None)
    with RedisServer(folder_of(tmp_path), find_program()) as again, client_of(again) as client:
        assert client.get("told") == b"twice"


def test_a_path_too_long_for_a_socket_is_no_hindrance(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 120)
    with RedisServer(long, find_program()) as server:
        socket = Path(server.url.removeprefix("unix://"))
        assert long not in socket.parents
        assert pid_of(server) > 0
    assert not socket.parent.exists()


def test_a_program_that_does_not_start_is_one_sentence(tmp_path: Path) -> None:
    program = tmp_path / "redis-server"
    program.write_text("#!/bin/sh\necho 'it is broken'\nexit 1\n")
    program.chmod(0o755)
    with pytest.raises(EmbeddedError, match="it is broken"), RedisServer(tmp_path / "data", program):
        pass


def test_a_failure_to_leave_hides_nothing_that_went_wrong_inside(tmp_path: Path) -> None:
    class Clinging(RedisServer):
        def _leave(self, users: KernelLock) -> None:
            raise EmbeddedError("it did not stop")

    folder, program = folder_of(tmp_path), find_program()
    with RedisServer(folder, program), pytest.raises(ZeroDivisionError) as told, Clinging(folder, program):
        raise ZeroDivisionError
    assert told.value.__notes__ == ["it did not stop"]


def test_the_path_goes_before_the_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "valkey-server"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_program() == program


def test_without_any_program_northlog_works_without_redis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "NAMES", ())
    monkeypatch.setattr(module, "WHEEL", "no_such_wheel")
    with pytest.raises(NoRedis, match="NORTHLOG_REDIS_URL"):
        find_program()
    with open_northlog(Settings(data_dir=tmp_path), with_redis=True) as northlog:
        assert northlog.redis_url is None
        assert not northlog.woken.is_set()
        northlog.executor.committed("any")
        assert northlog.woken.is_set()
