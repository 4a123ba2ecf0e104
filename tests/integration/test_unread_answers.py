"""A client that stops reading is let go of, with all that was kept for it."""

import asyncio
import socket
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import closing

import pytest
import uvicorn
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from northlog.api import serve
from tests.embedded_tools import until


@pytest.mark.skipif(sys.platform != "linux", reason="it is Linux that ends such connections")
def test_a_stream_that_nobody_reads_any_more_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "UNREAD_SECONDS", 0.3)
    begun, ended = threading.Event(), threading.Event()

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 65_536
            await asyncio.sleep(0)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        begun.set()
        try:
            await StreamingResponse(endless())(scope, receive, send)
        finally:
            ended.set()

    with closing(serve.listen("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            with closing(socket.create_connection(listener.getsockname())) as client:
                client.sendall(b"GET / HTTP/1.1\r\nHost: northlog\r\n\r\n")
                until(begun.is_set)
                assert ended.wait(5), "the client is there still, and reads nothing"
                until(lambda: not server.server_state.connections)
        finally:
            server.should_exit = True
            thread.join(10)
