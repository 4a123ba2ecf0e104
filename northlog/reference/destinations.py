"""The part of the story in which messages and events get somewhere to go."""

from collections.abc import Iterator

from domain.destination import (
    AddDestination,
    Audience,
    AudienceKind,
    ChangeDestination,
    DestinationKind,
    Digest,
    PauseDestination,
    Place,
    Preferences,
    ResumeDestination,
    SubscribeDestination,
    UnsubscribeDestination,
)
from domain.words import Command


def destinations(destination_id: str, webhook_id: str, address_id: str, team_id: str) -> Iterator[Command]:
    """A team's channel is added, changed, paused; a webhook subscribes to events, and no more."""
    it = {"destination_id": destination_id}
    yield AddDestination(
        **it,
        kind=DestinationKind.SLACK,
        audience=Audience(kind=AudienceKind.TEAM, id=team_id),
        name="Discover's channel",
        place=Place(host="hooks.slack.com", address_id=address_id),
    )
    yield ChangeDestination(**it, preferences=Preferences(digest=Digest.DAILY, quiet_from=18))
    yield PauseDestination(**it, reason="The team is away until Monday.")
    yield ResumeDestination(**it)
    webhook = {"destination_id": webhook_id}
    yield AddDestination(
        **webhook,
        kind=DestinationKind.WEBHOOK,
        audience=Audience(kind=AudienceKind.ORGANIZATION),
        name="The warehouse",
        place=Place(host="hooks.example.org", address_id=address_id),
    )
    yield SubscribeDestination(**webhook, types=("objective.checked_in.v1", "objective.closed.v1"))
    yield UnsubscribeDestination(**webhook)
