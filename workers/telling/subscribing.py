"""Events for the webhooks that subscribe to them: read on from each one's own checkpoint, committed with its
deliveries."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

import orjson
from sqlalchemy import Connection, Engine

from domain.destination import (
    DestinationPaused,
    DestinationRemoved,
    DestinationResumed,
    DestinationSubscribed,
    DestinationUnsubscribed,
)
from domain.words import Event
from events import feed
from events.catalogue import CATALOGUE
from events.cloudevents import Form, encoded
from events.errors import LogError
from events.executor import Inline
from events.feed import Page, Wanted
from events.record import Recorded
from events.transaction import driver, transaction
from projections.current.queries import CurrentReader
from projections.current.rows import DestinationRow
from workers.sending.message import EventBatch, EventMessage
from workers.telling import statements as sql
from workers.telling.listening import hold

BATCH = 100
"""So many events go in one message at most."""
MOST_WAITING = 10
"""So many messages of a destination wait to be sent at most; what else is due waits in the log."""


class SubscriptionKeeper(Inline):
    """Begins, moves and ends checkpoints in the transaction that says so."""

    def follow(self, connection: Connection, org: str, appended: Sequence[Recorded[Event]]) -> None:
        """Where each subscription begins: after the position it names, or with what comes after it."""
        raw = driver(connection)
        for recorded in appended:
            match recorded.event:
                case DestinationSubscribed(destination_id=key, after=after):
                    values = {"org": org, "destination": key, "after": after, "now": recorded.position}
                    paused = _destination(connection, org, key).paused
                    raw.execute(sql.SUBSCRIBE, values | {"paused": paused})
                case DestinationUnsubscribed(destination_id=key) | DestinationRemoved(destination_id=key):
                    raw.execute(sql.UNSUBSCRIBE, (org, key))
                case DestinationPaused(destination_id=key):
                    raw.execute(sql.PAUSE_SUBSCRIPTION, (True, org, key))
                case DestinationResumed(destination_id=key):
                    raw.execute(sql.PAUSE_SUBSCRIPTION, (False, org, key))


class _Behind(NamedTuple):
    destination_id: str
    position: int


def hand_out(app: Engine, org: str, now: datetime) -> int:
    """Make messages of the events that subscribers wait for; returns how many. Whoever comes second waits, and
    finds less to do. Raises ``LogError`` for an event that cannot be read, once all others are handed out."""
    made, tired, unread = 0, set[str](), list[LogError]()
    while True:
        with transaction(app, org) as connection:
            hold(connection, org)
            found = driver(connection).execute(sql.HOLD_SUBSCRIPTION, (org, list(tired), MOST_WAITING)).fetchone()
            if found is None:
                break
            behind = _Behind(*found)
            page = _page(connection, org, behind)
            try:
                if page.events:
                    _write(connection, org, behind.destination_id, page, now)
                    made += 1
            except LogError as error:
                unread.append(error)
                tired.add(behind.destination_id)
                continue
            driver(connection).execute(sql.MOVE_SUBSCRIPTION, (page.position, org, behind.destination_id))
            if page.position == page.end:
                tired.add(behind.destination_id)
    if unread:
        raise unread[0]
    return made


def _destination(connection: Connection, org: str, destination_id: str) -> DestinationRow:
    row = CurrentReader(connection, org).destination(destination_id)
    assert row is not None, "who subscribes is there"
    return row


def _page(connection: Connection, org: str, behind: _Behind) -> Page:
    row = _destination(connection, org, behind.destination_id)
    # By what they are read as today: who subscribed to a version hears of the one that took its place.
    types = {CATALOGUE.type_of(name) for name in row.subscribed or () if name in CATALOGUE.names}
    wanted = Wanted(CATALOGUE.names_of(*types) if row.subscribed else None)
    return feed.page(driver(connection), org, behind.position, BATCH, wanted)


def _write(connection: Connection, org: str, destination_id: str, page: Page, now: datetime) -> None:
    events = [orjson.loads(encoded(CATALOGUE, org, each, Form.UPCAST)) for each in page.events]
    content = EventBatch(organization_id=org, destination_id=destination_id, events=tuple(events))
    values = {
        "org": org,
        "delivery": str(uuid4()),
        "destination": destination_id,
        "payload": EventMessage(timestamp=now, data=content).model_dump_json(),
        "now": now,
    }
    driver(connection).execute(sql.ADD_DELIVERY, values)
