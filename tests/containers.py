"""One PostgreSQL container for all workers of a test session, where a Docker engine answers."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from northlog.embedded.locks import KernelLock

IMAGE = "postgres:16-alpine"
DEFAULT_ENGINE = "unix:///var/run/docker.sock"
# Connecting and answering each get this long, so the probe takes two seconds at most.
PROBE_SECONDS = 1.0


class NoContainer(Exception):
    """No container is to be had here."""


class Engine(Protocol):
    """What is asked of whoever runs containers."""

    def start(self) -> tuple[str, str]:
        """Start one; its id and its URL."""

    def remove(self, container: str) -> None:
        """Remove the one with that id."""


def engine_answers() -> bool:
    """Whether a Docker engine answers; never hangs."""
    address = urlsplit(os.environ.get("DOCKER_HOST") or DEFAULT_ENGINE)
    try:
        with _connect(address.scheme, address.path, address.hostname, address.port) as engine:
            if os.environ.get("DOCKER_TLS_VERIFY"):
                return True  # it listens; the handshake is the client's business
            engine.sendall(b"GET /_ping HTTP/1.0\r\n\r\n")
            return b" 200 " in engine.recv(64)
    except OSError:
        return False


def _connect(scheme: str, path: str, host: str | None, port: int | None) -> socket.socket:
    if scheme == "unix":
        engine = socket.socket(socket.AF_UNIX)
        try:
            engine.settimeout(PROBE_SECONDS)
            engine.connect(path)
        except BaseException:
            engine.close()
            raise
        return engine
    if scheme in ("tcp", "http", "https") and host:
        return socket.create_connection((host, port or 2375), timeout=PROBE_SECONDS)
    raise OSError(f"no way to reach a Docker engine by {scheme}")


@contextmanager
def shared_container(root: Path, engine: Engine | None = None) -> Iterator[str]:
    """The URL of the session's container: the first to enter starts it, the last to leave removes it.

    Raises NoContainer where none can be had. The embedded server's kernel locks do the counting.
    """
    if engine is None:
        if not engine_answers():
            raise NoContainer("No Docker engine answers.")
        engine = DockerEngine()
    note = root / "container"
    with KernelLock(root / "container-users.lock") as users:
        with KernelLock(root / "container-start.lock") as turn:
            turn.wait_alone(300)
            if users.try_alone():
                note.write_text("\n".join(_started(engine)))
            users.share()
        container, url = note.read_text().split("\n")
        try:
            yield url
        finally:
            with KernelLock(root / "container-start.lock") as turn:
                turn.wait_alone(300)
                if users.try_alone():
                    engine.remove(container)


def _started(engine: Engine) -> tuple[str, str]:
    try:
        return engine.start()
    except Exception as error:
        raise NoContainer(f"The Docker engine gives no {IMAGE} ({error}).") from error


class DockerEngine:
    """Containers by testcontainers."""

    def start(self) -> tuple[str, str]:
        """Start one; its id and its URL."""
        # Imported here: where no engine answers, nothing of Docker's is needed.
        from testcontainers.community.postgres import PostgresContainer
        from testcontainers.core.config import testcontainers_config

        # Its reaper removes containers when the worker that started them ends, but others may go on.
        testcontainers_config.ryuk_disabled = True
        container = PostgresContainer(IMAGE, username="northlog_owner", driver="psycopg").start()
        return container.get_wrapped_container().id, container.get_connection_url()

    def remove(self, container: str) -> None:
        """Remove the one with that id."""
        import docker  # type: ignore[import-untyped]

        client = docker.from_env()
        try:
            client.containers.get(container).remove(force=True, v=True)
        finally:
            client.close()
