"""The feed as a consumer meets it: a real server on the loopback, and bytes that were cut off anywhere."""

import base64
import hashlib
import http.client
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlencode

import uvicorn

from northlog import tokens
from northlog.api.app import create_app
from northlog.api.serve import listen
from northlog.tokens import Role
from northlog.wiring import Northlog
from tests.embedded_tools import until
from tests.house import House

BATCH, LINES, STREAM = "application/cloudevents-batch+json", "application/x-ndjson", "text/event-stream"


@contextmanager
def served(northlog: Northlog) -> Iterator[int]:
    """The API in a thread; the port it listens on."""
    app = create_app(northlog)
    with closing(listen("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off", timeout_graceful_shutdown=2))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            until(lambda: server.started)
            yield int(listener.getsockname()[1])
        finally:
            app.state.news.end()
            server.should_exit = True
            thread.join(10)


def token_of(house: House) -> str:
    """A token that may read."""
    return tokens.create(house.owner, house.org, "consumer", Role.VIEWER)[1]


@contextmanager
def asking(port: int, token: str, accept: str, **asked: object) -> Iterator[http.client.HTTPResponse]:
    """An answer of the feed, its body not read yet; hung up when left."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Authorization": f"Bearer {token}", "Accept": accept}
    with closing(connection):
        connection.request("GET", f"/v1/feed?{urlencode(asked)}", headers=headers)
        yield connection.getresponse()


def whole_events(media: str, received: bytes) -> list[dict[str, Any]]:
    """The events that came whole, however the bytes were cut off."""
    if media == BATCH:
        try:
            return list(json.loads(received))
        except ValueError:
            return []
    if media == LINES:
        return [json.loads(line) for line in received.split(b"\n")[:-1]]
    messages = [message.partition(b"data: ")[2] for message in received.split(b"\n\n")[:-1]]
    return [json.loads(data) for data in messages if data]


def genesis_of(org: str) -> str:
    return hashlib.sha256(f"northlog/1 {org}".encode()).hexdigest()


def rehashed(previous: str, event: dict[str, Any]) -> str:
    """The hash of an event asked for as it is stored, as docs/feed.md has it and by nothing of Northlog's own."""
    words = ["position", "subject", "streamversion", "type", "recordedtime", "time", "actor", "commandid"]
    record = [str(event[each]) for each in words] + [event["correlationid"], event.get("causationid", "")]
    record.append(base64.b64decode(event["data_base64"]).decode())
    return hashlib.sha256(bytes.fromhex(previous) + "\n".join(record).encode()).hexdigest()


def witnessed(org: str, events: Sequence[dict[str, Any]]) -> str:
    """The last hash of a chain that holds from the beginning, each position once and in order."""
    last = genesis_of(org)
    for place, event in enumerate(events, start=1):
        assert (int(event["position"]), event["previoushash"]) == (place, last)
        last = rehashed(last, event)
        assert event["hash"] == last
    return last
