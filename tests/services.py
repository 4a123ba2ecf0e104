"""PostgreSQL for the tests: one server a test session, one database for each test that asks.

A conftest imports the fixtures: `from tests.services import make_database, postgres_url, ...`, and overrides
`prepare_template` to have migrations run once instead of for every database.
"""

import os
import socket
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import NullPool, create_engine, make_url, text

from northlog.embedded import EmbeddedError, EmbeddedServer, Programs
from tests.containers import NoContainer, shared_container

URL_VARIABLE = "NORTHLOG_TEST_DATABASE_URL"
REQUIRE_VARIABLE = "NORTHLOG_TEST_REQUIRE_SERVICES"


@contextmanager
def postgres_server(root: Path) -> Iterator[str]:
    """The owner's URL of the first server found; processes that give the same root share one server."""
    given = os.environ.get(URL_VARIABLE)
    if given:
        yield given
        return
    with ExitStack() as stack:
        yield _first_server(stack, root)


def _first_server(stack: ExitStack, root: Path) -> str:
    refusals = []
    for offer in (shared_container, _system_server, _wheel_server):
        try:
            return stack.enter_context(offer(root))
        except (NoContainer, EmbeddedError) as refusal:
            refusals.append(str(refusal))
    return missing("PostgreSQL", refusals)


@contextmanager
def _system_server(root: Path) -> Iterator[str]:
    with EmbeddedServer(root / "system", Programs.from_path(), durable=False) as server:
        yield server.url("northlog_owner", "postgres")


@contextmanager
def _wheel_server(root: Path) -> Iterator[str]:
    with EmbeddedServer(root / "wheel", Programs.from_wheel(), durable=False) as server:
        yield server.url("northlog_owner", "postgres")


def missing(service: str, refusals: list[str]) -> NoReturn:
    """Skip on a developer's machine, fail in CI: there, a skipped test is a test nobody notices is gone."""
    why = f"{service} is not to be had: {' '.join(refusals)}"
    if services_required():
        pytest.fail(why, pytrace=False)
    pytest.skip(why)


def services_required() -> bool:
    """Whether a missing service is a failure."""
    in_ci = os.environ.get("CI", "").lower() not in ("", "0", "false")
    return in_ci or os.environ.get(REQUIRE_VARIABLE) == "1"


def session_root(factory: pytest.TempPathFactory) -> Path:
    """A folder all workers of this test session agree on."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    root = shared / "services"
    root.mkdir(exist_ok=True)
    return root


def run_sql(url: str, *statements: str) -> None:
    """Run statements outside a transaction, as `create database` demands."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def in_database(url: str, database: str) -> str:
    """The same URL for another database."""
    return make_url(url).set(database=database).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The owner's URL of the session's server."""
    with postgres_server(session_root(tmp_path_factory)) as url:
        yield url


@pytest.fixture(scope="session")
def prepare_template() -> Callable[[str], None]:
    """What is done, given the owner's URL, to the database all others are copied from."""
    return lambda url: None


@pytest.fixture(scope="session")
def template_database(postgres_url: str, prepare_template: Callable[[str], None]) -> Iterator[str]:
    """The name of the database the others are copied from; one a worker, so that workers never wait."""
    name = f"template_{uuid.uuid4().hex}"
    run_sql(postgres_url, f"create database {name}")
    try:
        prepare_template(in_database(postgres_url, name))
        yield name
    finally:
        run_sql(postgres_url, f"drop database {name} with (force)")


@pytest.fixture
def make_database(postgres_url: str, template_database: str) -> Iterator[Callable[[], str]]:
    """Makes databases and gives their owner's URLs; they are dropped after the test."""
    made: list[str] = []

    def make() -> str:
        name = f"test_{uuid.uuid4().hex}"
        run_sql(postgres_url, f"create database {name} template {template_database}")
        made.append(name)
        return in_database(postgres_url, name)

    try:
        yield make
    finally:
        for name in made:
            run_sql(postgres_url, f"drop database if exists {name} with (force)")
