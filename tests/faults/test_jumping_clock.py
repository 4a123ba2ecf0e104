"""The clock jumps forward and back under evaluation and delivery: each alert is raised and told, once, at once."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from threading import Event

from domain.alert import AlertRaised
from domain.measure import Metric
from domain.objective.commands import AddKeyResult, CheckIn
from events.catalogue import CATALOGUE
from tests.facts import OBJECTIVE, an_id, reads
from tests.house import House, new_id
from tests.logs import assert_whole, log_of
from tests.post import Post, open_post
from tests.receiver import Receiver, receiving
from tests.telling import ALWAYS, MONDAY
from workers.evaluator import Evaluator
from workers.scheduler import Scheduler
from workers.telling import Teller

JUMPS = [timedelta(hours=hours) for hours in (0, 2, -3, 26, -25, 24 * 10, -24 * 9, 1, -24 * 30, 24 * 30)]
OFTEN = ALWAYS.model_copy(update={"weekly_cap": 100})


def work(post: Post) -> None:
    """What workers would do at this moment of the post's clock."""
    Scheduler(post.house.app, Evaluator(post.house.executor).work, Event(), post.clock).once()
    teller = Teller(post.office)
    for org in teller.waiting():
        teller.work(org)


def worry(post: Post, number: int) -> str:
    """A cause for alarm on a key result of its own; returns its id."""
    key, measure = an_id(5, number), Metric(start=0, target=9)
    post.house.do(AddKeyResult(objective_id=OBJECTIVE, key_result_id=key, title="More", measure=measure))
    post.house.do(CheckIn(objective_id=OBJECTIVE, check_in_id=new_id(), readings=(reads(1.0, key, 2),)))
    return key


def raised(post: Post) -> Counter[tuple[str, str]]:
    """How often an alert of each rule and subject was raised, by the log."""
    events = (CATALOGUE.read(each).event for each in log_of(post.house))
    return Counter((each.rule, each.subject_id) for each in events if isinstance(each, AlertRaised))


def told(receiver: Receiver) -> Counter[tuple[str, str]]:
    """How often the receiver was told of each rule and subject."""
    items = [item for got in receiver.got for item in json.loads(got.body)["data"]["items"]]
    return Counter((item["notice"]["rule"], item["notice"]["subject_id"]) for item in items)


def test_whatever_the_clock_does_each_alert_is_raised_and_told_once(house: House) -> None:
    post = open_post(house.another_organization(lambda: MONDAY))
    post.house = post.house.at(post.clock)
    worries = set()
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url(), preferences=OFTEN)
        for number, jump in enumerate(JUMPS, 2):
            post.now += jump
            worries.add(("confidence_drop", worry(post, number)))
            work(post)
            assert worries <= raised(post).keys()
            assert worries <= told(receiver).keys()
        work(post)
    assert set(raised(post).values()) == {1}
    assert set(told(receiver).values()) == {1}
    assert_whole(post.house)


def test_who_was_rung_by_a_clock_that_ran_ahead_is_rung_when_it_is_right_again(house: House) -> None:
    now = datetime.now(UTC)

    def ring(at: datetime) -> list[str]:
        return Scheduler(house.app, lambda _: None, Event(), lambda: at).once()

    assert ring(now + timedelta(days=2)) == [house.org]
    assert ring(now) == [house.org]
    assert ring(now) == []
