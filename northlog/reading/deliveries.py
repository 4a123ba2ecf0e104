"""What people and programs are shown of destinations and deliveries: never an address, never a secret."""

from datetime import datetime

from pydantic import Field

from domain.destination import Audience, AudienceKind, Preferences
from northlog.reading.views import View
from projections.current.rows import DestinationRow
from workers.sending.message import AnyMessage
from workers.telling import Delivery


class DestinationView(View):
    """``host``: where it is, as far as is shown; null for mail to a person. ``subscribed``: the types of events
    that go there, empty for all; null where none do."""

    destination_id: str
    kind: str
    audience: Audience
    name: str
    host: str | None
    preferences: Preferences
    subscribed: list[str] | None
    added_at: datetime
    paused: bool
    version: int

    @staticmethod
    def of(row: DestinationRow) -> "DestinationView":
        return DestinationView(
            destination_id=row.destination_id,
            kind=row.kind,
            audience=Audience(kind=AudienceKind(row.audience_kind), id=row.audience_id),
            name=row.name,
            host=row.place.host if row.place else None,
            preferences=row.preferences,
            subscribed=row.subscribed,
            added_at=row.added_at,
            paused=row.paused,
            version=row.version,
        )


class DeliveryView(View):
    """``state``: due, sent, failed (to be tried again) or dead. ``ended_at``: when it was sent or given up."""

    delivery_id: str = Field(description="The webhook-id of the message, the same at every attempt")
    destination_id: str
    sequence: int = Field(description="Messages of a destination leave in this order")
    state: str
    attempts: int
    created_at: datetime
    due_at: datetime = Field(description="When the next attempt is due, or the last one was")
    ended_at: datetime | None
    last_error: str | None
    message: AnyMessage

    @staticmethod
    def of(delivery: Delivery) -> "DeliveryView":
        return DeliveryView.model_validate(delivery)
