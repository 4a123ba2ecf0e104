"""A destination from its adding to its removal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from domain import organization, person, team
from domain.decider import Decider, Given, Refused, absent, existing
from domain.destination.commands import (
    AddDestination,
    ChangeDestination,
    DestinationCommand,
    PauseDestination,
    RemoveDestination,
    ResumeDestination,
    SubscribeDestination,
    UnsubscribeDestination,
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
from domain.destination.parts import Audience, AudienceKind, DestinationKind, Place, Preferences


@dataclass(frozen=True, slots=True)
class Destination:
    """``subscribed``: the types of events that go there, empty for all; ``None``: none do. ``begun_after``: the
    position that this was last asked to begin after, if it was said."""

    kind: DestinationKind
    audience: Audience
    name: str
    place: Place | None
    preferences: Preferences
    subscribed: tuple[str, ...] | None = None
    begun_after: int | None = None
    paused: bool = False
    removed: bool = False


def needs(_state: Destination | None, command: DestinationCommand) -> Sequence[str]:
    return (_stream_of(command.audience),) if isinstance(command, AddDestination) else ()


def _stream_of(audience: Audience) -> str:
    match audience.kind:
        case AudienceKind.TEAM:
            return team.stream_of(str(audience.id))
        case AudienceKind.PERSON:
            return person.stream_of(str(audience.id))
        case AudienceKind.ORGANIZATION:
            return organization.STREAM
        case _:
            assert_never(audience.kind)


def decide(state: Destination | None, command: DestinationCommand, given: Given) -> Sequence[DestinationEvent]:
    if isinstance(command, AddDestination):
        absent(state, "destination_id", "destination")
        return _add(command, given)
    key, now = command.destination_id, existing(state, "destination_id", "destination")
    if isinstance(command, RemoveDestination):
        return [] if now.removed else [DestinationRemoved(destination_id=key)]
    if now.removed:
        raise Refused("destination_id", "removed", "this destination was removed; add another")
    match command:
        case ChangeDestination():
            return _change(now, command)
        case PauseDestination(reason=reason):
            return [] if now.paused else [DestinationPaused(destination_id=key, reason=reason)]
        case ResumeDestination():
            return [DestinationResumed(destination_id=key)] if now.paused else []
        case SubscribeDestination():
            return _subscribe(now, command)
        case UnsubscribeDestination():
            return [] if now.subscribed is None else [DestinationUnsubscribed(destination_id=key)]
        case _:
            assert_never(command)


def _add(command: AddDestination, given: Given) -> Sequence[DestinationAdded]:
    audience = command.audience
    if audience.kind is AudienceKind.TEAM:
        team.working_team(given, str(audience.id), "audience.id")
    elif audience.kind is AudienceKind.PERSON:
        person.known_person(given, str(audience.id), "audience.id")
    _fitting(command.kind, audience, command.place)
    return [DestinationAdded(**dict(command))]


def _fitting(kind: DestinationKind, audience: Audience, place: Place | None) -> None:
    """Refuse an address of its own for mail to a person, and the lack of one for all else."""
    own = kind is DestinationKind.EMAIL and audience.kind is AudienceKind.PERSON
    if own and place is not None:
        raise Refused("place", "own", "mail to a person goes to the address in their details; give none here")
    if not own and place is None:
        raise Refused("place", "required", f"a destination of kind {kind} needs an address")


def _change(now: Destination, command: ChangeDestination) -> Sequence[DestinationChanged]:
    if command.place is not None:
        _fitting(now.kind, now.audience, command.place)
    changed = DestinationChanged(
        destination_id=command.destination_id,
        name=command.name or now.name,
        place=command.place or now.place,
        preferences=command.preferences or now.preferences,
    )
    same = (changed.name, changed.place, changed.preferences) == (now.name, now.place, now.preferences)
    return [] if same else [changed]


def _subscribe(now: Destination, command: SubscribeDestination) -> Sequence[DestinationSubscribed]:
    if now.kind is not DestinationKind.WEBHOOK:
        raise Refused("destination_id", "kind", f"only webhooks subscribe to events; this is of kind {now.kind}")
    if command.types == now.subscribed and command.after in (None, now.begun_after):
        return []
    return [DestinationSubscribed(**dict(command))]


def evolve(state: Destination | None, event: DestinationEvent) -> Destination:
    if isinstance(event, DestinationAdded):
        return Destination(event.kind, event.audience, event.name, event.place, event.preferences)
    assert state is not None, "a destination's stream begins with its adding"
    match event:
        case DestinationChanged():
            return replace(state, name=event.name, place=event.place, preferences=event.preferences)
        case DestinationPaused():
            return replace(state, paused=True)
        case DestinationResumed():
            return replace(state, paused=False)
        case DestinationSubscribed():
            return replace(state, subscribed=event.types, begun_after=event.after)
        case DestinationUnsubscribed():
            return replace(state, subscribed=None, begun_after=None)
        case DestinationRemoved():
            return replace(state, removed=True)
        case _:
            assert_never(event)


destination = Decider(decide=decide, evolve=evolve, needs=needs)
