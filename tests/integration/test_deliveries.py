"""Messages leave at least once, in order per destination, and nobody waits for another's receiver."""

import threading
import time
from dataclasses import replace

import pytest
from sqlalchemy import text

from domain.destination import DestinationKind, PauseDestination, RemoveDestination, ResumeDestination
from events.transaction import transaction
from tests.facts import an_id
from tests.post import OF_ANN, Post
from tests.receiver import Got, Receiver, receiving
from workers.sending.message import Message, Outgoing, Undelivered
from workers.telling import deliver_due, listen, organizations, redrive
from workers.telling.backoff import MOST_ATTEMPTS
from workers.telling.office import LEASE


class Killed(BaseException):
    """What ends a worker on the spot: nothing it does afterwards happens."""


def test_an_alert_arrives_once_as_it_was_raised(post: Post) -> None:
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url())
        alert_id = post.raise_alert()
        assert (post.run(), post.run(), post.later(days=1).run()) == (1, 0, 0)
    [got] = receiver.got
    [delivery] = post.deliveries()
    message = Message.model_validate_json(got.body)
    assert got.id == delivery.delivery_id
    assert (delivery.state, delivery.attempts, delivery.last_error) == ("sent", 1, None)
    assert message == delivery.message
    [item] = message.data.items
    assert (item.team, item.objective, item.notice.alert_id) == ("Discover", "Seamless", alert_id)
    assert item.notice.what == "“Key result 1” has not moved."


def test_a_receiver_that_fails_for_an_hour_gets_it_once_it_is_well(post: Post) -> None:
    end = post.now.replace(hour=10)
    with receiving(Receiver(answer=lambda _: 500 if post.now < end else 200)) as receiver:
        post.destination(receiver.url())
        post.raise_alert()
        while post.states() != ["sent"]:
            post.run()
            assert post.later(seconds=30).now < end.replace(hour=12)
    [delivery] = post.deliveries()
    assert set(receiver.ids()) == {delivery.delivery_id}
    # 10, 30, 90, 270, 810 and 2430 seconds of pause, looked at every 30: the seventh attempt is the first after
    # the hour.
    assert receiver.times()[delivery.delivery_id] == delivery.attempts == 7
    assert receiver.answered == 7
    assert len({each.body for each in receiver.got}) == 1


def test_a_hanging_receiver_holds_nobody_else_up(post: Post) -> None:
    post.seconds = 3
    with receiving(Receiver(answer=lambda _: Receiver.HANG)) as hanging, receiving(Receiver()) as well:
        stuck = post.destination(hanging.url())
        fine = [post.destination(well.url()) for _ in range(3)]
        post.raise_alert()
        post.plan()
        working = threading.Thread(target=deliver_due, args=(post.office, post.house.org))
        begun = time.monotonic()
        working.start()
        while len(well.got) < 3 and time.monotonic() - begun < 2.5:
            time.sleep(0.01)
        served = time.monotonic() - begun
        assert len(well.got) == 3
        hanging.over.set()
        working.join()
    assert served < 2.5
    states = {each.destination_id: (each.state, each.last_error) for each in post.deliveries()}
    assert {states[each] for each in fine} == {("sent", None)}
    assert states[stuck][0] == "failed"


def test_a_receiver_that_closes_in_the_middle_gets_it_again_under_the_same_id(post: Post) -> None:
    answers = iter([0, 0, 200])
    with receiving(Receiver(answer=lambda _: next(answers))) as receiver:
        post.destination(receiver.url())
        post.raise_alert()
        for _ in range(3):
            post.run()
            post.later(minutes=2)
    assert list(receiver.times().values()) == [3]
    assert post.states() == ["sent"]


def test_messages_of_a_destination_stay_in_order_however_the_first_ones_fail(post: Post) -> None:
    failing = {1: 3, 3: 1}
    order: list[int] = []

    def answer(got: Got) -> int:
        number = int(Message.model_validate_json(got.body).data.items[0].notice.subject_id[-1])
        failing[number] = failing.get(number, 0) - 1
        if failing[number] >= 0:
            return 500
        order.append(number)
        return 200

    with receiving(Receiver(answer=answer)) as receiver:
        post.destination(receiver.url())
        for number in range(1, 6):
            post.raise_alert(number)
            post.run()
        for _ in range(30):
            post.later(minutes=1).run()
    assert order == [1, 2, 3, 4, 5]
    assert sorted(receiver.times().values()) == [1, 1, 1, 2, 4]


def test_many_workers_at_once_send_each_message_once_and_in_order(post: Post) -> None:
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url())
        for number in range(1, 21):
            post.raise_alert(number)
            post.plan()
        workers = [threading.Thread(target=deliver_due, args=(post.office, post.house.org)) for _ in range(3)]
        for each in workers:
            each.start()
        for each in workers:
            each.join()
        post.run()
    planned = [each.delivery_id for each in post.deliveries()]
    assert (len(planned), receiver.ids()) == (5, planned)  # the week's cap is 5


