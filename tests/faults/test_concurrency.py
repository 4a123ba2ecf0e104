"""Sixteen writers over four logs, some killed in the middle, and a reader that follows them all."""

import os
import random
import time
from collections.abc import Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from sqlalchemy import text

from domain.team import FormTeam, TeamKind
from events.verify import verify
from tests.faults.counting import assert_consistent, assert_every_answer_kept
from tests.faults.follower import Follower, following
from tests.faults.writer import Task, writing
from tests.house import House, app_url, new_id

WRITERS, LOGS, KILLED = 16, 4, 5
SECONDS = float(os.environ.get("SOAK", "10"))
"""For how long they write; `make soak` says longer."""
GRACE = 60.0


def shared_teams(house: House) -> list[str]:
    """Streams that all writers of a log meet in; the more the longer, as each command reads its stream."""
    ids = [new_id() for _ in range(max(3, int(SECONDS / 10)))]
    for team_id in ids:
        house.do(FormTeam(team_id=team_id, name="Shared", kind=TeamKind.COMPANY))
    return ids


def kill_some(processes: Sequence[ForkServerProcess], until: float) -> None:
    """SIGKILL at random moments of the time that is left."""
    moments = sorted(random.uniform(time.monotonic() + 1, until) for _ in range(KILLED))
    for victim, moment in zip(random.sample(processes, KILLED), moments, strict=True):
        while time.monotonic() < moment:
            time.sleep(0.01)
        victim.kill()


def assert_saw_all(follower: Follower, house: House) -> None:
    """Every committed event once, in order, dense, and its chain whole up to the log's head."""
    seen = follower.seen[house.org]
    assert [event.position for event in seen] == list(range(1, len(seen) + 1))
    verdict = verify(house.org, seen)
    assert verdict.problem is None
    with house.owner.begin() as connection:
        head = connection.execute(
            text("select position, hash from northlog.heads where org = :org"), {"org": house.org}
        ).one()
        counted = text("select count(*) from northlog.events where org = :org")
        assert connection.execute(counted, {"org": house.org}).scalar_one() == len(seen)
    assert (verdict.events, verdict.hash) == (head.position, head.hash)


def test_nothing_is_lost_doubled_or_out_of_order_whoever_dies(house: House, tmp_path: Path) -> None:
    houses = [house, *(house.another_organization() for _ in range(LOGS - 1))]
    teams = [shared_teams(each) for each in houses]
    url = app_url(house.owner.url.render_as_string(hide_password=False))
    tasks = [
        Task(
            name=f"writer{number}",
            url=url,
            org=houses[number % LOGS].org,
            teams=teams[number % LOGS],
            notes=tmp_path / f"writer{number}",
            seconds=SECONDS,
        )
        for number in range(WRITERS)
    ]
    with following(house.app, [each.org for each in houses]) as follower, writing(tasks) as processes:
        # Well before they end by themselves: a writer's own clock begins a little earlier or later.
        kill_some(processes, time.monotonic() + 0.8 * SECONDS)
        for process in processes:
            process.join(SECONDS + GRACE)
        ended = [process.exitcode for process in processes]
    assert sorted(ended) == [-9] * KILLED + [0] * (WRITERS - KILLED)
    assert assert_every_answer_kept(house, tasks) > WRITERS * 5
    assert follower.looks > 10
    for each in houses:
        assert_saw_all(follower, each)
        assert_consistent(each)
