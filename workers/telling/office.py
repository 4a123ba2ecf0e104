"""Sending what is due: at least once, in order per destination, a hanging receiver in nobody's way."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import random
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from domain.destination import DestinationKind
from events.transaction import driver, transaction
from events.watching import UNWATCHED, Watch
from projections.current.queries import CurrentReader
from projections.current.rows import DestinationRow
from workers.sending.message import Outgoing, Undelivered
from workers.telling import statements as sql
from workers.telling.backoff import MOST_ATTEMPTS, pause_after
from workers.telling.deliveries import DeliveryState

LEASE = timedelta(seconds=30)
"""Longer than an attempt takes. A worker that is gone for longer has lost the message to another."""

LANES = 8
"""So many messages of an organization are on their way at once, each to another destination."""

Channel = Callable[[Outgoing], None]
"""Sends, or raises ``Undelivered``."""


@dataclass(frozen=True)
class PostOffice:
    """What deliveries need. ``email_of``: (organization, person) -> the address in their details, if it is known
    (still). ``clock``: now, UTC. ``chance``: 0..1, for pauses."""

    app: Engine
    channels: Mapping[DestinationKind, Channel]
    email_of: Callable[[str, str], str | None]
    clock: Callable[[], datetime]
    chance: Callable[[], float] = random
    watch: Watch = UNWATCHED


class Kept(NamedTuple):
    """A destination's address and, of a webhook, the secrets it signs with, the newest first."""

    address: str | None
    secrets: tuple[bytes, ...]


def deliver_due(office: PostOffice, org: str, lanes: int = LANES) -> int:
    """Send everything of an organization that is due, and return how many attempts were made.

    Safe to run at once anywhere: a message is claimed, sent and marked, in transactions of their own. Whoever
    dies in between leaves it to be sent again, under the same id, when the claim ends (``LEASE``).
    """
    if lanes == 1:
        return _lane(office, org)
    # One lane finds out whether there is anything for others.
    first = _next(office, org)
    if first is None:
        return 0
    with ThreadPoolExecutor(lanes, thread_name_prefix="deliver") as pool:
        # Whoever watches knows by the context what a lane's work belongs to; each needs a copy of its own.
        others = [pool.submit(copy_context().run, _lane, office, org) for _ in range(lanes - 1)]
        done = 1 + pool.submit(copy_context().run, _attempt_and_go_on, office, first).result()
        return done + sum(each.result() for each in others)


def _attempt_and_go_on(office: PostOffice, first: Outgoing) -> int:
    _attempt(office, first)
    return _lane(office, first.org)


def _lane(office: PostOffice, org: str) -> int:
    done = 0
    while (outgoing := _next(office, org)) is not None:
        _attempt(office, outgoing)
        done += 1
    return done


def _next(office: PostOffice, org: str) -> Outgoing | None:
    """Claim the next message that is due, of any destination that is neither paused nor removed."""
    now = office.clock()
    with transaction(office.app, org) as connection:
        raw = driver(connection)
        rows = {
            each.destination_id: each
            for each in CurrentReader(connection, org).destinations()
            if not (each.paused or each.removed)
        }
        values = {"org": org, "now": now, "until": now + LEASE, "destinations": list(rows)}
        claimed = raw.execute(sql.CLAIM, values).fetchone()
        if claimed is None:
            return None
        delivery_id, destination_id, attempt, body = claimed
        to = rows[destination_id]
        kept = kept_of(connection, org, to, now)
    return outgoing_to(org, to, kept, delivery_id, attempt, body)


def kept_of(connection: Connection, org: str, to: DestinationRow, now: datetime) -> Kept:
    """What is kept of a destination beside the log."""
    raw, key = driver(connection), to.destination_id
    address = raw.execute(sql.ADDRESS, (org, key, to.place.address_id if to.place else None)).fetchone()
    secrets = raw.execute(sql.LIVE_SECRETS, (org, key, now)).fetchall()
    return Kept(address[0] if address else None, tuple(each[0] for each in secrets))


def outgoing_to(org: str, to: DestinationRow, kept: Kept, delivery_id: str, attempt: int, body: str) -> Outgoing:
    """A message with the place where it goes."""
    return Outgoing(
        org=org,
        delivery_id=delivery_id,
        destination_id=to.destination_id,
        kind=to.kind,
        attempt=attempt,
        body=body,
        address=kept.address if to.place else None,
        secrets=kept.secrets,
        # Mail to a person alone has no place: it goes where their details say.
        person_id=None if to.place else to.audience_id,
    )


def send(office: PostOffice, outgoing: Outgoing) -> None:
    """Send a message now. Raises ``Undelivered``, whatever goes wrong."""
    try:
        if outgoing.person_id is not None:
            outgoing = replace(outgoing, address=office.email_of(outgoing.org, outgoing.person_id))
        office.channels[DestinationKind(outgoing.kind)](outgoing)
    except Undelivered:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is: it is counted, told, and in no other message's way
        raise Undelivered(f"{type(error).__name__} while sending") from None


def _attempt(office: PostOffice, outgoing: Outgoing) -> None:
    with office.watch.doing(
        "deliver",
        organization_id=outgoing.org,
        delivery_id=outgoing.delivery_id,
        destination_id=outgoing.destination_id,
        kind=outgoing.kind,
        attempt=outgoing.attempt,
    ) as about:
        about["outcome"] = _send(office, outgoing)


def _send(office: PostOffice, outgoing: Outgoing) -> DeliveryState:
    try:
        if outgoing.attempt > MOST_ATTEMPTS:
            raise Undelivered("every attempt ended without a word from the worker that made it", for_good=True)
        send(office, outgoing)
    except Undelivered as undelivered:
        return _mark_failed(office, outgoing, undelivered)
    _mark(office, outgoing, sql.MARK_SENT)
    return DeliveryState.SENT


def _mark_failed(office: PostOffice, outgoing: Outgoing, undelivered: Undelivered) -> DeliveryState:
    pause = None if undelivered.for_good else pause_after(outgoing.attempt, office.chance())
    if pause is not None and undelivered.not_before is not None:
        pause = max(pause, undelivered.not_before)
    due_at = None if pause is None else office.clock() + pause
    _mark(office, outgoing, sql.MARK_FAILED, due_at=due_at, why=undelivered.why)
    return DeliveryState.DEAD if due_at is None else DeliveryState.FAILED


def _mark(office: PostOffice, outgoing: Outgoing, statement: str, **values: object) -> None:
    key = {"org": outgoing.org, "delivery": outgoing.delivery_id, "attempt": outgoing.attempt}
    with transaction(office.app, outgoing.org) as connection:
        driver(connection).execute(statement, {**key, "now": office.clock(), **values})
