"""Reminders from the clock to the receiver: once for each check-in that is due, whoever looks, however often."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from typing import Any

import pytest

from domain.destination import Audience, AudienceKind, Preferences
from domain.objective.commands import CheckIn, CloseObjective, DraftObjective, PublishObjective
from domain.policy import SetPolicy
from domain.team import Cadence, SetCadence
from domain.words import Outcome
from tests.facts import BEN, CYCLE, OBJECTIVE, TEAM, an_id, at
from tests.house import new_id
from tests.post import OF_ANN, OF_TEAM, Post
from tests.receiver import Receiver, receiving
from workers import evaluator
from workers.evaluator import Evaluator
from workers.scheduler import Scheduler
from workers.sending.message import Message
from workers.telling import remind
from workers.telling.listening import GATHERING

NOON = at("2026-02-20T11:00") + GATHERING
"""When the check-in of Friday 20 February, 16:00 in Zurich, is reminded of."""
OFFICE_HOURS = Preferences(quiet_from=20, quiet_until=8, digest_hour=9)

ONLY_REMINDERS: Any = {
    rule: {"enabled": False} for rule in ("silent", "off_pace", "orphan", "stalled", "forecast_miss")
}


@pytest.fixture
def post(living_post: Post) -> Post:
    living_post.house.do(SetCadence(team_id=TEAM, cadence=Cadence(weekday=5, hour=16)))
    # Silence and other findings are other tests' matter.
    living_post.house.do(SetPolicy(scope=TEAM, override=ONLY_REMINDERS, reason="Calm"))
    look(living_post)
    return living_post


def look(post: Post) -> None:
    """The scheduler looks once, and what it finds is told and sent."""
    Scheduler(post.house.app, Evaluator(post.house.executor).work, Event(), post.clock).once()
    post.run()


def at_noon(post: Post) -> None:
    post.now = NOON
    look(post)


def days(post: Post, number: int) -> None:
    """So many days go by, looked at every four hours."""
    for _ in range(6 * number):
        look(post.later(hours=4))


def check_in(post: Post) -> None:
    post.house.do(CheckIn(objective_id=OBJECTIVE, check_in_id=new_id(), goal_confidence=7))


def told(receiver: Receiver) -> list[list[str]]:
    """By message: what its notices say."""
    messages = [Message.model_validate_json(each.body) for each in receiver.got]
    return [[item.notice.what for item in message.data.items] for message in messages]


def test_a_team_is_reminded_once_of_each_check_in_and_not_at_all_once_it_came(post: Post) -> None:
    """Three Fridays; the team checks in on the second one's morning."""
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url(), preferences=OFFICE_HOURS)
        days(post, 10)
        post.now = at("2026-02-27T09:00")
        check_in(post)
        days(post, 8)
    assert [says[0].rpartition("due on ")[2] for says in told(receiver)] == [
        "Friday, 20 February at 16:00.",
        "Friday, 6 March at 16:00.",
    ]


def test_several_objectives_of_a_team_are_one_message_though_judged_apart(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = an_id(4, 7)
    post.house.do(DraftObjective(objective_id=second, cycle_id=CYCLE, team_id=TEAM, title="Second"))
    post.house.do(PublishObjective(objective_id=second))

    def and_sent_at_once(*given: Any) -> int:
        made = remind(*given)
        post.run()
        return made

    with receiving(Receiver()) as receiver:
        post.destination(receiver.url())
        post.now = NOON - GATHERING
        monkeypatch.setattr(evaluator, "remind", and_sent_at_once)
        Evaluator(post.house.executor, batch=1).work(post.house.org)
        assert told(receiver) == []
        look(post.later(minutes=1))
    assert [len(says) for says in told(receiver)] == [2]


def test_the_team_is_reminded_first_and_its_members_where_it_has_no_place(post: Post) -> None:
    of_ben = Audience(kind=AudienceKind.PERSON, id=BEN)
    with receiving(Receiver()) as receiver:
        for path, audience in {"/ann": OF_ANN, "/ben": of_ben}.items():
            post.destination(receiver.url(path=path), audience)
        at_noon(post)
        post.destination(receiver.url(path="/team"), OF_TEAM)
        look(post.later(days=7))
    assert sorted(each.path for each in receiver.got[:2]) == ["/ann", "/ben"]
    assert [each.path for each in receiver.got[2:]] == ["/team"]


def test_many_schedulers_at_once_remind_once(post: Post) -> None:
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url())
        post.now = NOON
        together = Barrier(4)

        def scheduler(_: int) -> None:
            together.wait(10)
            Evaluator(post.house.executor).work(post.house.org)
            post.run()

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(scheduler, range(4)))
        look(post)
    assert len(told(receiver)) == 1


@pytest.mark.parametrize("dies", ["before", "after"])
def test_a_worker_that_dies_while_it_reminds_leaves_it_reminded_once(
    post: Post, dies: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``SystemExit`` stands for death: nothing that follows in that worker is done."""

    def dying(*given: Any) -> int:
        if dies == "after":
            remind(*given)
        raise SystemExit

    with receiving(Receiver()) as receiver:
        post.destination(receiver.url())
        post.now = NOON
        monkeypatch.setattr(evaluator, "remind", dying)
        with pytest.raises(SystemExit):
            Evaluator(post.house.executor).work(post.house.org)
        monkeypatch.undo()
        look(post)
        assert len(told(receiver)) == (dies == "after")
        # The dead one's claim has run out by then.
        look(post.later(minutes=2))
        days(post, 2)
    assert len(told(receiver)) == 1


def close(post: Post) -> None:
    post.house.do(CloseObjective(objective_id=OBJECTIVE, outcome=Outcome.DROPPED))


@pytest.mark.parametrize("happens", [check_in, close])
def test_what_happens_while_it_is_judged_or_waits_leaves_nothing_to_remind_of(
    post: Post, happens: Callable[[Post], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(*given: Any) -> int:
        happens(post)
        post.plan()
        return remind(*given)

    with receiving(Receiver()) as receiver:
        post.destination(receiver.url())
        post.now = NOON
        monkeypatch.setattr(evaluator, "remind", overtaken)
        look(post)
        days(post, 1)
    assert told(receiver) == []


@pytest.mark.parametrize("happens", [check_in, close])
def test_a_reminder_that_waits_for_the_morning_is_gone_if_it_was_answered_by_then(
    post: Post, happens: Callable[[Post], None]
) -> None:
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url(), preferences=Preferences(quiet_from=11, quiet_until=17))
        post.now = NOON + timedelta(minutes=5)
        look(post)
        happens(post)
        days(post, 1)
    assert told(receiver) == []


def test_silence_is_told_in_place_of_a_reminder_that_still_waits(post: Post) -> None:
    post.house.do(
        SetPolicy(scope=TEAM, override=ONLY_REMINDERS | {"silent": {"grace": 0, "after": 1}}, reason="Strict")
    )
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url(), preferences=Preferences(quiet_from=11, quiet_until=18))
        at_noon(post)
        days(post, 1)
    assert [[each.partition(" ")[0] for each in says] for says in told(receiver)] == [["How"]]


def test_a_team_can_turn_its_reminders_off(post: Post) -> None:
    off: Any = {"rhythm": {"reminders": False}}
    post.house.do(SetPolicy(scope=TEAM, override=ONLY_REMINDERS | off, reason="We need none"))
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url())
        days(post, 5)
    assert told(receiver) == []
