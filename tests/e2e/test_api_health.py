"""Whether the process lives and is ready, and what a lost database does to a request."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx2 as httpx
import pytest
from sqlalchemy import URL, create_engine, make_url, text

from northlog.api.app import create_app
from northlog.tokens import Role, create
from tests.api import Api, northlog_of, ok, problem
from tests.house import House, app_url
from tests.services import free_port, run_sql


def test_a_migrated_house_is_alive_and_ready(api: Api) -> None:
    client = api.anonymous()
    assert ok(client.get("/healthz")) == {"status": "alive"}
    assert ok(client.get("/readyz")) == {"status": "ready"}


@pytest.mark.parametrize(
    ("statement", "rule", "next_step"),
    [
        ("update public.northlog_schema_version set version_num = '0000'", "migrations", "northlog migrate"),
        ("update northlog.builds set version = 0", "projection", "northlog migrate"),
        ("update northlog.checkpoints set position = 0", "lag", "northlog rebuild"),
    ],
)
def test_a_host_that_is_not_ready_says_why_and_what_to_do(
    api: Api, statement: str, rule: str, next_step: str
) -> None:
    with api.house.owner.begin() as connection:
        connection.execute(text(statement))
    client = api.anonymous()
    document = problem(client.get("/readyz"), 503)
    assert (document["errors"][0]["rule"], next_step in document["detail"]) == (rule, True)
    assert client.get("/healthz").status_code == 200


def test_a_host_is_as_far_behind_as_the_organization_that_is_furthest(api: Api) -> None:
    other = api.house.another_organization()
    ok(api.client(Role.ADMIN, other).put("/v1/organization/name", json={"name": "Northlight"}))
    with api.house.owner.begin() as connection:
        connection.execute(text("update northlog.checkpoints set position = 0"))
    assert "is up to 2 events behind" in problem(api.anonymous().get("/readyz"), 503)["detail"]


@contextmanager
def _shut(api: Api) -> Iterator[None]:
    """The database refuses everybody, and throws out who is in."""
    url = api.house.owner.url.render_as_string(hide_password=False)
    name = make_url(url).database
    postgres = make_url(url).set(database="postgres").render_as_string(hide_password=False)
    run_sql(
        postgres,
        f"alter database {name} allow_connections false",
        f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'",
    )
    try:
        yield
    finally:
        run_sql(postgres, f"alter database {name} allow_connections true")


def test_a_lost_database_is_told_and_comes_back_by_itself(api: Api) -> None:
    client = api.client()
    ok(client.get("/v1/teams"))
    with _shut(api):
        for answer in (client.get("/v1/teams"), client.put("/v1/organization/name", json={"name": "Northlight"})):
            assert problem(answer, 503)["type"] == "/problems/database-lost"
            assert answer.headers["Retry-After"] == "2"
        assert problem(client.get("/readyz"), 503)["errors"][0]["rule"] == "database"
        assert client.get("/healthz").status_code == 200
    ok(client.put("/v1/organization/name", json={"name": "Northlight"}))
    assert client.get("/readyz").status_code == 200


def test_a_connection_cut_in_the_middle_of_a_command_writes_nothing_and_the_key_still_works(api: Api) -> None:
    client, key = api.client(), {"Idempotency-Key": "once"}
    held = threading.Event()
    with api.house.owner.begin() as connection:
        connection.execute(text("select * from northlog.heads for update"))
        answers: list[httpx.Response] = []

        def rename() -> None:
            held.set()
            answers.append(client.put("/v1/organization/name", json={"name": "Northlight"}, headers=key))

        thread = threading.Thread(target=rename)
        thread.start()
        held.wait(10)
        _cut_off_who_waits(api)
        thread.join(10)
    problem(answers[0], 503)
    assert ok(client.get("/v1/organization"))["name"] == "Northwind"
    again = client.put("/v1/organization/name", json={"name": "Northlight"}, headers=key)
    assert (ok(again)["version"], "Idempotency-Replayed" in again.headers) == (2, False)


CUT_OFF = """
select count(pg_terminate_backend(pid)) from pg_stat_activity
where wait_event_type = 'Lock' and datname = current_database()
"""


def _cut_off_who_waits(api: Api) -> None:
    url = api.house.owner.url.render_as_string(hide_password=False)
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            deadline = datetime.now(UTC) + timedelta(seconds=10)
            while not connection.execute(text(CUT_OFF)).scalar_one():
                assert datetime.now(UTC) < deadline, "the command never came to the lock"
                threading.Event().wait(0.02)
    finally:
        engine.dispose()


SERVE = """
import sys
from northlog.api.serve import CannotListen, serve
from northlog.settings import Settings
from northlog.wiring import open_northlog

with open_northlog(Settings()) as northlog:
    try:
        serve(northlog, "127.0.0.1", int(sys.argv[1]), lambda: print("ready", flush=True))
    except CannotListen as error:
        sys.exit(str(error))
"""


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_server_answers_says_that_its_port_is_in_use_and_stops_without_a_traceback(
    api: Api, stop: signal.Signals
) -> None:
    house = api.house
    _, secret = create(house.owner, house.org, "test", Role.VIEWER)
    environment = {"NORTHLOG_DATABASE_URL": _setting(house), "PYTHONPATH": ":".join(sys.path)}
    port = free_port()
    command = [sys.executable, "-c", SERVE, str(port)]

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    with start() as server:
        try:
            assert server.stdout is not None
            ready = server.stdout.readline()
            assert ready == "ready\n", server.stderr and server.stderr.read()
            headers = {"Authorization": f"Bearer {secret}"}
            answer = httpx.get(f"http://127.0.0.1:{port}/v1/organization", headers=headers)
            assert ok(answer)["name"] == "Northwind"
            assert "server" not in answer.headers

            with start() as second:
                _, said = second.communicate(timeout=30)
            assert (second.returncode, said.strip()) == (
                1,
                f"Port {port} of 127.0.0.1 is in use; stop what listens there, or choose another with --port.",
            )
            server.send_signal(stop)
            _, said = server.communicate(timeout=30)
        finally:
            server.kill()
    assert (server.returncode, "Traceback" in said) == (0, False)


def _setting(house: House) -> str:
    """The application's URL as a setting: by a Unix socket the user stands in the query."""
    url = make_url(app_url(house.owner.url.render_as_string(hide_password=False)))
    if url.host is None and url.username is not None:
        url = URL.create("postgresql", database=url.database, query={**url.query, "user": url.username})
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def test_where_no_connection_comes_free_even_the_gate_says_so(api: Api) -> None:
    secret = create(api.house.owner, api.house.org, "test", Role.VIEWER)[1]
    narrow = create_engine(api.house.app.url, pool_size=1, max_overflow=0, pool_timeout=0.1)
    busy = replace(api, app=create_app(replace(northlog_of(api.house), app=narrow)))
    with narrow.connect():
        document = problem(busy.bearing(secret).get("/v1/teams"), 503)
    narrow.dispose()
    assert document["type"] == "/problems/busy"
