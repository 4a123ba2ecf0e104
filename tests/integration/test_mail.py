"""Mail arrives at a real SMTP server: encrypted and logged in where that is told, refused where it is refused."""

import asyncio
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from domain.destination import DestinationKind
from domain.person import ForgetPerson
from tests.certificates import certificate
from tests.facts import ANN
from tests.post import OF_ANN, OF_TEAM, Post
from workers.sending.mail import Server


class Mailboxes:
    """Keeps what it got; refuses what it is told to."""

    def __init__(self, refusal: str = "") -> None:
        self.refusal = refusal
        self.got: list[tuple[Envelope, bool]] = []

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _: Session, envelope: Envelope, address: str, __: Any
    ) -> str:
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.got.append((envelope, session.ssl is not None))
        return "250 OK"

    def mails(self) -> list[EmailMessage]:
        parsed = (message_from_bytes(each.content or b"", policy=policy.default) for each, _ in self.got)
        return [each for each in parsed if isinstance(each, EmailMessage)]


class OnAFreePort(Controller):
    """Port 0 is any; the controller looks whether it answers, and must know at which."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def serving(mailboxes: Mailboxes, **settings: Any) -> Iterator[Controller]:
    """The server, on the loopback."""
    controller = OnAFreePort(mailboxes, hostname="127.0.0.1", port=0, **settings)
    controller.start()
    try:
        yield controller
    finally:
        controller.stop()


def plain(controller: Controller) -> Server:
    return Server("127.0.0.1", controller.port, "none")


def test_a_person_gets_text_and_html_at_the_address_in_their_details(post: Post) -> None:
    mailboxes = Mailboxes()
    with serving(mailboxes) as controller:
        post.mail = plain(controller)
        post.destination(None, OF_ANN, DestinationKind.EMAIL)
        post.escalate(post.raise_alert())
        post.run()
    [(envelope, _)], [mail], [delivery] = mailboxes.got, mailboxes.mails(), post.deliveries()
    assert envelope.rcpt_tos == ["ann@example.org"]
    assert (mail["From"], mail["To"]) == ("northlog@example.org", "ann@example.org")
    assert mail["Message-ID"] == f"<{delivery.delivery_id}@example.org>"
    assert mail["Subject"] == "It got <worse> & worse."
    assert "It got <worse> & worse." in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "It got &lt;worse&gt; &amp; worse." in mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert delivery.state == "sent"


def test_a_team_gets_it_at_its_mailbox(post: Post) -> None:
    mailboxes = Mailboxes()
    with serving(mailboxes) as controller:
        post.mail = plain(controller)
        post.destination("discover@example.org", OF_TEAM, DestinationKind.EMAIL)
        post.raise_alert()
        post.run()
    assert mailboxes.got[0][0].rcpt_tos == ["discover@example.org"]


def test_nobody_who_was_forgotten_gets_mail(post: Post) -> None:
    mailboxes = Mailboxes()
    with serving(mailboxes) as controller:
        post.mail = plain(controller)
        post.destination(None, OF_ANN, DestinationKind.EMAIL)
        post.raise_alert()
        post.plan()
        post.house.do(ForgetPerson(person_id=ANN))
        post.run()
    assert mailboxes.got == []
    assert [each.last_error for each in post.deliveries()] == ["there is no e-mail address (any more)"]
    assert post.states() == ["dead"]


@pytest.mark.parametrize(
    ("refusal", "state"), [("550 no such mailbox", "dead"), ("451 try again later", "failed")]
)
def test_a_refused_recipient_is_for_good_or_not_as_the_server_says(post: Post, refusal: str, state: str) -> None:
    with serving(Mailboxes(refusal)) as controller:
        post.mail = plain(controller)
        post.destination(None, OF_ANN, DestinationKind.EMAIL)
        post.raise_alert()
        post.run()
    [delivery] = post.deliveries()
    assert delivery.state == state
    assert refusal in str(delivery.last_error)


class Sluggish(Mailboxes):
    """Takes its time for every answer, though each comes soon enough."""

    async def handle_EHLO(  # noqa: N802
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, said: list[str]
    ) -> list[str]:
        session.host_name = hostname
        await asyncio.sleep(0.2)
        return said

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _: Session, envelope: Envelope, address: str, __: Any
    ) -> str:
        envelope.mail_from = address
        await asyncio.sleep(0.2)
        return "250 OK"

    async def handle_RCPT(self, *given: Any) -> str:  # noqa: N802
        await asyncio.sleep(0.2)
        return await super().handle_RCPT(*given)


def test_a_sluggish_server_is_left_at_the_deadline_of_the_whole_session(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workers.sending.mail.SECONDS", 0.45)
    mailboxes = Sluggish()
    with serving(mailboxes) as controller:
        post.mail = plain(controller)
        post.destination(None, OF_ANN, DestinationKind.EMAIL)
        post.raise_alert()
        begun = time.monotonic()
        post.run()
        took = time.monotonic() - begun
    [delivery] = post.deliveries()
    assert (delivery.state, mailboxes.got) == ("failed", [])
    assert "timed out" in str(delivery.last_error)
    assert took < 2


@contextmanager
def dripping() -> Iterator[Server]:
    """A server that greets line by line, for seconds."""

    def drip(listening: socket.socket, left: Event) -> None:
        with listening, listening.accept()[0] as session, suppress(OSError):
            for _ in range(100):
                session.sendall(b"220-wait\r\n")
                if left.wait(0.05):
                    return

    listening, left = socket.create_server(("127.0.0.1", 0)), Event()
    thread = Thread(target=drip, args=(listening, left))
    port = listening.getsockname()[1]
    thread.start()
    try:
        yield Server("127.0.0.1", port, "none")
    finally:
        left.set()
        thread.join()


def test_a_server_that_drips_its_answer_is_left_at_the_deadline(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workers.sending.mail.SECONDS", 0.3)
    with dripping() as server:
        post.mail = server
        post.destination(None, OF_ANN, DestinationKind.EMAIL)
        post.raise_alert()
        post.run()
    [delivery] = post.deliveries()
    assert delivery.state == "failed"
    assert "timed out" in str(delivery.last_error)


def test_a_name_whose_look_up_does_not_end_is_left_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    over = Event()

    def looks_on(*_: object, **__: object) -> None:
        over.wait(5)
        raise OSError("no such name")

    monkeypatch.setattr("workers.sending.mail.SECONDS", 0.2)
    monkeypatch.setattr(socket, "getaddrinfo", looks_on)
    begun = time.monotonic()
    with (
        pytest.raises(TimeoutError, match="timed out"),
        Server("mail.example", 25, "none").session(),
    ):
        pass
    over.set()
    assert time.monotonic() - begun < 2


def test_what_a_server_says_cannot_speak_to_a_terminal(post: Post) -> None:
    with serving(Mailboxes("451 \x1b[2Jtry later")) as controller:
        post.mail = plain(controller)
        post.destination(None, OF_ANN, DestinationKind.EMAIL)
        post.raise_alert()
        post.run()
    assert "\x1b" not in str(post.deliveries()[0].last_error)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_is_encrypted_and_logged_in_as_told(post: Post, tmp_path: Path, security: Any) -> None:
    mailboxes, context = Mailboxes(), certificate(tmp_path, "localhost")

    def known(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: LoginPassword) -> AuthResult:
        # Not handled: that the server says what became of it.
        return AuthResult(success=(data.login, data.password) == (b"ann", b"secret"), handled=False)

    secured: dict[str, Any] = (
        {"tls_context": context, "require_starttls": True, "auth_required": True}
        if security == "starttls"
        else {"ssl_context": context, "auth_required": False, "auth_require_tls": False}
    )
    trusting = ssl.create_default_context(cafile=str(tmp_path / "localhost.pem"))
    with serving(mailboxes, authenticator=known, **secured) as controller:
        at = controller.port
        post.mail = Server("localhost", at, security, "ann", "wrong", trusting)
        post.destination(None, OF_ANN, DestinationKind.EMAIL)
        post.raise_alert()
        post.run()
        assert (mailboxes.got, str(post.deliveries()[0].last_error)[:12]) == ([], "answered 535")
        post.mail = Server("localhost", at, security, "ann", "secret")  # whose certificate nobody trusts
        post.later(minutes=1).run()
        assert mailboxes.got == []
        post.mail = Server("localhost", at, security, "ann", "secret", trusting)
        post.later(minutes=1).run()
    assert [encrypted or security == "tls" for _, encrypted in mailboxes.got] == [True]
    assert post.states() == ["sent"]


def test_a_server_without_encryption_gets_nothing_where_it_is_asked_for(post: Post) -> None:
    mailboxes = Mailboxes()
    with serving(mailboxes) as controller:
        post.mail = Server("127.0.0.1", controller.port, "starttls")
        post.destination(None, OF_ANN, DestinationKind.EMAIL)
        post.raise_alert()
        post.run()
    assert mailboxes.got == []
    assert post.states() == ["failed"]
