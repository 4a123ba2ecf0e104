"""A worker that is stopped for longer than its claim lasts, and continued when another has done its work."""

import signal
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from northlog.embedded import RedisServer
from northlog.settings import Settings
from northlog.watching.process import IDLE_SECONDS, running
from northlog.working import working
from tests.embedded_tools import until
from tests.faults.alarm import calm, raised, with_redis, worry
from tests.faults.counting import assert_consistent
from tests.faults.night import HOLD_HEAD, night_worker, waiting
from tests.house import House
from workers.evaluator import Evaluator
from workers.telling.office import LEASE

HOLD_ANSWERS = text("lock table northlog.commands in access exclusive mode")
"""Whoever holds these holds up whoever is about to decide a command, and has locked nothing yet."""


@pytest.mark.parametrize(
    ("hold", "idle_ms"),
    [(HOLD_ANSWERS, 0), (HOLD_HEAD, 500)],
    ids=["before it decides", "with the head of the log in its hands"],
)
def test_another_takes_over_and_the_one_that_wakes_up_doubles_nothing(
    house: House, own_redis: RedisServer, hold: object, idle_ms: int
) -> None:
    of, later = calm(house), calm(house)
    with (
        with_redis(house, own_redis.url) as (ringing, northlog),
        night_worker(house, own_redis.url, idle_ms) as process,
    ):
        worry(house, of)
        with house.owner.begin() as holding:
            holding.execute(hold, {"org": house.org})
            ringing.executor.committed(house.org)
            until(lambda: waiting(house) == 1)
            process.send_signal(signal.SIGSTOP)
        assert raised(house, of) == 0
        with working(northlog):
            until(lambda: raised(house, of) == 1)
        process.send_signal(signal.SIGCONT)
        worry(ringing, later)
        until(lambda: raised(house, later) == 1)
    assert raised(house, of) == 1
    assert_consistent(house)


def test_whatever_a_stopped_worker_holds_is_let_go_within_half_a_minute(tmp_path: Path) -> None:
    # What its messages take to return is tested beside the broker; see test_workers.
    with running(Settings(data_dir=tmp_path), "worker") as northlog:
        evaluator = Evaluator(northlog.executor)
        with northlog.app.connect() as connection:
            shown = connection.execute(text("show idle_in_transaction_session_timeout")).scalar_one()
    assert shown == f"{IDLE_SECONDS}s"
    # Another takes over when the claim has run out and what was locked is free.
    assert max(evaluator.lease, LEASE, timedelta(seconds=IDLE_SECONDS)) <= timedelta(seconds=30)
