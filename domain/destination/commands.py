"""What can be asked of a destination.

Its address and its secrets are handed over at the rim and stand in no command: whoever has them can use them.
"""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints, TypeAdapter

from domain.destination.parts import Audience, DestinationKind, Preferences
from domain.organization import TimeZone
from domain.words import Command, Id, Line, Prose

Host = Annotated[str, StringConstraints(pattern=r"^[a-z0-9.:\[\]-]{1,253}$")]
"""As much of an address as may be known to all: a URL's host, a mailbox's domain."""

_ZONE: TypeAdapter[str | None] = TypeAdapter(TimeZone | None)


def _in_a_known_zone(preferences: Preferences) -> Preferences:
    _ZONE.validate_python(preferences.time_zone)
    return preferences


Wishes = Annotated[Preferences, AfterValidator(_in_a_known_zone)]


def stream_of(destination_id: str) -> str:
    return f"destination-{destination_id}"


class _Command(Command):
    destination_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.destination_id)


class AddDestination(_Command):
    """``host`` is ``None`` for mail to a person alone: it goes to the address in their details."""

    kind: DestinationKind
    audience: Audience
    name: Line
    host: Host | None = None
    preferences: Wishes = Preferences()


class ChangeDestination(_Command):
    """What is ``None`` stays as it is; ``preferences`` are said whole. ``host``: that of another address."""

    name: Line | None = None
    host: Host | None = None
    preferences: Wishes | None = None


class PauseDestination(_Command):
    """Nothing is sent until it is resumed; what is still true then is told then."""

    reason: Prose = ""


class ResumeDestination(_Command):
    """Messages go again."""


class RemoveDestination(_Command):
    """Ends it for good. Its address and its secrets are destroyed with this."""


DestinationCommand = AddDestination | ChangeDestination | PauseDestination | ResumeDestination | RemoveDestination
