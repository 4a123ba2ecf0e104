"""The running service keeps the history level with the log, so that no look at the past has to wait for it."""

from dataclasses import dataclass, field, replace

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


@dataclass
class Noting:
    """A chore that notes for whom it was done, and fails where it is told to."""

    fails: bool
    done: list[str] = field(default_factory=list)

    def waiting(self) -> list[str]:
        return [f"{self.fails}"]

    def work(self, org: str) -> None:
        self.done.append(org)
        if self.fails:
            raise RuntimeError("a goal that nobody else is to read")


def test_a_chore_that_fails_holds_up_no_other_and_is_logged_without_what_people_wrote(
    caplog: pytest.LogCaptureFixture,
) -> None:
    failing, other = Noting(fails=True), Noting(fails=False)
    maintainer = Maintainer((failing, other))
    assert maintainer.waiting() == {"True", "False"}
    maintainer.work("an organization")
    assert failing.done == other.done == ["an organization"]
    (record,) = caplog.records
    assert "nobody else" not in record.getMessage()
