"""Serving the API until Ctrl-C."""

import errno
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import closing

import uvicorn

from northlog.api.app import create_app
from northlog.api.role import refuse_powerful_role
from northlog.wiring import Northlog

GRACE_SECONDS = 10
UNREAD_SECONDS = 60
"""So long what is sent may stand unread. Then the connection is dropped: nothing above TCP would ever let go of a
client that stopped reading, of what is kept for it, and of the stream that it asked for."""
_ONES_OWN_HOSTS = "an address of this machine, such as 127.0.0.1 or 0.0.0.0"


class CannotListen(Exception):
    """The address cannot be listened on; the message is one sentence with the next step."""


class _Server(uvicorn.Server):
    def __init__(
        self, config: uvicorn.Config, on_ready: Callable[[], object], on_stop: Callable[[], object]
    ) -> None:
        super().__init__(config)
        self._on_ready = on_ready
        self._on_stop = on_stop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._on_stop()
        await super().shutdown(sockets)


def serve(northlog: Northlog, host: str, port: int, on_ready: Callable[[], object] = lambda: None) -> None:
    """Serve until Ctrl-C or SIGTERM; requests under way are answered first, those that wait for news at once.
    ``on_ready`` is called once it listens. Raises ``CannotListen``, and ``WrongSetting`` for a database role that
    is too powerful."""
    refuse_powerful_role(northlog.app)
    with closing(listen(host, port)) as listener:
        app = create_app(northlog)
        config = uvicorn.Config(
            app,
            access_log=False,
            log_config=None,
            lifespan="off",
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        # uvicorn raises the signal that stopped it once more, for those who asked for it: as Ctrl-C, both.
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            _Server(config, on_ready, app.state.news.end).run(sockets=[listener])
        except KeyboardInterrupt:
            pass
        finally:
            signal.signal(signal.SIGTERM, before)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises ``CannotListen``."""
    try:
        family, *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.create_server((host, port), family=family)
    except socket.gaierror as error:
        raise CannotListen(f"There is no address {host}; take {_ONES_OWN_HOSTS}.") from error
    except PermissionError as error:
        raise CannotListen(f"Port {port} may not be listened on by this user; take one above 1023.") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sentence = f"Port {port} of {host} is in use; stop what listens there, or choose another with --port."
            raise CannotListen(sentence) from error
        raise CannotListen(f"{host} port {port} cannot be listened on; take {_ONES_OWN_HOSTS}.") from error
    if sys.platform == "linux":  # others know no such limit; each connection inherits it
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(UNREAD_SECONDS * 1000))
    return listener
