"""What can be asked of a destination.

Its address and its secrets are kept at the rim and stand in no command: whoever has them can use them.
"""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, TypeAdapter, field_validator

from domain.destination.parts import Audience, DestinationKind, Place, Preferences
from domain.organization import TimeZone
from domain.words import Command, Id, Line, Prose

_ZONE: TypeAdapter[str | None] = TypeAdapter(TimeZone | None)


def _in_a_known_zone(preferences: Preferences) -> Preferences:
    _ZONE.validate_python(preferences.time_zone)
    return preferences


EventType = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,60}\.[a-z_]{1,60}\.v[0-9]{1,4}$")]
"""The name that events are stored under. Whether there are such, the rim knows: the domain is in all of them."""

Wishes = Annotated[Preferences, AfterValidator(_in_a_known_zone)]
"""Preferences as they are asked for: in a time zone that is known today."""


def stream_of(destination_id: str) -> str:
    return f"destination-{destination_id}"


class _Command(Command):
    destination_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.destination_id)


class AddDestination(_Command):
    """``place`` is ``None`` for mail to a person alone: it goes to the address in their details."""

    kind: DestinationKind
    audience: Audience
    name: Line
    place: Place | None = None
    preferences: Wishes = Preferences()


class ChangeDestination(_Command):
    """What is ``None`` stays as it is; ``preferences`` are said whole."""

    name: Line | None = None
    place: Place | None = None
    preferences: Wishes | None = None


class PauseDestination(_Command):
    """Nothing is sent until it is resumed; what is still true then is told then."""

    reason: Prose = ""


class ResumeDestination(_Command):
    """Messages go again."""


class SubscribeDestination(_Command):
    """Events go there, too, of ``types`` or, where none is named, all; these are from now on all it subscribes to.

    They begin after the position ``after``; if that is not said, with what is recorded from now on, or go on where
    they are. To have the same sent once more, unsubscribe first: a command said again has no second effect.
    """

    types: Annotated[tuple[EventType, ...], Field(max_length=200)] = ()
    after: Annotated[int, Field(strict=True, ge=0, lt=2**63)] | None = None

    @field_validator("types")
    @classmethod
    def _each_once(cls, types: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(set(types)))


class UnsubscribeDestination(_Command):
    """No events go there any more."""


class RemoveDestination(_Command):
    """Ends it for good. Its address and its secrets are destroyed with this."""


DestinationCommand = (
    AddDestination
    | ChangeDestination
    | PauseDestination
    | ResumeDestination
    | SubscribeDestination
    | UnsubscribeDestination
    | RemoveDestination
)
