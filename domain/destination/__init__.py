"""Where messages go: a webhook, a chat, a mailbox; of a team, a person or the organization."""

from domain.destination.aggregate import Destination, destination
from domain.destination.commands import (
    AddDestination,
    ChangeDestination,
    DestinationCommand,
    PauseDestination,
    RemoveDestination,
    ResumeDestination,
    SubscribeDestination,
    UnsubscribeDestination,
    Wishes,
    stream_of,
)
from domain.destination.events import (
    DestinationAdded,
    DestinationChanged,
    DestinationEvent,
    DestinationPaused,
    DestinationRemoved,
    DestinationResumed,
    DestinationSubscribed,
    DestinationUnsubscribed,
)
from domain.destination.parts import Audience, AudienceKind, DestinationKind, Digest, Place, Preferences

__all__ = [
    "AddDestination",
    "Audience",
    "AudienceKind",
    "ChangeDestination",
    "Destination",
    "DestinationAdded",
    "DestinationChanged",
    "DestinationCommand",
    "DestinationEvent",
    "DestinationKind",
    "DestinationPaused",
    "DestinationRemoved",
    "DestinationResumed",
    "DestinationSubscribed",
    "DestinationUnsubscribed",
    "Digest",
    "PauseDestination",
    "Place",
    "Preferences",
    "RemoveDestination",
    "ResumeDestination",
    "SubscribeDestination",
    "UnsubscribeDestination",
    "Wishes",
    "destination",
    "stream_of",
]
