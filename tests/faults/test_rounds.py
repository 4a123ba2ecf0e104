"""From a check-in to a receiver, by the workers themselves: with Redis, and without it."""

from dataclasses import replace

import pytest

from domain.destination import Audience, AudienceKind
from northlog.working import working
from tests.embedded_tools import until
from tests.faults.alarm import ALARMS, calm, northlog_that_may_send, told, worry
from tests.house import House
from tests.post import Post
from tests.receiver import Receiver, receiving
from workers import scheduler


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
