"""Redis for the tests: a URL in the environment, a container, a program on the PATH, the wheel's."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from northlog.embedded import EmbeddedError, NoRedis, RedisServer, find_program
from tests.containers import DockerEngine, engine_answers, shared_container
from tests.services import missing, session_root

URL_VARIABLE = "NORTHLOG_TEST_REDIS_URL"
IMAGE = "redis:8-alpine"
PORT = 6379


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis that tests use side by side, each worker in a database of its own."""
    given = os.environ.get(URL_VARIABLE)
    if given:
        yield _of_worker(given)
        return
    root = session_root(tmp_path_factory) / "redis"
    root.mkdir(exist_ok=True)
    with ExitStack() as stack:
        yield _of_worker(_first_server(stack, root))


def _first_server(stack: ExitStack, root: Path) -> str:
    if engine_answers():
        return stack.enter_context(shared_container(root, RedisEngine()))
    try:
        return stack.enter_context(RedisServer(root, find_program())).url
    except EmbeddedError as refusal:
        missing("Redis", ["No Docker engine answers.", str(refusal)])


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[RedisServer]:
    """A Redis of the test's own, to be flushed and killed."""
    try:
        program = find_program()
    except NoRedis as refusal:
        missing("A Redis program", [str(refusal)])
    with RedisServer(tmp_path / "redis", program) as server:
        yield server


class RedisEngine(DockerEngine):
    """A container of Redis by testcontainers."""

    def start(self) -> tuple[str, str]:
        """Start one; its id and its URL."""
        from testcontainers.core.config import testcontainers_config
        from testcontainers.core.container import DockerContainer

        testcontainers_config.ryuk_disabled = True
        container = DockerContainer(IMAGE).with_exposed_ports(PORT).start()
        url = f"redis://{container.get_container_host_ip()}:{container.get_exposed_port(PORT)}"
        return container.get_wrapped_container().id, url


def _of_worker(url: str) -> str:
    number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return f"{url}?db={number}"
