"""One POST, bounded in where it goes, how long it takes and how much is read. Redirects are not followed."""

import socket
import ssl
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import httpcore2
from httpcore2 import NetworkBackend, NetworkStream, SyncBackend

from workers.sending.deadline import left, within
from workers.sending.guard import Forbidden, Network, resolved, target
from workers.sending.message import Undelivered, quoted, unfound

SECONDS = 10.0
MOST_READ = 16 * 1024
LONGEST_PAUSE = timedelta(hours=24)


@dataclass(frozen=True)
class Client:
    """Posts to public addresses and to ``allowed`` networks. ``seconds``: for a whole exchange, however slowly it
    drips. ``context``: what TLS is verified against."""

    allowed: tuple[Network, ...] = ()
    seconds: float = SECONDS
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> None:
        """Post, and return if the receiver answered 2xx. Raises ``Undelivered``."""
        try:
            status, pause, text = self._exchange(url, headers, body)
        except Forbidden as forbidden:
            raise Undelivered(str(forbidden)) from None
        except (httpcore2.TimeoutException, TimeoutError):
            raise Undelivered(f"no answer within {self.seconds:g} seconds") from None
        except socket.gaierror:
            raise unfound(target(url).host) from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
            raise Undelivered(f"the connection failed: {type(error).__name__}: {error}"[:300]) from None
        if not 200 <= status < 300:
            # 410 Gone is how a receiver says that nothing is to be sent there ever again (Standard Webhooks).
            raise Undelivered(f"answered {status}: {text}"[:300], for_good=status == 410, not_before=pause)

    def _exchange(self, url: str, headers: Mapping[str, str], body: bytes) -> tuple[int, timedelta | None, str]:
        to = target(url)
        backend = _Guarded(self.allowed, to.scheme == "https", time.monotonic() + self.seconds)
        sent = list({"User-Agent": "northlog", **headers}.items())
        place = httpcore2.URL(scheme=to.scheme, host=to.host, port=to.port, target=to.path)
        with (
            httpcore2.ConnectionPool(ssl_context=self.context, network_backend=backend) as pool,
            pool.stream("POST", place, headers=sent, content=body) as answer,
        ):
            told = {name.lower(): value for name, value in answer.headers}
            return answer.status, _pause(told.get(b"retry-after", b"")), _beginning(answer.iter_stream())


def _pause(seconds: bytes) -> timedelta | None:
    return min(timedelta(seconds=int(seconds[:9])), LONGEST_PAUSE) if seconds.isdigit() else None


def _beginning(chunks: Iterable[bytes]) -> str:
    read = b""
    for chunk in chunks:
        read += chunk
        if len(read) > MOST_READ:
            break
    return quoted(read)


@dataclass
class _Guarded(NetworkBackend):
    """Connects only to addresses it has checked itself. ``deadline``: on the monotonic clock."""

    allowed: tuple[Network, ...]
    tls: bool
    deadline: float

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> NetworkStream:
        last: Exception | None = None
        for address in within(left(self.deadline), partial(resolved, host, port, self.allowed, tls=self.tls)):
            try:
                return _Timed(SyncBackend().connect_tcp(address, port, left(self.deadline)), self.deadline)
            except httpcore2.ConnectError as error:
                last = error
        raise last or OSError("the name leads nowhere")


@dataclass
class _Timed(NetworkStream):
    """A stream that ends at the deadline, not so long after each byte."""

    stream: NetworkStream
    deadline: float

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, left(self.deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, left(self.deadline, timeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        return _Timed(
            self.stream.start_tls(ssl_context, server_hostname, left(self.deadline, timeout)), self.deadline
        )

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)
