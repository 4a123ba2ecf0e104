"""A wire between client and server that can be cut at a chosen moment."""

import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from sqlalchemy import URL

PORT = 5432
Moment = Literal["before the request arrives", "before the answer arrives"]


@dataclass
class Wire:
    """Carries bytes both ways, until a request comes that it is to be cut at; once."""

    upstream: tuple[socket.AddressFamily, str | tuple[str, int]]
    is_due: Callable[[bytes], bool] | None = None
    moment: Moment = "before the request arrives"
    was_cut: bool = False
    open: list[socket.socket] = field(default_factory=list)

    def cut_when(self, is_due: Callable[[bytes], bool], moment: Moment) -> None:
        """Cut at the first request for which ``is_due(its bytes)``."""
        self.was_cut, self.is_due, self.moment = False, is_due, moment

    def mend(self) -> bool:
        """Cut no more; whether it was cut since it was told to be."""
        self.is_due = None
        return self.was_cut

    def serve(self, listener: socket.socket) -> None:
        """Take connections until the listener is closed."""
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                server = socket.socket(self.upstream[0])
                server.connect(self.upstream[1])
                self.open += [client, server]
                muted = threading.Event()
                for act in (self._requests, self._answers):
                    threading.Thread(target=act, args=(client, server, muted), daemon=True).start()

    def _requests(self, client: socket.socket, server: socket.socket, muted: threading.Event) -> None:
        with suppress(OSError):
            while data := client.recv(65536):
                due = self._is_due(data)
                if due and self.moment == "before the request arrives":
                    break
                if due:
                    muted.set()  # what belongs to the request still goes out; a pipeline is answered at its end
                server.sendall(data)
        _hang_up(client, server)

    def _answers(self, client: socket.socket, server: socket.socket, muted: threading.Event) -> None:
        with suppress(OSError):
            while data := server.recv(65536):
                if muted.is_set():
                    break
                client.sendall(data)
        _hang_up(client, server)

    def _is_due(self, request: bytes) -> bool:
        if self.was_cut or self.is_due is None:
            return False
        self.was_cut = self.is_due(request)
        return self.was_cut


def _hang_up(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def wire_to(url: URL) -> Iterator[tuple[Wire, URL]]:
    """A wire to the server of a URL, and the URL that leads through it."""
    host = url.query.get("host") or url.host or "127.0.0.1"
    port = int(str(url.query.get("port") or url.port or PORT))
    assert isinstance(host, str)
    to_socket = host.startswith("/")
    wire = Wire((socket.AF_UNIX, f"{host}/.s.PGSQL.{port}") if to_socket else (socket.AF_INET, (host, port)))
    with tempfile.TemporaryDirectory(prefix="wire") as folder, socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(Path(folder, f".s.PGSQL.{PORT}")))
        listener.listen()
        threading.Thread(target=wire.serve, args=(listener,), daemon=True).start()
        try:
            yield wire, url.set(host=None, port=None, query={"host": folder, "port": str(PORT)})
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            _hang_up(*wire.open)
            for each in wire.open:
                each.close()
