"""A message as it is kept from its planning on, and what became of an attempt to send it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter

from domain.telling import Notice


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True)


class MessageItem(_Kept):
    """A notice with the names its ids stand for; empty where it has to do with no objective, or no team."""

    notice: Notice
    objective: str
    team: str

    @property
    def names(self) -> list[str]:
        """The names there are, the wider first."""
        return [each for each in (self.team, self.objective) if each]


class Content(_Kept):
    organization_id: str
    organization: str
    destination_id: str
    items: tuple[MessageItem, ...]


class Message(_Kept):
    """The body of a webhook; chat and mail are rendered from it. ``timestamp``: when it was planned. A trial tells
    of nothing: it has no items."""

    type: Literal["notices.v1", "trial.v1"] = "notices.v1"
    timestamp: datetime
    data: Content


class EventBatch(_Kept):
    """``events``: CloudEvents 1.0 in JSON, in the order of the log."""

    organization_id: str
    destination_id: str
    events: tuple[dict[str, JsonValue], ...]


class EventMessage(_Kept):
    """The body of a webhook that subscribes to events. ``timestamp``: when they were put together."""

    type: Literal["events.v1"] = "events.v1"
    timestamp: datetime
    data: EventBatch


AnyMessage = Annotated[Message | EventMessage, Field(discriminator="type")]
MESSAGES: TypeAdapter[Message | EventMessage] = TypeAdapter(AnyMessage)
"""Messages as they are kept."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way. ``delivery_id`` is the same at every attempt, ``attempt`` counts them from 1.

    ``address``: a URL or a mailbox; ``None`` where there is none (any more), or where ``person_id`` says whose
    details tell it. ``secrets``: those a webhook's signature is made with, the newest first.
    """

    org: str
    delivery_id: str
    destination_id: str
    kind: str
    attempt: int
    body: str
    address: str | None
    secrets: tuple[bytes, ...] = ()
    person_id: str | None = None

    @property
    def message(self) -> Message:
        """What is rendered for people; those who subscribe to events are programs."""
        return Message.model_validate_json(self.body)


class Undelivered(Exception):
    """It did not arrive, or nobody said that it did. ``why`` is told to operators and holds no secret.

    ``for_good``: trying again is useless. ``not_before``: how long the receiver wants to be left alone.
    """

    def __init__(self, why: str, *, for_good: bool = False, not_before: timedelta | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.for_good = for_good
        self.not_before = not_before


def unfound(host: str) -> Undelivered:
    """A host whose name leads to no address. It may be found another time: resolvers fail, too."""
    return Undelivered(
        f"no host {host} could be found; see that the name is spelt right, and that this machine can look names up"
    )


def quoted(said: bytes | str) -> str:
    """The beginning of what a receiver said, without anything that could speak to a terminal."""
    text = said[:200].decode(errors="replace") if isinstance(said, bytes) else said[:200]
    return "".join(each if each.isprintable() else " " for each in text)
