"""The running service keeps the history level with the log, so that no look at the past has to wait for it."""

from dataclasses import replace

import pytest

from northlog.working import maintainer_of, working
from projections import follow
from projections.history import HISTORY
from tests.api import northlog_of
from tests.embedded_tools import until
from tests.house import House
from tests.worked_example import play
from workers import scheduler
from workers.maintainer import Following, Maintainer


def behind(house: House) -> list[str]:
    return Following(house.app, HISTORY).waiting()


@pytest.mark.parametrize("by_redis", [True, False], ids=["with Redis", "without"])
def test_the_history_follows_while_the_service_runs_and_nobody_asks(
    house: House, by_redis: bool, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "ROUND_SECONDS", 0.05)
    url = request.getfixturevalue("redis_url") if by_redis else None
    other = house.another_organization()
    play(house)
    assert set(behind(house)) >= {house.org, other.org}
    with working(replace(northlog_of(house), redis_url=url)):
        until(lambda: not behind(house))
        play(other)
        until(lambda: not behind(house))


def test_a_round_that_died_in_its_midst_is_taken_up_where_it_was(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(house)
    play(house)
    monkeypatch.setattr(follow, "BATCH", 10)
    batch, calls = follow.follow, []

    def dying(*given: object) -> int:
        calls.append(given)
        if len(calls) == 2:
            raise ConnectionError("the worker is gone")
        return batch(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(follow, "follow", dying)
    maintainer = maintainer_of(northlog_of(house))
    maintainer.work(house.org)
    assert behind(house) == [house.org]
    maintainer.work(house.org)
    assert behind(house) == []


def test_a_chore_that_fails_holds_up_no_other_and_its_error_is_not_quoted(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done: list[str] = []

    def failing(_org: str) -> None:
        raise RuntimeError("what Ann wrote")

    Maintainer((failing, done.append)).work("an organization")
    assert done == ["an organization"]
    assert [each.getMessage() for each in caplog.records] == [
        "a chore for an organization failed, and comes again"
    ]
