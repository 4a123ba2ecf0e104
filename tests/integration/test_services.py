"""The tests' own PostgreSQL: where it is found, that it is shared, and that CI never skips."""

import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from tests import services
from tests.containers import NoContainer, engine_answers, shared_container


def test_every_database_is_new_and_empty(make_database: Callable[[], str]) -> None:
    for url in (make_database(), make_database()):
        services.run_sql(url, "create table mine (n int)")
        assert make_url(url).database != "postgres"


def test_databases_are_copied_from_the_template_and_dropped(
    postgres_url: str, template_database: str, make_database: Callable[[], str]
) -> None:
    url = services.in_database(postgres_url, template_database)
    services.run_sql(url, "create table from_template as select 7 as n")
    engine = create_engine(make_database())
    with engine.connect() as connection:
        assert connection.scalar(text("select n from from_template")) == 7
    engine.dispose()
    services.run_sql(url, "drop table from_template")


def test_a_url_in_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(services.URL_VARIABLE, "postgresql+psycopg://owner@db/x")
    with services.postgres_server(tmp_path) as url:
        assert url == "postgresql+psycopg://owner@db/x"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("variables", "outcome"),
    [
        ({"CI": "true"}, pytest.fail.Exception),
        ({"NORTHLOG_TEST_REQUIRE_SERVICES": "1"}, pytest.fail.Exception),
        ({"CI": "false"}, pytest.skip.Exception),
        ({}, pytest.skip.Exception),
    ],
)
def test_a_missing_service_fails_where_it_must_not_be_missed(
    variables: dict[str, str], outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CI", "NORTHLOG_TEST_REQUIRE_SERVICES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(outcome, match="PostgreSQL is not to be had: nothing found"):
        services.missing("PostgreSQL", ["nothing found"])


def test_a_docker_engine_that_hangs_or_is_not_there_is_soon_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = tmp_path / "silent.sock"
    listener = silent_listener(silent)
    try:
        for host in (f"unix://{silent}", f"unix://{tmp_path / 'none'}", "tcp://127.0.0.1:1", "ssh://host"):
            monkeypatch.setenv("DOCKER_HOST", host)
            began = time.monotonic()
            assert not engine_answers()
            assert time.monotonic() - began < 2.5
    finally:
        listener.close()


def silent_listener(path: Path) -> socket.socket:
    """A socket that takes connections and never answers."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen()
    return listener


class CountingEngine:
    """An engine that starts nothing and remembers what was asked of it."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def start(self) -> tuple[str, str]:
        self.asked.append("start")
        return "id", "postgresql://db"

    def remove(self, container: str) -> None:
        self.asked.append(f"remove {container}")


def test_one_container_serves_all_and_the_last_removes_it(tmp_path: Path) -> None:
    engine = CountingEngine()
    meeting = threading.Barrier(4)

    def use() -> None:
        with shared_container(tmp_path, engine) as url:
            assert url == "postgresql://db"
            meeting.wait(10)

    workers = [threading.Thread(target=use) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert engine.asked == ["start", "remove id"]


def test_an_engine_that_gives_no_container_is_passed_over(tmp_path: Path) -> None:
    class Refusing(CountingEngine):
        def start(self) -> tuple[str, str]:
            raise subprocess.SubprocessError("no such image")

    with pytest.raises(NoContainer, match="no such image"), shared_container(tmp_path, Refusing()):
        pass
