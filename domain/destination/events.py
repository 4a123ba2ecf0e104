"""What happened to a destination. No event holds an address or a secret."""

from typing import ClassVar

from domain.destination.commands import stream_of
from domain.destination.parts import Audience, DestinationKind, Place, Preferences
from domain.words import Event, Id


class _Event(Event):
    destination_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.destination_id)


class DestinationAdded(_Event):
    """Messages go to a further place. `place` is all that is said of where that is."""

    stored_as: ClassVar[str] = "destination.added.v1"
    kind: DestinationKind
    audience: Audience
    name: str
    place: Place | None
    preferences: Preferences


class DestinationChanged(_Event):
    """Name, address or preferences are others now; said whole."""

    stored_as: ClassVar[str] = "destination.changed.v1"
    name: str
    place: Place | None
    preferences: Preferences


class DestinationPaused(_Event):
    """Nothing is sent there until it is resumed."""

    stored_as: ClassVar[str] = "destination.paused.v1"
    reason: str


class DestinationResumed(_Event):
    """Messages go there again."""

    stored_as: ClassVar[str] = "destination.resumed.v1"


class DestinationSubscribed(_Event):
    """Events go there, too: of `types`, all where none is named, after a position, or from this event on."""

    stored_as: ClassVar[str] = "destination.subscribed.v1"
    types: tuple[str, ...]
    after: int | None


class DestinationUnsubscribed(_Event):
    """No events go there any more."""

    stored_as: ClassVar[str] = "destination.unsubscribed.v1"


class DestinationRemoved(_Event):
    """Nothing goes there any more; its address and its secrets are destroyed with this event."""

    stored_as: ClassVar[str] = "destination.removed.v1"


DestinationEvent = (
    DestinationAdded
    | DestinationChanged
    | DestinationPaused
    | DestinationResumed
    | DestinationSubscribed
    | DestinationUnsubscribed
    | DestinationRemoved
)
