"""One POST to a real server on the loopback: bounded in where it goes, how long it takes, how much is read."""

import socket
import ssl
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.certificates import certificate
from tests.receiver import Receiver, receiving
from workers.sending.guard import networks
from workers.sending.http import Client
from workers.sending.message import Undelivered

LOOPBACK = networks("127.0.0.0/8")
OPEN = Client(LOOPBACK, seconds=0.4)


def post(client: Client, url: str) -> None:
    client.post(url, {"Content-Type": "application/json"}, b"{}")


def test_what_is_answered_well_has_arrived() -> None:
    with receiving(Receiver()) as receiver:
        post(OPEN, receiver.url(path="/hook?key=1"))
    assert [(each.path, each.body) for each in receiver.got] == [("/hook?key=1", b"{}")]
    assert receiver.got[0].headers["host"] == f"127.0.0.1:{receiver.port}"


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 429, 500, 503])
def test_any_other_answer_is_a_failure_and_redirects_are_not_followed(status: int) -> None:
    with receiving(Receiver(answer=lambda _: status)) as receiver:
        receiver.headers = {"Location": receiver.url(path="/elsewhere"), "Retry-After": "120"}
        with pytest.raises(Undelivered, match=f"answered {status}: thanks") as caught:
            post(OPEN, receiver.url())
    assert [each.path for each in receiver.got] == ["/hook"]
    assert caught.value.not_before == timedelta(minutes=2)
    assert not caught.value.for_good


def test_gone_is_for_good() -> None:
    with receiving(Receiver(answer=lambda _: 410)) as receiver, pytest.raises(Undelivered) as caught:
        post(OPEN, receiver.url())
    assert caught.value.for_good


@pytest.mark.parametrize("how", [Receiver.HANG, Receiver.DRIP])
def test_a_receiver_that_hangs_or_drips_is_left_at_the_deadline(how: int) -> None:
    with receiving(Receiver(answer=lambda _: how)) as receiver:
        begun = time.monotonic()
        with pytest.raises(Undelivered, match=r"no answer within 0\.4 seconds"):
            post(OPEN, receiver.url())
        assert time.monotonic() - begun < 2


def test_a_receiver_that_closes_in_the_middle_is_a_failure() -> None:
    with (
        receiving(Receiver(answer=lambda _: 0)) as receiver,
        pytest.raises(Undelivered, match="connection failed"),
    ):
        post(OPEN, receiver.url())


def test_no_more_than_a_little_of_an_answer_is_read() -> None:
    with receiving(Receiver(text=b"x" * 50_000_000)) as receiver:
        post(Client(LOOPBACK), receiver.url())
    assert (len(receiver.got), receiver.answered) == (1, 0)


def test_nothing_is_sent_to_the_loopback_unless_it_is_allowed() -> None:
    with receiving(Receiver()) as receiver:
        for host in ("127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"):
            with pytest.raises(Undelivered, match="no public address"):
                post(Client(seconds=1), receiver.url(host))
    assert receiver.got == []


def _pointing(monkeypatch: pytest.MonkeyPatch, answers: Callable[[int], str]) -> list[str]:
    """Have the name hooks.test lead to ``answers(n)`` at the n-th look-up; returns the names looked up."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def lookup(host: str, port: int, *rest: Any, **more: Any) -> Any:
        if host == "hooks.test":
            asked.append(host)
            return real(answers(len(asked)), port, *rest, **more)
        return real(host, port, *rest, **more)

    monkeypatch.setattr("socket.getaddrinfo", lookup)
    return asked


def test_a_name_is_looked_up_once_so_that_changing_its_answer_gains_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # First where it may go, then elsewhere: whoever asked a second time to connect would be led astray.
    asked = _pointing(monkeypatch, lambda count: "127.0.0.1" if count == 1 else "127.0.0.2")
    with receiving(Receiver()) as receiver:
        post(Client(networks("127.0.0.1/32"), seconds=1), receiver.url("hooks.test"))
    assert (len(asked), len(receiver.got)) == (1, 1)
    assert receiver.got[0].headers["host"] == f"hooks.test:{receiver.port}"


def test_a_name_that_nobody_tells_is_left_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    told = threading.Event()
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: told.wait(10) and [])
    begun = time.monotonic()
    try:
        with pytest.raises(Undelivered, match=r"no answer within 0\.4 seconds"):
            post(OPEN, "https://hooks.test/")
    finally:
        told.set()
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("name", ["hooks.test", "other.test"])
def test_tls_is_verified_against_the_name_though_the_address_is_connected_to(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _pointing(monkeypatch, lambda _: "127.0.0.1")
    server = certificate(tmp_path, name)
    trusting = ssl.create_default_context(cafile=str(tmp_path / f"{name}.pem"))
    with receiving(Receiver(), server) as receiver:
        url = receiver.url("hooks.test").replace("http:", "https:")
        if name == "hooks.test":
            post(Client(LOOPBACK, 2, trusting), url)
        else:
            with pytest.raises(Undelivered, match="connection failed"):
                post(Client(LOOPBACK, 2, trusting), url)
    assert len(receiver.got) == (name == "hooks.test")
