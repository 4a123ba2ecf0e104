"""From an alert in the log to a receiver, by the workers themselves: with Redis, and without it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from northlog.settings import Settings
from northlog.wiring import Northlog
from northlog.working import working
from tests.api import northlog_of
from tests.embedded_tools import until
from tests.post import Post
from tests.receiver import Receiver, receiving
from workers import scheduler


@pytest.fixture
def northlog(post: Post, monkeypatch: pytest.MonkeyPatch) -> Iterator[Northlog]:
    """A process at work on the post's company; receivers on this host are allowed to it."""
    monkeypatch.setattr(scheduler, "ROUND_SECONDS", 0.05)
    settings = Settings(data_dir=Path("unused"), allowed_networks="127.0.0.0/8")
    # A little ahead, since what is planned at an instant is due at that instant.
    house = post.house.at(lambda: post.now + timedelta(minutes=1))
    return replace(northlog_of(house), settings=settings)


@pytest.mark.parametrize("by_redis", [True, False], ids=["with Redis", "without"])
def test_an_alert_reaches_its_receiver_once(
    post: Post, northlog: Northlog, by_redis: bool, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("redis_url") if by_redis else None
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url())
        with working(replace(northlog, redis_url=url)):
            post.raise_alert()
            until(lambda: post.states() == ["sent"])
        assert len(receiver.got) == 1
