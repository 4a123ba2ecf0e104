"""PostgreSQL goes down under a worker and a scheduler and comes back: nothing is lost, and no alert is doubled."""

import os
import signal
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from domain.destination import Audience, AudienceKind
from northlog.embedded import EmbeddedServer, Programs
from northlog.settings import Settings
from northlog.wiring import open_northlog
from northlog.working import working
from tests.embedded_tools import is_gone, server_pid, until
from tests.faults.alarm import ALARMS, calm, raised, told, worry
from tests.faults.counting import assert_consistent
from tests.faults.night import HOLD_FOLLOWER, waiting
from tests.house import settle
from tests.post import Post
from tests.receiver import Got, Receiver, receiving
from workers import scheduler
from workers.telling import office

RECOVERY_SECONDS = 8.0
"""From the moment when PostgreSQL answers again, the claim included that had to run out."""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["restarted", "crashed"])
def test_worker_and_scheduler_go_on_when_postgres_is_back(
    tmp_path: Path, programs: Programs, how: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "ROUND_SECONDS", 0.05)
    monkeypatch.setattr(office, "LEASE", timedelta(seconds=1))
    down = Event()

    def answer_once_it_is_down(_: Got) -> int:
        down.wait(10)
        return 200

    settings = Settings(data_dir=tmp_path, allowed_networks="127.0.0.0/8")
    with (
        open_northlog(settings, with_redis=True) as northlog,
        receiving(Receiver(answer_once_it_is_down)) as receiver,
    ):
        house = replace(settle(northlog.owner, northlog.app), executor=northlog.executor)
        of, later, post = calm(house), calm(house), Post(house)
        for each in (of, later):
            post.destination(receiver.url(), Audience(kind=AudienceKind.TEAM, id=each.team_id))
        with working(northlog):
            worry(house, of)
            until(lambda: len(receiver.got) > 0)
            holding = northlog.owner.connect()
            holding.execute(HOLD_FOLLOWER, {"org": house.org})
            worry(house, later)
            until(lambda: waiting(house) > 0)
            # One message is sent and not marked yet, one evaluation stands in the middle of its transaction.
            os.kill(server_pid(tmp_path), how)
            until(lambda: is_gone(tmp_path))
            holding.invalidate()
            down.set()
            with EmbeddedServer(tmp_path, programs):
                until(lambda: told(receiver) == sorted(ALARMS * 2), RECOVERY_SECONDS)
                until(lambda: set(post.states()) == {"sent"}, RECOVERY_SECONDS)
        assert (raised(house, of), raised(house, later)) == (1, 1)
        assert receiver.times()[receiver.got[0].id] == 2
        assert_consistent(house)
