"""Served mode: a PostgreSQL that is reached by TCP and wants passwords, as docker-compose.yml sets one up."""

import json
import os
import re
import socket
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx2 as httpx
import pytest
import yaml
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from domain.organization import FoundOrganization, RenameOrganization
from events.append import Origin
from migrations import current, newest
from northlog import organizations
from northlog.embedded import Programs
from northlog.embedded.account import find_account
from northlog.settings import Settings, WrongSetting
from northlog.wiring import open_northlog
from projections.current.queries import CurrentReader
from tests.embedded_tools import until

ROOT = Path(__file__).parents[2]
RUN = "from northlog.cli.main import run; run()"
OWNER_PASSWORD = "owners-secret"
# All that means something in a URL, so that quoting it is proven.
APP_PASSWORD = "p@ss:w/rd?#%20"


@pytest.fixture(scope="module")
def server(programs: Programs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The owner's URL of a server on loopback that lets nobody in without a password."""
    folder = tmp_path_factory.mktemp("served")
    account = find_account(programs, folder)
    account.give(folder)
    password_file, data = folder / "password", folder / "data"
    password_file.write_text(OWNER_PASSWORD)

    def run(*argv: str) -> None:
        done = account.run(list(argv))
        assert done.returncode == 0, done.stdout.decode()

    run(programs.initdb, "-D", str(data), "-U", "northlog_owner", "--auth=scram-sha-256", "--no-sync",
        f"--pwfile={password_file}", "--encoding=UTF8", "--locale=C")  # fmt: skip
    port = _free_port()
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories= -c fsync=off"
    pg_ctl = (programs.pg_ctl, "-D", str(data))
    run(*pg_ctl, "-w", "-t", "60", "-l", str(data / "log"), "-o", options, "start")
    try:
        yield f"postgresql://northlog_owner:{OWNER_PASSWORD}@127.0.0.1:{port}/postgres"
    finally:
        run(*pg_ctl, "-w", "-m", "immediate", "stop")


@pytest.fixture
def migrated(server: str) -> str:
    """The same URL once `migrate` has run, as the compose file's one-shot service runs it."""
    settings = Settings(owner_url=server, app_password=APP_PASSWORD)  # type: ignore[arg-type]
    for _ in range(2):  # again changes nothing
        with open_northlog(settings, migrate=True) as northlog, northlog.owner.connect() as connection:
            assert current(connection) == newest()
    return server


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_app(server: str, password: str = APP_PASSWORD) -> Settings:
    url = make_url(server)
    text = f"postgresql://northlog_app:{quote(password, safe='')}@{url.host}:{url.port}/{url.database}"
    return Settings(database_url=text)  # type: ignore[arg-type]


def _origin() -> Origin:
    return Origin(actor="test", command_id=str(uuid.uuid4()), correlation_id="test")


def test_the_application_acts_and_reads_with_its_own_role_and_password(migrated: str) -> None:
    with open_northlog(_as_app(migrated)) as northlog:
        org = organizations.found(northlog, FoundOrganization(name="Northwind"), _origin())
        northlog.executor.execute(org, RenameOrganization(name="Northlight"), _origin())
    with open_northlog(_as_app(migrated)) as again:
        with again.app.connect() as nobody:
            assert CurrentReader(nobody, org).organization() is None
        with again.app.begin() as connection:
            connection.exec_driver_sql("select set_config('northlog.org', %s, true)", (org,))
            row = CurrentReader(connection, org).organization()
    assert row is not None
    assert (row.name, row.version) == ("Northlight", 2)


def test_the_application_has_no_owner_and_says_what_would_be_needed(migrated: str) -> None:
    with open_northlog(_as_app(migrated)) as northlog, pytest.raises(WrongSetting, match="NORTHLOG_OWNER_URL"):
        _ = northlog.owner


def test_the_application_cannot_migrate(migrated: str) -> None:
    with (
        pytest.raises(WrongSetting, match="NORTHLOG_OWNER_URL is needed to migrate"),
        open_northlog(_as_app(migrated), migrate=True),
    ):
        pass


def test_a_wrong_password_is_refused_and_not_shown(migrated: str) -> None:
    with open_northlog(_as_app(migrated, "wrong-guess")) as northlog, pytest.raises(OperationalError) as refused:
        northlog.app.connect()
    assert "password authentication failed" in str(refused.value)
    assert "wrong-guess" not in str(refused.value)


def test_passwords_do_not_stand_in_what_programs_print(migrated: str) -> None:
    settings = _as_app(migrated)
    with open_northlog(settings) as northlog:
        shown = repr(northlog)
    assert "northlog_app" in shown
    assert APP_PASSWORD not in shown
    assert quote(APP_PASSWORD, safe="") not in shown


def test_the_application_sees_whether_the_database_was_migrated(migrated: str) -> None:
    with open_northlog(_as_app(migrated)) as northlog, northlog.app.connect() as connection:
        assert current(connection) == newest()


def test_the_compose_files_services_work_together_as_processes(server: str, redis_url: str) -> None:
    """Its commands and environments, but for the containers: migrate, found an organization, serve, ask."""
    url = make_url(server)
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]

    def environment(service: str) -> dict[str, str]:
        passwords = {
            "POSTGRES_PASSWORD": OWNER_PASSWORD,
            "NORTHLOG_APP_PASSWORD": "apps-secret",
            "REDIS_PASSWORD": "rediss-secret",
        }
        given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        for name, text in services[service]["environment"].items():
            filled = re.sub(r"\$\{(\w+):\?[^}]*\}", lambda found: passwords[found[1]], str(text))
            reached = filled.replace("@postgres:5432/northlog", f"@{url.host}:{url.port}/{url.database}")
            given[name] = reached.replace("redis://:rediss-secret@redis:6379/0", redis_url)
        return given

    def northlog(*command: str) -> str:
        argv = [sys.executable, "-c", RUN, *command]
        done = subprocess.run(
            argv, env=environment("migrate"), capture_output=True, text=True, check=False, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    northlog(*services["migrate"]["command"])
    org = json.loads(northlog("org", "create", "Composed", "--json"))["organization_id"]
    told = northlog("--org", org, "token", "create", "--role", "viewer", "--expires", "1d", "--json")
    port = _free_port()
    serving = subprocess.Popen(
        [sys.executable, "-c", RUN, *services["api"]["command"]],
        env={**environment("api"), "NORTHLOG_PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http:
            until(lambda: serving.poll() is not None or _answers(http, "/readyz"), seconds=30)
            token = {"Authorization": f"Bearer {json.loads(told)['secret']}"}
            assert http.get("/v1/organization", headers=token).json()["name"] == "Composed"
    finally:
        serving.terminate()
        _, said = serving.communicate(timeout=30)
    assert serving.returncode == 0, said


def _answers(http: httpx.Client, path: str) -> bool:
    try:
        return http.get(path).status_code == 200
    except httpx.TransportError:
        return False