def test_a_worker_killed_between_sending_and_marking_leaves_it_to_the_next_under_the_same_id(post: Post) -> None:
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url())
        post.raise_alert()
        post.plan()

        def send_and_die(outgoing: Outgoing) -> None:
            post.office.channels[DestinationKind.WEBHOOK](outgoing)
            raise Killed

        with pytest.raises(Killed):
            deliver_due(post.with_channel(DestinationKind.WEBHOOK, send_and_die), post.house.org, lanes=1)
        assert post.run() == 0
        post.now += LEASE
        assert post.run() == 1
        assert post.run() == 0
    assert list(receiver.times().values()) == [2]
    assert post.states() == ["sent"]


def test_a_worker_that_lost_its_claim_says_nothing_any_more(post: Post) -> None:
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url())
        post.raise_alert()
        post.plan()

        def sleep_while_another_sends(outgoing: Outgoing) -> None:
            post.now += LEASE
            assert deliver_due(post.office, post.house.org, lanes=1) == 1
            raise Undelivered("woke up too late")

        deliver_due(post.with_channel(DestinationKind.WEBHOOK, sleep_while_another_sends), post.house.org, lanes=1)
    [delivery] = post.deliveries()
    assert (delivery.state, delivery.last_error, delivery.attempts) == ("sent", None, 2)


def test_a_channel_that_fails_in_a_way_nobody_foresaw_is_in_no_other_messages_way(post: Post) -> None:
    def broken(_: Outgoing) -> None:
        raise KeyError("secret")

    with receiving(Receiver()) as receiver:
        post.destination(receiver.url(), kind=DestinationKind.SLACK)
        post.destination(receiver.url())
        post.raise_alert()
        post.plan()
        deliver_due(post.with_channel(DestinationKind.SLACK, broken), post.house.org)
    assert sorted((each.state, each.last_error) for each in post.deliveries()) == [
        ("failed", "KeyError while sending"),
        ("sent", None),
    ]


def test_an_attempt_to_a_person_whose_details_cannot_be_read_is_counted_and_told(post: Post) -> None:
    def broken(_org: str, _person: str) -> str:
        raise KeyError("secret")

    post.destination(None, OF_ANN, DestinationKind.EMAIL)
    post.raise_alert()
    post.plan()
    assert deliver_due(replace(post.office, email_of=broken), post.house.org) == 1
    [delivery] = post.deliveries()
    assert (delivery.state, delivery.last_error) == ("failed", "KeyError while sending")


def test_after_the_last_attempt_it_is_dead_lets_others_pass_and_can_be_redriven(post: Post) -> None:
    dead = Receiver(answer=lambda _: 500)
    with receiving(dead) as receiver:
        post.destination(receiver.url())
        post.raise_alert()
        post.run()
        post.raise_alert(2)
        while post.states() != ["dead", "failed"]:
            post.later(hours=1).run()
        assert post.deliveries()[0].attempts == MOST_ATTEMPTS
        receiver.answer = lambda _: 200
        post.later(hours=1).run()
        assert post.states() == ["dead", "sent"]
        with transaction(post.house.app, post.house.org) as connection:
            assert redrive(connection, post.house.org, post.now, [an_id(12, 9)]) == []
            assert redrive(connection, post.house.org, post.now) == [receiver.got[0].id]
        post.run()
    assert post.states() == ["sent", "sent"]
    assert receiver.ids()[-1] == receiver.ids()[0]


def test_gone_for_good_is_dead_at_once(post: Post) -> None:
    with receiving(Receiver(answer=lambda _: 410)) as receiver:
        post.destination(receiver.url())
        post.raise_alert()
        post.run()
    assert post.states() == ["dead"]


def test_a_paused_destination_gets_nothing_and_what_is_still_true_when_it_resumes(post: Post) -> None:
    with receiving(Receiver()) as receiver:
        key = post.destination(receiver.url())
        post.raise_alert()
        post.plan()
        post.house.do(PauseDestination(destination_id=key))
        post.raise_alert(2)
        assert post.run() == 0
        post.house.do(ResumeDestination(destination_id=key))
        assert post.run() == 2
    assert len(receiver.got) == 2


def test_a_removed_destination_gets_nothing_and_its_address_and_secrets_are_gone(post: Post) -> None:
    with receiving(Receiver()) as receiver:
        key = post.destination(receiver.url())
        post.raise_alert()
        post.plan()
        post.house.do(RemoveDestination(destination_id=key))
        assert post.run() == 0
    assert post.states() == ["dead"]
    with post.house.owner.connect() as owner:
        for rows in ("destination_addresses", "destination_secrets", "notices where delivery_id is null"):
            assert owner.execute(text(f"select count(*) from northlog.{rows}")).scalar_one() == 0, rows


def test_who_was_added_later_is_not_told_of_what_was_before(post: Post) -> None:
    with receiving(Receiver()) as receiver:
        post.raise_alert()
        post.destination(receiver.url(), audience=OF_ANN)
        post.destination(receiver.url())
        assert post.run() == 0


def test_organizations_with_work_are_named_and_others_are_not(post: Post) -> None:
    house = post.house
    other = house.another_organization()
    assert organizations(house.app, post.now) == sorted([house.org, other.org])
    post.run()
    listen(other.app, other.org)
    assert organizations(house.app, post.now) == []
    post.destination("https://127.0.0.1/")
    post.raise_alert()
    assert organizations(house.app, post.now) == [house.org]
    post.run()
    assert organizations(house.app, post.now) == []
    assert organizations(house.app, post.later(minutes=1).now) == [house.org]
