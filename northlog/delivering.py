"""The post office of this process, by its settings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.destination import DestinationKind
from events.transaction import transaction
from northlog.wiring import Northlog
from workers.sending.guard import networks
from workers.sending.http import Client
from workers.sending.mail import Mail, Server
from workers.sending.slack import Slack
from workers.sending.webhook import Webhook
from workers.telling import PostOffice, drop, prunable, prune, redrive


def dropped(northlog: Northlog, org: str, delivery_ids: Iterable[str] | None) -> list[str]:
    """Give dead deliveries up for good, all or those named; returns their ids."""
    with transaction(northlog.app, org) as connection:
        return drop(connection, org, delivery_ids)


def redriven(northlog: Northlog, org: str, now: datetime, delivery_ids: Iterable[str] | None) -> list[str]:
    """Give dead deliveries, all or those named, a new life; returns their ids."""
    with transaction(northlog.app, org) as connection:
        return redrive(connection, org, now, delivery_ids)


@dataclass(frozen=True, slots=True)
class Forgetting:
    """The chore of forgetting what was told and sent longer ago than the settings say."""

    northlog: Northlog

    def waiting(self) -> list[str]:
        """The organizations that keep such."""
        return prunable(self.northlog.app, self._before)

    def work(self, org: str) -> int:
        """Forget; returns how much."""
        return prune(self.northlog.app, org, self._before)

    @property
    def _before(self) -> datetime:
        return self.northlog.now() - timedelta(days=self.northlog.settings.keep_sent_days)


def post_office(northlog: Northlog) -> PostOffice:
    """What ``deliver_due`` and ``try_out`` need. Make one for many messages: it reads the host's certificates."""
    settings = northlog.settings
    client = Client(networks(settings.allowed_networks))
    url = settings.smtp_url
    server = None if url is None else Server.of(url.get_secret_value())
    return PostOffice(
        app=northlog.app,
        channels={
            DestinationKind.WEBHOOK: Webhook(client, northlog.now, northlog.watch).send,
            DestinationKind.SLACK: Slack(client).send,
            DestinationKind.EMAIL: Mail(server, settings.mail_from).send,
        },
        email_of=northlog.people.email_of,
        clock=northlog.now,
        watch=northlog.watch,
    )
