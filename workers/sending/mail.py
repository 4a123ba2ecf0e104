"""Mail by SMTP, as plain text and HTML in one."""

import smtplib
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime
from functools import partial
from io import BufferedReader, RawIOBase
from socket import gaierror, socket
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from workers.sending.deadline import left, within
from workers.sending.message import Outgoing, Undelivered, quoted, unfound
from workers.sending.rendering import html, subject, text

SECONDS = 10.0
"""For a whole session, however many answers it takes."""


class _Heard(RawIOBase):
    """What a server says, until the deadline, however slowly it drips. ``deadline``: on the monotonic clock."""

    def __init__(self, sock: socket, deadline: float) -> None:
        self._sock, self._deadline = sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(left(self._deadline))
        return self._sock.recv_into(buffer)


class _Timed(smtplib.SMTP):
    """A session that ends at its deadline, not so long after each answer."""

    def __init__(self, host: str, port: int, **tls: Any) -> None:
        self._deadline = time.monotonic() + SECONDS
        super().__init__(host, port, timeout=SECONDS, **tls)

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = BufferedReader(_Heard(self.sock, self._deadline))
        return super().getreply()


class _TimedTls(_Timed, smtplib.SMTP_SSL):
    """The same, over TLS from the first byte."""


@dataclass(frozen=True)
class Server:
    """An SMTP server. ``security``: ``starttls`` (the usual, port 587), ``tls`` from the first byte (port 465), or
    ``none`` (port 25) for a relay on the same host."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    @staticmethod
    def of(url: str) -> "Server":
        """By URL: ``smtp+starttls://user:password@host``, ``smtps://…``, ``smtp://…``. Raises ``ValueError``."""
        parts = urlsplit(url)
        kinds: dict[str, tuple[Literal["starttls", "tls", "none"], int]] = {
            "smtp+starttls": ("starttls", 587),
            "smtps": ("tls", 465),
            "smtp": ("none", 25),
        }
        if parts.scheme not in kinds or not parts.hostname:
            raise ValueError("must be smtp+starttls://, smtps:// or smtp:// and a host")
        security, port = kinds[parts.scheme]
        user = None if parts.username is None else unquote(parts.username)
        password = None if parts.password is None else unquote(parts.password)
        return Server(parts.hostname, parts.port or port, security, user, password)

    @contextmanager
    def session(self) -> Iterator[smtplib.SMTP]:
        """A connection that is encrypted and logged in as told; never less than told."""
        with self._connected() as smtp:
            if self.security == "starttls":
                smtp.starttls(context=self.context)
            if self.user is not None:
                smtp.login(self.user, self.password or "")
            yield smtp

    def _connected(self) -> smtplib.SMTP:
        # Looking up a name knows of no deadline, neither the server's nor this host's own, by which it greets.
        if self.security == "tls":
            return within(SECONDS, partial(_TimedTls, self.host, self.port, context=self.context))
        return within(SECONDS, partial(_Timed, self.host, self.port))


@dataclass(frozen=True)
class Mail:
    """``server``: ``None`` where none was set up. ``sender``: the address mail comes from."""

    server: Server | None
    sender: str

    def send(self, outgoing: Outgoing) -> None:
        """Raises ``Undelivered``."""
        if self.server is None:
            raise Undelivered("no mail can be sent: NORTHLOG_SMTP_URL is not set")
        if outgoing.address is None:
            raise Undelivered("there is no e-mail address (any more)", for_good=True)
        mail = composed(outgoing, self.sender)
        try:
            with self.server.session() as smtp:
                smtp.send_message(mail)
        except smtplib.SMTPRecipientsRefused as refused:
            code, said = next(iter(refused.recipients.values()))
            raise Undelivered(f"the recipient was refused: {code} {quoted(said)}", for_good=code >= 500) from None
        except smtplib.SMTPResponseException as error:
            raise Undelivered(f"answered {error.smtp_code}: {quoted(error.smtp_error)}") from None
        except gaierror:
            raise unfound(self.server.host) from None
        except (smtplib.SMTPException, OSError) as error:
            raise Undelivered(f"no mail could be sent: {type(error).__name__}: {error}"[:300]) from None


def composed(outgoing: Outgoing, sender: str) -> EmailMessage:
    """The mail; its Message-ID is the delivery's id, so that what comes twice can be told."""
    message = outgoing.message
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, outgoing.address, subject(message)
    mail["Date"] = format_datetime(message.timestamp)
    mail["Message-ID"] = f"<{outgoing.delivery_id}@{sender.rpartition('@')[2].rstrip('>')}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text(message))
    mail.add_alternative(html(message), subtype="html")
    return mail
