"""The embedded server as its users see it: enter to use it, leave when done."""

import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg

from northlog.embedded import postmaster
from northlog.embedded.access import write_access
from northlog.embedded.account import Account, find_account
from northlog.embedded.database import DATABASE, connect, prepare, refused_for_good
from northlog.embedded.errors import EmbeddedError, disk_full, from_os_error
from northlog.embedded.folder import Layout, claim, has_cluster
from northlog.embedded.initdb import make_cluster
from northlog.embedded.locks import POLL_SECONDS, KernelLock, is_free
from northlog.embedded.log import LogMark
from northlog.embedded.programs import Programs
from northlog.embedded.sockets import PORT, check_private, choose_socket_folder, make_private
from northlog.embedded.turns import leaving, turn

START_SECONDS = 60.0
# Longer than anybody may take to make, start or stop a server.
TURN_SECONDS = 180.0


class EmbeddedServer:
    """A PostgreSQL server in a folder, shared by every process that enters it; the last to leave stops it."""

    def __init__(self, data_dir: Path, programs: Programs, *, durable: bool = True) -> None:
        """Name the folder and the programs; nothing happens before entering.

        `durable=False` is for tests: faster, and a crash of the machine may lose everything.
        """
        self._layout = Layout(data_dir.absolute().resolve())
        self._programs = programs
        self._durable = durable
        self._users: KernelLock | None = None
        self._socket_folder: Path | None = None
        self._account: Account | None = None

    def __enter__(self) -> Self:
        """Start the server or share the running one; raises EmbeddedError."""
        if self._users is not None:
            raise EmbeddedError(f"The server in {self._layout.root} is already in use by this object.")
        try:
            claim(self._layout.root)
            with self._turn():
                users = KernelLock(self._layout.users_lock)
                try:
                    users.share()
                    self._socket_folder = self._bring_up()
                except _NotReadyError:
                    users.close()  # it may be recovering, and would have to begin again if stopped
                    raise
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
        users, self._users, self._socket_folder = self._users, None, None
        if users is not None:
            with leaving(self._layout.root, error), users, self._turn():
                self._leave(users)

    def url(self, role: str, database: str = DATABASE) -> str:
        """The SQLAlchemy URL for `role`; raises EmbeddedError outside the `with` block."""
        if self._socket_folder is None:
            raise EmbeddedError(f"The server in {self._layout.root} is not in use; enter it first.")
        # The port is said, lest a PGPORT in the environment names another.
        host = quote(str(self._socket_folder), safe="/")
        return f"postgresql+psycopg://{quote(role)}@/{quote(database)}?host={host}&port={PORT}"

    def _turn(self) -> KernelLock:
        too_long = (
            f"Another process has been starting or stopping the server in {self._layout.root} for"
            f" {TURN_SECONDS:.0f} seconds; see {self._layout.log} and end that process."
        )
        return turn(self._layout.start_lock, TURN_SECONDS, too_long)

    def _bring_up(self) -> Path:
        """See to it that a server runs and can be used; gives its socket folder."""
        layout = self._layout
        made = has_cluster(layout, self._programs.major)
        mark = LogMark.end_of(layout.log)
        deadline = time.monotonic() + START_SECONDS
        started = False
        why = ""
        while True:
            # A held lock may be a server that runs, starts, stops, or the last processes of a killed one.
            with KernelLock(layout.server_lock) as lock:
                if lock.try_alone():
                    if started:
                        raise self._failed_start(mark)
                    self._start(lock, made=made)
                    started, deadline = True, time.monotonic() + START_SECONDS
            folder = postmaster.socket_folder_of(layout)
            if folder is not None:
                try:
                    check_private(folder, layout.cluster.stat().st_uid)
                    with connect(folder) as connection:
                        prepare(connection, layout.root, durable=self._durable)
                    return folder
                except FileNotFoundError:
                    why = f"there is no {folder} yet"  # named by the pid file of a server long dead
                except psycopg.OperationalError as error:
                    why = str(error).strip().partition("\n")[0]
                    if refused_for_good(error):
                        raise self._refused(why) from error
            if time.monotonic() > deadline:
                raise self._not_ready(mark, why)
            time.sleep(POLL_SECONDS)

    def _start(self, server_lock: KernelLock, *, made: bool) -> None:
        layout, account = self._layout, self._find_account()
        if not made:
            make_cluster(layout, self._programs, account, durable=self._durable)
        account.give_tree(layout.cluster)
        socket_folder = choose_socket_folder(layout.socket)
        make_private(socket_folder, account)
        postmaster.forget_dead_server(layout, socket_folder)
        write_access(layout)
        postmaster.spawn(self._programs, account, layout, socket_folder, server_lock, durable=self._durable)

    def _leave(self, users: KernelLock) -> None:
        """Stop using the server, with the start lock held; the last one stops it."""
        try:
            if users.try_alone() and not is_free(self._layout.server_lock):
                socket_folder = postmaster.socket_folder_of(self._layout)
                postmaster.stop(self._programs, self._find_account(), self._layout)
                _remove_if_empty(socket_folder)
        finally:
            users.close()

    def _find_account(self) -> Account:
        self._account = self._account or find_account(self._programs, self._layout.root)
        return self._account

    def _failed_start(self, mark: LogMark) -> EmbeddedError:
        reason, layout = mark.reason(), self._layout
        if mark.says("No space left on device"):
            return disk_full(layout.root)
        return EmbeddedError(
            f"PostgreSQL cannot start in {layout.cluster} ({reason}); read {layout.log} and mend what it"
            " names, or restore the folder from a backup."
        )

    def _refused(self, why: str) -> EmbeddedError:
        return EmbeddedError(
            f"The server in {self._layout.cluster} does not let this user in ({why});"
            f" see {self._layout.ident}, end the programs that use the server and try again."
        )

    def _not_ready(self, mark: LogMark, why: str) -> EmbeddedError:
        reason = mark.reason()
        return _NotReadyError(
            f"PostgreSQL in {self._layout.cluster} was not ready after {START_SECONDS:g} seconds"
            f" ({reason}; {why or 'it does not listen yet'}) and goes on trying;"
            f" read {self._layout.log} and try again."
        )


class _NotReadyError(EmbeddedError):
    """The server is there but does not answer in time."""


def _remove_if_empty(folder: Path | None) -> None:
    try:
        if folder is not None:
            folder.rmdir()
    except OSError:
        return  # it is made again, or found again, by the next start
