"""Writers append steadily while all projections are rebuilt, killed twice, resumed and switched.

What must be in the tables is known from the writers' own notes, not from another fold: a fold would not see that
an event was left out, or applied twice.
"""

import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection, text

from domain.measure import Metric
from domain.objective.commands import AddKeyResult, CheckIn, DraftObjective, PublishObjective
from domain.objective.grip import Reading
from domain.words import Command
from projections import builds, schema
from projections.registry import PROJECTIONS
from tests.embedded_tools import until
from tests.faults.counting import assert_every_answer_kept
from tests.faults.rebuilder import rebuilding
from tests.faults.writer import Task, noted, waits, writing
from tests.house import House, app_url, new_id
from tests.logs import assert_whole
from tests.worked_example import play

SECONDS = float(os.environ.get("SOAK", "5"))
"""For how long they write; `make soak` says longer."""
GOALS = max(6, int(SECONDS / 4))
"""The more goals the longer, as each check-in reads its objective's stream."""
LONGEST_WAIT = 0.25
PATIENCE = 60.0

PARTS = text("""
select count(*) filter (where done_at is not null) as done, count(*) filter (where done_at is null) as left
from northlog.build_parts p join northlog.builds b on b.schema = p.schema and b.state = 'building'
""")
KEYED = text("select count(*) from northlog.builds where state = 'building' and keyed_at is not null")


@dataclass(frozen=True)
class CheckingIn(Task):
    """Checks in on goals, (objective id, key result id), one after the other."""

    goals: Sequence[tuple[str, str]] = ()

    def commands(self) -> Iterator[tuple[str, Command]]:
        chance = random.Random(self.name)
        for number, (objective, result) in enumerate(cycle(self.goals), 1):
            said = (Reading(key_result_id=result, value=float(number)),)
            check_in = str(UUID(int=chance.getrandbits(128)))
            yield (
                f"{self.name}-{number}",
                CheckIn(objective_id=objective, check_in_id=check_in, readings=said),
            )

    def counted(self) -> Counter[str]:
        """How many check-ins were answered, by key result."""
        numbers = (int(key.rpartition("-")[2]) for key in noted(self)[0])
        return Counter(self.goals[(number - 1) % len(self.goals)][1] for number in numbers)


def goals(house: House) -> list[tuple[str, str]]:
    """Published objectives with a key result each."""
    example = play(house)
    made = []
    for _ in range(GOALS):
        objective, result = new_id(), new_id()
        house.do(
            DraftObjective(
                objective_id=objective, cycle_id=example.cycle_id, team_id=example.team_id, title="Grow"
            )
        )
        measure = Metric(start=0, target=1_000_000)
        house.do(AddKeyResult(objective_id=objective, key_result_id=result, title="More", measure=measure))
        house.do(PublishObjective(objective_id=objective))
        made.append((objective, result))
    return made


def killed_twice_then_finished(url: str, owner: Connection) -> None:
    """In the middle of its parts, and when it has read the logs to their ends; the third one comes to an end."""

    def in_its_parts() -> bool:
        at = owner.execute(PARTS).one()
        return bool(at.done > 2 and at.left > 2)

    def compares() -> bool:
        return bool(owner.execute(KEYED).scalar_one())

    for moment, pause in ((in_its_parts, 0.02), (compares, 0.1)):
        with rebuilding(url, pause) as process:
            until(moment, PATIENCE)
            process.kill()
    left = owner.execute(PARTS).one()
    with rebuilding(url, 0) as process:
        process.join(PATIENCE)
        assert process.exitcode == 0
    assert left.done > 2


def drop_retired(house: House) -> None:
    with house.owner.begin() as owner:
        for each in builds.builds(owner):
            if each.state == builds.RETIRED:
                schema.drop(owner, each.schema)
                builds.forget(owner, each.schema)


def trails(house: House) -> dict[str, int]:
    """How many points each key result's trail has."""
    return {row.key_result_id: len(row.trail) for row in house.rows("key_results")}


def test_no_event_is_lost_or_applied_twice_and_nobody_waits_long(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = house.owner.url.render_as_string(hide_password=False)
    houses = [house, house.another_organization()]
    over, most = tmp_path / "over", SECONDS + PATIENCE
    tasks = [
        CheckingIn(f"writer{n}", app_url(url), each.org, (), tmp_path / f"writer{n}", most, over, goals(each))
        for n, each in enumerate(houses)
    ]
    end, rebuilds = time.monotonic() + SECONDS, 0
    with house.owner.connect().execution_options(isolation_level="AUTOCOMMIT") as owner, writing(tasks) as writers:
        until(lambda: all(len(noted(task)[0]) > 50 for task in tasks), PATIENCE)
        while rebuilds == 0 or time.monotonic() < end:
            killed_twice_then_finished(url, owner)
            drop_retired(house)
            rebuilds += 1
        written = [len(noted(task)[0]) for task in tasks]
        until(lambda: all(len(noted(task)[0]) > before for task, before in zip(tasks, written, strict=True)))
        over.touch()
        for writer in writers:
            writer.join(PATIENCE)
        assert [writer.exitcode for writer in writers] == [0] * len(tasks)
        live = [each.build for each in builds.builds(owner)]
    assert live == [rebuilds + 1] * len(PROJECTIONS)
    assert assert_every_answer_kept(house, tasks) == sum(len(noted(task)[0]) for task in tasks)
    for task, each in zip(tasks, houses, strict=True):
        counted, found = task.counted(), trails(each)
        assert {key: found[key] for _, key in task.goals} == {key: counted[key] for _, key in task.goals}
        assert_whole(each)
    waited = sorted(wait for task in tasks for wait in waits(task))
    longest, p99 = waited[-1], waited[int(len(waited) * 0.99)]
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(waited):,} appends, {rebuilds} rebuilds: p99 {p99 * 1e3:.0f} ms, max {longest * 1e3:.0f} ms\n"
        )
    assert p99 < LONGEST_WAIT
