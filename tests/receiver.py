"""An independent receiver: a small HTTP server of the test's own that counts what it got."""

import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Got:
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


@dataclass
class Receiver:
    """``answer`` says with which status a request is answered; 0 closes the connection without a word, ``HANG``
    keeps it open until the test ends, ``DRIP`` never comes to an end.
    ``answered``: answers that were taken whole."""

    answer: Callable[[Got], int] = lambda _: 200
    text: bytes = b"thanks"
    headers: dict[str, str] = field(default_factory=dict)
    got: list[Got] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    answered: int = 0
    port: int = 0

    HANG = -1
    DRIP = -2

    def ids(self) -> list[str]:
        """The message ids in the order they came."""
        return [each.id for each in self.got]

    def times(self) -> Counter[str]:
        """How often each message came."""
        return Counter(self.ids())

    def url(self, host: str = "127.0.0.1", path: str = "/hook") -> str:
        return f"http://{host}:{self.port}{path}"


@contextmanager
def receiving(receiver: Receiver, context: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """The receiver on a free port of the loopback; over TLS with a context."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            sent = Got(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            receiver.got.append(sent)
            status = receiver.answer(sent)
            if status == receiver.HANG:
                receiver.over.wait(30)
            elif status == receiver.DRIP:
                self._drip()
            elif status:
                self.send_response(status)
                for name, value in {"Content-Length": str(len(receiver.text)), **receiver.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(receiver.text)
                receiver.answered += 1
                return
            self.close_connection = True

        def _drip(self) -> None:
            # One byte of an endless header at a time: every single read is quick.
            try:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while not receiver.over.wait(0.02):
                    self.wfile.write(b"x")
            except OSError:
                pass  # the sender hung up, as it should

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:
            pass  # a sender that hangs up is what some tests are about

    with Server(("127.0.0.1", 0), Handler) as server:
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        receiver.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield receiver
        finally:
            receiver.over.set()
            server.shutdown()
            thread.join()
