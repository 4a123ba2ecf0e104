"""Events for webhooks that subscribe to them: in order, at least once, from the subscription on or a position."""

from datetime import UTC, datetime

import orjson
import pytest
from standardwebhooks.webhooks import Webhook as Verifier

from domain.decider import Refused
from domain.destination import (
    DestinationKind,
    PauseDestination,
    ResumeDestination,
    SubscribeDestination,
    UnsubscribeDestination,
)
from domain.organization import RenameOrganization
from domain.team import RenameTeam
from events import cloudevents, read
from events.catalogue import Catalogue
from events.cloudevents import Form
from events.errors import UnknownEvent
from events.feed import Fed
from events.transaction import driver, transaction
from northlog.destinations import known_types
from tests.facts import TEAM
from tests.post import Post
from tests.receiver import Got, Receiver, receiving
from workers.telling import organizations, subscribing

RENAMED = "team.renamed.v1"


def _rename(post: Post, *names: str) -> None:
    for name in names:
        post.house.do(RenameTeam(team_id=TEAM, name=name))


def _names(got: list[Got]) -> list[list[str]]:
    """Of each message the names in its events."""
    return [[event["data"]["name"] for event in orjson.loads(each.body)["data"]["events"]] for each in got]


def test_a_subscriber_hears_from_now_on_in_order_signed_and_in_batches(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscribing, "BATCH", 2)
    monkeypatch.setattr(subscribing, "MOST_WAITING", 2)
    post.now = datetime.now(UTC)  # whoever verifies a signature looks at the clock
    with receiving(Receiver()) as receiver:
        key = post.destination(receiver.url())
        _rename(post, "before")
        post.house.do(SubscribeDestination(destination_id=key, types=(RENAMED,)))
        assert post.run() == 0
        _rename(post, "a", "b", "c", "d", "e")
        post.house.do(RenameOrganization(name="Southwind"))
        assert post.run() == 2
        assert post.house.org in organizations(post.house.app, post.now)  # the fifth waits in the log
        assert (post.run(), post.run()) == (1, 0)
        assert post.house.org not in organizations(post.house.app, post.now)
    assert _names(receiver.got) == [["a", "b"], ["c", "d"], ["e"]]
    got = receiver.got[0]
    body = Verifier(post.secrets[key]).verify(got.body, dict(got.headers))
    assert body["type"] == "events.v1"
    assert {each["type"] for each in body["data"]["events"]} == {RENAMED}
    assert set(post.states()) == {"sent"}


def test_what_did_not_arrive_comes_again_under_its_id_before_what_follows(post: Post) -> None:
    answers = iter([500, 200, 200])
    with receiving(Receiver(lambda _: next(answers))) as receiver:
        key = post.destination(receiver.url())
        post.house.do(SubscribeDestination(destination_id=key, types=(RENAMED,)))
        _rename(post, "a")
        post.run()
        _rename(post, "b")
        assert post.plan() == 0
        assert post.house.org not in organizations(post.house.app, post.now)  # it is left alone for a while
        assert post.run() == 0
        post.later(minutes=1).run()
    assert _names(receiver.got) == [["a"], ["a"], ["b"]]
    first, again, other = receiver.ids()
    assert first == again != other


def test_a_subscription_begins_after_a_position_and_goes_on_after_a_pause(post: Post) -> None:
    house = post.house
    with transaction(house.app, house.org) as connection:
        head = read.head(driver(connection), house.org)
    assert head is not None
    with receiving(Receiver()) as receiver:
        key = post.destination(receiver.url())
        house.do(SubscribeDestination(destination_id=key, after=0))
        post.run()
        (message,) = [orjson.loads(each.body)["data"]["events"] for each in receiver.got]
        assert [int(each["position"]) for each in message] == list(range(1, len(message) + 1))
        assert message[head[0] - 1]["hash"] == head[1].hex()
        house.do(SubscribeDestination(destination_id=key, types=(RENAMED,)))
        house.do(PauseDestination(destination_id=key))
        _rename(post, "while it was away")
        assert post.run() == 0
        house.do(ResumeDestination(destination_id=key))
        assert post.run() == 1
        house.do(UnsubscribeDestination(destination_id=key))
        _rename(post, "after the end")
        assert post.run() == 0
        house.do(PauseDestination(destination_id=key))
        house.do(SubscribeDestination(destination_id=key))
        assert (post.run(), len(post.deliveries())) == (0, 2)
    assert _names(receiver.got[1:]) == [["while it was away"]]


def test_an_event_that_cannot_be_read_keeps_no_other_subscriber_waiting(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def encoded(catalogue: Catalogue, org: str, event: Fed, form: Form) -> bytes:
        if event.type != RENAMED:
            raise UnknownEvent(event.type)
        return cloudevents.encoded(catalogue, org, event, form)

    monkeypatch.setattr(subscribing, "encoded", encoded)
    with receiving(Receiver()) as receiver:
        first, other = sorted(post.destination(receiver.url()) for _ in range(2))
        post.house.do(SubscribeDestination(destination_id=first, types=("organization.renamed.v1",)))
        post.house.do(SubscribeDestination(destination_id=other, types=(RENAMED,)))
        post.house.do(RenameOrganization(name="Southwind"))
        _rename(post, "a")
        with pytest.raises(UnknownEvent):
            post.run()
    assert [each.destination_id for each in post.deliveries()] == [other]


def test_only_webhooks_subscribe_and_only_to_what_there_is(post: Post) -> None:
    house = post.house
    chat = post.destination("https://hooks.example.org/x", kind=DestinationKind.SLACK)
    with pytest.raises(Refused, match="only webhooks"):
        house.do(SubscribeDestination(destination_id=chat))
    with pytest.raises(Refused, match="no type of events"):
        known_types(house.app, house.org, ["team.painted.v1"], None)
    with pytest.raises(Refused, match="the log ends at"):
        known_types(house.app, house.org, [], 10_000)
