"""What a destination is made of: its kind, whose it is, and how it wants to hear."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from domain.words import Id, Part


class DestinationKind(StrEnum):
    """``webhook``: signed JSON for programs. ``slack``: an incoming webhook of a chat. ``email``: by SMTP."""

    WEBHOOK = "webhook"
    SLACK = "slack"
    EMAIL = "email"


class AudienceKind(StrEnum):
    TEAM = "team"
    PERSON = "person"
    ORGANIZATION = "organization"


class Audience(Part):
    """Who hears at a destination. ``id``: the team's (or unit's, or company's) or the person's; none for the
    organization."""

    kind: AudienceKind
    id: Id | None = None

    @model_validator(mode="after")
    def _named(self) -> "Audience":
        if (self.id is None) != (self.kind is AudienceKind.ORGANIZATION):
            raise ValueError("a team or a person is named by its id; the organization has none")
        return self


class Place(Part):
    """Where a destination is, as far as may be known to all. ``host``: of its URL, or its mailbox's domain.
    ``address_id``: names the whole address, which is kept beside the log."""

    host: Annotated[str, StringConstraints(pattern=r"^[a-z0-9.:_-]{1,253}$")]
    address_id: Id


class Digest(StrEnum):
    """``each``: as things arise. ``daily``, ``weekly``: gathered into one message."""

    EACH = "each"
    DAILY = "daily"
    WEEKLY = "weekly"


Hour = Annotated[int, Field(strict=True, ge=0, le=23)]


class Preferences(Part):
    """How a destination wants to hear (P5.5). Hours are of ``time_zone``, the organization's where there is none.

    ``digest``: at ``digest_hour``, weekly on ``digest_weekday`` (1 Monday to 7 Sunday). ``quiet_from`` to
    ``quiet_until``: nothing is sent, over midnight where the second is the smaller; equal ones are never quiet.
    ``weekly_cap``: messages at most in a week from Monday to Sunday, but for those of mentions alone.
    """

    digest: Digest = Digest.EACH
    digest_hour: Hour = 9
    digest_weekday: Annotated[int, Field(strict=True, ge=1, le=7)] = 1
    quiet_from: Hour = 19
    quiet_until: Hour = 8
    weekly_cap: Annotated[int, Field(strict=True, ge=1, le=100)] = 5
    # A command's is checked; an event's is not, as the organization's own: an old log stays readable.
    time_zone: str | None = None
