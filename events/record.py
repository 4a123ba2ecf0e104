"""An event as it stands in the log."""

from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from domain.words import Event

E = TypeVar("E", bound=Event, covariant=True)


class Stored(NamedTuple):
    """One row of ``northlog.events`` as stored: ``body`` is the very text that the chain covers."""

    position: int
    stream: str
    version: int
    type: str
    recorded_at: datetime
    occurred_at: datetime
    actor: str
    command_id: str
    correlation_id: str
    causation_id: str | None
    body: str
    hash: bytes


class Recorded(NamedTuple, Generic[E]):
    """An event with its place in the log and both clocks.

    ``recorded_at``: when the log learnt it, never decreasing along positions. ``occurred_at``: when it was
    true. Both UTC.
    """

    position: int
    stream: str
    version: int
    recorded_at: datetime
    occurred_at: datetime
    actor: str
    event: E
