"""A worker in a process of its own: it sends what is due, says so, and stands still before it could mark it.

Usage: python -m tests.faults.postman URL ORGANIZATION. Started and killed by a test.
"""

import sys
from datetime import UTC, datetime

from sqlalchemy import create_engine

from domain.destination import DestinationKind
from workers.sending.guard import networks
from workers.sending.http import Client
from workers.sending.message import Outgoing
from workers.sending.webhook import Webhook
from workers.telling import PostOffice, deliver_due


def now() -> datetime:
    return datetime.now(UTC)


def main(url: str, org: str) -> None:
    webhook = Webhook(Client(networks("127.0.0.0/8")), now)

    def send_and_stand_still(outgoing: Outgoing) -> None:
        webhook.send(outgoing)
        sys.stdout.write("sent\n")
        sys.stdout.flush()
        sys.stdin.read()  # until it is killed; should the test be gone, this ends too

    channels = {DestinationKind.WEBHOOK: send_and_stand_still}
    office = PostOffice(create_engine(url), channels, lambda *_: None, now)
    deliver_due(office, org, lanes=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
