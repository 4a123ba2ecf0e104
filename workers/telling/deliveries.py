"""Deliveries as operators see them: listed, counted, driven anew, dropped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine

from events.transaction import driver
from workers.sending.message import MESSAGES, EventMessage, Message
from workers.telling import statements as sql


class DeliveryState(StrEnum):
    """``failed``: will be tried again. ``dead``: will not, unless it is redriven."""

    DUE = "due"
    SENT = "sent"
    FAILED = "failed"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Delivery:
    """``sequence`` orders the messages of a destination; ``due_at``: of the next attempt, or the last one;
    ``ended_at``: sent or given up."""

    delivery_id: str
    destination_id: str
    sequence: int
    state: str
    attempts: int
    created_at: datetime
    due_at: datetime
    ended_at: datetime | None
    last_error: str | None
    message: Message | EventMessage


@dataclass(frozen=True, slots=True)
class DeliveryFilter:
    """Which deliveries; what is ``None`` is not asked for."""

    state: DeliveryState | None = None
    destination_id: str | None = None
    delivery_id: str | None = None


def organizations(app: Engine, now: datetime) -> list[str]:
    """Organizations in which ``listen``, ``plan_due`` or ``deliver_due`` may find something to do. Some will find
    nothing: quiet hours, for one, are not looked at here."""
    with app.connect() as connection:
        return [row[0] for row in driver(connection).execute(sql.ORGANIZATIONS, (now,))]


def deliveries(
    connection: Connection,
    org: str,
    wanted: DeliveryFilter,
    before: tuple[datetime, str] | None = None,
    limit: int | None = None,
) -> list[Delivery]:
    """Deliveries, the latest first. ``before``: (created_at, delivery_id) of the last one seen."""
    values = {
        "org": org,
        "state": wanted.state,
        "destination": wanted.destination_id,
        "delivery": wanted.delivery_id,
        "before_at": before[0] if before else None,
        "before_id": before[1] if before else None,
        "limit": limit,
    }
    rows = driver(connection).execute(sql.LIST, values)
    return [Delivery(*(*values, MESSAGES.validate_json(payload))) for *values, payload in rows]


def delivery(connection: Connection, org: str, delivery_id: str) -> Delivery | None:
    """One delivery by its id."""
    found = deliveries(connection, org, DeliveryFilter(delivery_id=delivery_id))
    return found[0] if found else None


def drop(connection: Connection, org: str, delivery_ids: Iterable[str] | None = None) -> list[str]:
    """Give dead deliveries up for good, all or those named; returns their ids."""
    wanted = None if delivery_ids is None else list(delivery_ids)
    rows = driver(connection).execute(sql.DROP_DEAD, {"org": org, "deliveries": wanted})
    return [row[0] for row in rows]


def redrive(
    connection: Connection, org: str, now: datetime, delivery_ids: Iterable[str] | None = None
) -> list[str]:
    """Give dead deliveries, all or those named, a new life; returns their ids. They keep their place in the order:
    what of the same destination is not sent yet waits for them."""
    wanted = None if delivery_ids is None else list(delivery_ids)
    rows = driver(connection).execute(sql.REDRIVE, {"org": org, "now": now, "deliveries": wanted})
    return [row[0] for row in rows]
