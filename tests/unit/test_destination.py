"""A destination is somebody's, has an address where it needs one, and ends for good."""

from collections.abc import Sequence
from typing import Any

import pytest
from pydantic import ValidationError

from domain.destination import (
    AddDestination,
    Audience,
    AudienceKind,
    ChangeDestination,
    DestinationAdded,
    DestinationChanged,
    DestinationCommand,
    DestinationKind,
    DestinationPaused,
    DestinationRemoved,
    DestinationResumed,
    DestinationSubscribed,
    DestinationUnsubscribed,
    Digest,
    PauseDestination,
    Place,
    Preferences,
    RemoveDestination,
    ResumeDestination,
    SubscribeDestination,
    UnsubscribeDestination,
)
from domain.person import PersonForgotten
from domain.team import TeamDissolved
from domain.words import Event
from tests.facts import ADDRESS, ANN, DESTINATION, TEAM, an_id, company, formed, founded, introduced
from tests.spec import given

HOUSE: Sequence[Event] = (founded(), introduced(), company(), formed())
PLACE = Place(host="hooks.example.org", address_id=ADDRESS)
OF_TEAM = Audience(kind=AudienceKind.TEAM, id=TEAM)
OF_ANN = Audience(kind=AudienceKind.PERSON, id=ANN)
OF_ALL = Audience(kind=AudienceKind.ORGANIZATION)
IT: dict[str, Any] = {"destination_id": DESTINATION}
DAILY = Preferences(digest=Digest.DAILY)
ENDED = DestinationRemoved(**IT)


def adding(kind: DestinationKind, audience: Audience, place: Place | None = PLACE) -> AddDestination:
    return AddDestination(**IT, kind=kind, audience=audience, name="Discover's chat", place=place)


def added(kind: DestinationKind = DestinationKind.SLACK, audience: Audience = OF_TEAM) -> DestinationAdded:
    return DestinationAdded(**dict(adding(kind, audience)))


@pytest.mark.parametrize("audience", [OF_TEAM, OF_ANN, OF_ALL])
def test_a_team_a_person_and_the_organization_can_have_one(audience: Audience) -> None:
    given(*HOUSE).when(adding(DestinationKind.WEBHOOK, audience)).then(added(DestinationKind.WEBHOOK, audience))


def test_mail_to_a_person_goes_to_the_address_in_their_details_and_to_no_other() -> None:
    command = adding(DestinationKind.EMAIL, OF_ANN, None)
    given(*HOUSE).when(command).then(DestinationAdded(**dict(command)))
    given(*HOUSE).when(adding(DestinationKind.EMAIL, OF_ANN)).refused("place", "own")


@pytest.mark.parametrize(
    ("kind", "audience"),
    [(DestinationKind.EMAIL, OF_TEAM), (DestinationKind.SLACK, OF_ANN), (DestinationKind.WEBHOOK, OF_ALL)],
)
def test_all_others_need_an_address(kind: DestinationKind, audience: Audience) -> None:
    given(*HOUSE).when(adding(kind, audience, None)).refused("place", "required")


def test_a_dissolved_team_and_a_forgotten_person_get_none() -> None:
    gone = (*HOUSE, TeamDissolved(team_id=TEAM), PersonForgotten(person_id=ANN))
    given(*gone).when(adding(DestinationKind.SLACK, OF_TEAM)).refused("audience.id", "dissolved")
    given(*gone).when(adding(DestinationKind.SLACK, OF_ANN)).refused("audience.id", "forgotten")


def test_an_id_is_taken_once() -> None:
    given(*HOUSE, added()).when(adding(DestinationKind.SLACK, OF_TEAM)).refused("destination_id", "exists")


def test_what_a_change_does_not_name_stays() -> None:
    elsewhere = Place(host="hooks.example.org", address_id=an_id(10, 2))
    preferred = DestinationChanged(**IT, name="Discover's chat", place=PLACE, preferences=DAILY)
    moved = DestinationChanged(**IT, name="Discover's chat", place=elsewhere, preferences=DAILY)
    given(*HOUSE, added()).when(ChangeDestination(**IT, preferences=DAILY)).then(preferred)
    given(*HOUSE, added(), preferred).when(ChangeDestination(**IT, place=elsewhere)).then(moved)


def test_a_webhook_subscribes_to_events_and_unsubscribes() -> None:
    webhook, types = added(DestinationKind.WEBHOOK), ("team.formed.v1", "team.renamed.v1")
    subscribed = DestinationSubscribed(**IT, types=types, after=None)
    asked = SubscribeDestination(**IT, types=(*types[::-1], types[0]))
    given(*HOUSE, webhook).when(asked).then(subscribed)
    given(*HOUSE, webhook, subscribed).when(asked).then()
    from_the_beginning = DestinationSubscribed(**IT, types=types, after=0)
    given(*HOUSE, webhook, subscribed).when(SubscribeDestination(**IT, types=types, after=0)).then(
        from_the_beginning
    )
    again = given(*HOUSE, webhook, from_the_beginning)
    again.when(SubscribeDestination(**IT, types=types, after=0)).then()
    again.when(SubscribeDestination(**IT, types=types, after=7)).then(
        DestinationSubscribed(**IT, types=types, after=7)
    )
    ended = DestinationUnsubscribed(**IT)
    given(*HOUSE, webhook, subscribed).when(UnsubscribeDestination(**IT)).then(ended)
    given(*HOUSE, webhook, subscribed, ended).when(UnsubscribeDestination(**IT)).then()
    given(*HOUSE, added()).when(asked).refused("destination_id", "kind")
    given(*HOUSE, webhook, ENDED).when(asked).refused("destination_id", "removed")


def test_saying_what_is_so_changes_nothing() -> None:
    paused = DestinationPaused(**IT, reason="Holidays")
    again: Sequence[tuple[Sequence[Event], DestinationCommand]] = [
        ((), ChangeDestination(**IT, name="Discover's chat", place=PLACE)),
        ((), ResumeDestination(**IT)),
        ((paused,), PauseDestination(**IT)),
        ((ENDED,), RemoveDestination(**IT)),
    ]
    for past, command in again:
        given(*HOUSE, added(), *past).when(command).then()


def test_it_is_paused_resumed_and_removed() -> None:
    paused = DestinationPaused(**IT, reason="Holidays")
    given(*HOUSE, added()).when(PauseDestination(**IT, reason="Holidays")).then(paused)
    given(*HOUSE, added(), paused).when(ResumeDestination(**IT)).then(DestinationResumed(**IT))
    given(*HOUSE, added(), paused).when(RemoveDestination(**IT)).then(ENDED)


@pytest.mark.parametrize(
    "command", [ChangeDestination(**IT, name="New"), PauseDestination(**IT), ResumeDestination(**IT)]
)
def test_nothing_is_done_to_one_that_was_removed(command: DestinationCommand) -> None:
    given(*HOUSE, added(), ENDED).when(command).refused("destination_id", "removed")


@pytest.mark.parametrize(
    "wrong",
    [{"time_zone": "Mars/Olympus"}, {"quiet_from": 24}, {"weekly_cap": 0}, {"digest_weekday": 0}, {"digest": "x"}],
)
def test_preferences_that_cannot_be_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ChangeDestination(**IT, preferences=wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [{"kind": "team"}, {"kind": "organization", "id": TEAM}])
def test_an_audience_is_named_or_everybody(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Audience(**wrong)
