"""Addresses and signing secrets of destinations: kept beside the log, readable by the application's role alone.

An event names its address by id, so an address counts from the moment that the event is there, and not before.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from domain.decider import Refused, existing
from domain.destination import DestinationChanged, DestinationKind, DestinationRemoved, Place
from domain.words import Event
from events import read
from events.catalogue import CATALOGUE
from events.executor import Inline
from events.record import Recorded
from events.transaction import driver, transaction
from projections.current.queries import CurrentReader
from workers.sending.guard import Forbidden, target
from workers.sending.signing import new_secret, shown

_KEEP = """
insert into northlog.destination_addresses (org, destination_id, address_id, address) values (%s, %s, %s, %s)
on conflict do nothing
"""
_DESTROY_OTHERS = """
delete from northlog.destination_addresses where org = %s and destination_id = %s and address_id <> %s
"""
_DESTROY_ADDRESSES = "delete from northlog.destination_addresses where org = %s and destination_id = %s"
_DESTROY_SECRETS = "delete from northlog.destination_secrets where org = %s and destination_id = %s"
_DROP_RETIRING = """
delete from northlog.destination_secrets where org = %s and destination_id = %s and retires_at is not null
"""
_RETIRE = "update northlog.destination_secrets set retires_at = %s where org = %s and destination_id = %s"
_SIGN_WITH = """
insert into northlog.destination_secrets (org, destination_id, secret, made_at) values (%s, %s, %s, %s)
"""

OVERLAP = timedelta(hours=24)
"""So long the secret before the newest is signed with, too."""

_MAILBOX = re.compile(r"[^@\s\x00-\x1f\x7f-\x9f]{1,64}@([A-Za-z0-9.-]{1,190})")


def keep_address(
    app: Engine, org: str, destination_id: str, address_id: str, kind: DestinationKind, address: str
) -> Place:
    """Keep an address under its id, and return what of it may stand in the log. One that is kept stays as it is.

    Raises ``Refused`` for what is no address of this kind, and for a destination that was removed.
    """
    host = _host(kind, address)
    with transaction(app, org) as connection:
        row = CurrentReader(connection, org).destination(destination_id)
        if row is not None and row.removed:
            raise Refused("destination_id", "removed", "this destination was removed; add another")
        driver(connection).execute(_KEEP, (org, destination_id, address_id, address))
    return Place(host=host, address_id=address_id)


def known_types(app: Engine, org: str, types: Sequence[str], after: int | None) -> None:
    """Raise ``Refused`` for types that no event is written as, and for a position that the log has not reached."""
    for each in types:
        if each not in CATALOGUE.types:
            raise Refused("types", "unknown", f"{each} is no type of events; docs/events.md lists those there are")
    if after is not None:
        with transaction(app, org) as connection:
            end, _ = read.head(driver(connection), org) or (0, b"")
        if after > end:
            raise Refused("after", "beyond", f"the log ends at {end}: {after} is no position of it")


def rotate(app: Engine, org: str, destination_id: str, now: datetime) -> str:
    """Make a webhook's secret, the first or the next, and return it as its receiver is given it: this once.

    The one before is signed with for another ``OVERLAP``, any older one no more: at most two are live. Raises
    ``Refused`` for what is no webhook, and for one that was removed.
    """
    secret = new_secret()
    with transaction(app, org) as connection:
        row = existing(CurrentReader(connection, org).destination(destination_id), "destination_id", "destination")
        if row.removed:
            raise Refused("destination_id", "removed", "this destination was removed; add another")
        if row.kind != DestinationKind.WEBHOOK:
            raise Refused("destination_id", "kind", f"only webhooks are signed; this is of kind {row.kind}")
        raw = driver(connection)
        raw.execute(_DROP_RETIRING, (org, destination_id))
        raw.execute(_RETIRE, (now + OVERLAP, org, destination_id))
        raw.execute(_SIGN_WITH, (org, destination_id, secret, now))
    return shown(secret)


class AddressDestroyer(Inline):
    """Destroys addresses and secrets in the transaction that says they are no longer used."""

    def follow(self, connection: Connection, org: str, appended: Sequence[Recorded[Event]]) -> None:
        """Erase what the events made useless."""
        raw = driver(connection)
        for recorded in appended:
            match recorded.event:
                case DestinationRemoved(destination_id=key):
                    raw.execute(_DESTROY_ADDRESSES, (org, key))
                    raw.execute(_DESTROY_SECRETS, (org, key))
                case DestinationChanged(destination_id=key, place=Place(address_id=address_id)):
                    raw.execute(_DESTROY_OTHERS, (org, key, address_id))


def _host(kind: DestinationKind, address: str) -> str:
    if kind is DestinationKind.EMAIL:
        mailbox = _MAILBOX.fullmatch(address)
        if mailbox is None:
            raise Refused("address", "mailbox", "must be an e-mail address such as team@example.org")
        return mailbox[1].lower()
    try:
        return target(address).host
    except Forbidden as forbidden:
        raise Refused("address", "url", str(forbidden)) from None
