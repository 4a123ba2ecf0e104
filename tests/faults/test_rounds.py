"""From a check-in to a receiver, by the workers themselves: with Redis, and without it."""

from contextlib import closing
from dataclasses import replace
from threading import Event

import pytest

from domain.destination import Audience, AudienceKind
from northlog import working as working_parts
from northlog.working import serving_messages, working
from tests.embedded_tools import until
from tests.faults.alarm import ALARMS, calm, northlog_that_may_send, raised, told, with_redis, worry
from tests.house import House, new_id
from tests.post import Post
from tests.receiver import Receiver, receiving
from workers import scheduler
from workers.actors import THREADS
from workers.broker import MAINTAIN
from workers.doorbell import RedisBell
from workers.maintainer import Maintainer


@pytest.mark.parametrize("by_redis", [True, False], ids=["with Redis", "without"])
def test_every_alert_reaches_its_receiver_once(
    house: House, by_redis: bool, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "ROUND_SECONDS", 0.05)
    url = request.getfixturevalue("redis_url") if by_redis else None
    of = calm(house)
    with receiving(Receiver()) as receiver:
        Post(house).destination(receiver.url(), Audience(kind=AudienceKind.TEAM, id=of.team_id))
        with working(replace(northlog_that_may_send(house), redis_url=url)):
            # Alerts that the evaluator finds: one that it does not find, it ends, told or not.
            worry(house, of)
            until(lambda: told(receiver) == ALARMS)
        assert set(receiver.times().values()) == {1}


class Endless:
    """A chore that takes until it is let go."""

    def __init__(self) -> None:
        self.begun, self.let_go = Event(), Event()

    def waiting(self) -> list[str]:
        return []

    def work(self, _org: str) -> None:
        self.begun.set()
        self.let_go.wait(60)


def test_upkeep_that_takes_long_keeps_no_evaluation_waiting(
    house: House, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chore = Endless()
    monkeypatch.setattr(working_parts, "maintainer_of", lambda _: Maintainer((chore,)))
    of = calm(house)
    with (
        closing(RedisBell(redis_url, MAINTAIN)) as upkeep,
        with_redis(house, redis_url) as (ringing, northlog),
        serving_messages(northlog),
    ):
        try:
            for _ in range(2 * THREADS):
                upkeep(new_id())
            assert chore.begun.wait(10)
            worry(ringing, of)
            until(lambda: raised(house, of) == 1)
        finally:
            chore.let_go.set()
