"""What is due first: facts before what only time made due, and nothing is left waiting for ever."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from domain.health_metric import TrackHealthMetric
from domain.policy import SetPolicy
from domain.team import Cadence, SetCadence
from events.transaction import driver, transaction
from events.watching import Watch
from tests.embedded_tools import until
from tests.faults.night import waiting as waiting_for_locks
from tests.house import House, new_id
from tests.worked_example import play
from workers import due
from workers.evaluator import Evaluator
from workers.following import follow

LEASE = timedelta(minutes=1)
SOON = timedelta(hours=1)

Raw = psycopg.Connection[Any]


@contextmanager
def desk(house: House) -> Iterator[tuple[Raw, datetime]]:
    """Where what is due stands, and now."""
    with transaction(house.app, house.org) as connection:
        raw = driver(connection)
        yield raw, due.now_of(raw, None)


@pytest.fixture
def waiting(house: House) -> list[str]:
    """Twice as many as are claimed at once, due by time alone since an hour."""
    play(house)
    subjects = [new_id() for _ in range(2 * due.LONGEST)]
    with desk(house) as (raw, now):
        due.ask(raw, house.org, dict.fromkeys(subjects, 1), now)
        held = due.claim(raw, house.org, now, LEASE, len(subjects))
        assert held is not None
        due.give_back(raw, held, dict.fromkeys(subjects, now - SOON), 1, now)
    return subjects


def claimed(house: House, limit: int) -> set[str]:
    with desk(house) as (raw, now):
        held = due.claim(raw, house.org, now, LEASE, limit)
    return set() if held is None else set(held.attempts)


def asked(house: House, subjects: Iterable[str], position: int) -> None:
    with desk(house) as (raw, now):
        due.ask(raw, house.org, dict.fromkeys(subjects, position), now)


def test_what_a_fact_asks_for_does_not_wait_behind_what_became_due_by_time(
    house: House, waiting: list[str]
) -> None:
    fresh = new_id()
    asked(house, [fresh], 2)
    found = claimed(house, 100)
    assert fresh in found
    assert len(found & {*waiting}) == due.LONGEST


def test_the_latest_fact_comes_before_a_crowd_of_others_and_the_longest_waiting_with_it(house: House) -> None:
    play(house)
    crowd, fresh = [new_id() for _ in range(20)], new_id()
    asked(house, crowd[:1], 1)
    asked(house, crowd[1:], 2)
    asked(house, [fresh], 3)
    found = claimed(house, 3)
    assert {fresh, crowd[0]} <= found
    assert len(found) < len(crowd)


def test_whatever_waits_is_claimed_in_the_end_though_facts_keep_coming(house: House, waiting: list[str]) -> None:
    seen: set[str] = set()
    for position in range(2, 6):
        asked(house, [new_id() for _ in range(due.LONGEST)], position)
        seen |= claimed(house, due.LONGEST)
    assert {*waiting} <= seen


def test_whoever_gives_back_what_facts_ask_for_at_that_moment_and_they_do_not_wait_for_each_other_for_ever(
    house: House,
) -> None:
    play(house)
    first, second = sorted([new_id(), new_id()])
    asked(house, [first, second], 1)
    with desk(house) as (raw, now):
        held = due.claim(raw, house.org, now, LEASE, 2)
    assert held is not None

    def give_back() -> None:
        with desk(house) as (raw, now):
            due.give_back(raw, held, dict.fromkeys([first, second], now + SOON), 1, now)

    with ThreadPoolExecutor(2) as threads, desk(house) as (raw, _):
        raw.execute("select from northlog.due_evaluations where subject_id = %s for update", (first,))
        given = threads.submit(give_back)
        until(lambda: waiting_for_locks(house) == 1)
        fresh = threads.submit(asked, house, [second, first], 2)
        until(lambda: waiting_for_locks(house) == 2)
    given.result(10)
    fresh.result(10)
    assert claimed(house, 2) == {first, second}, "facts ask for them anew"


def due_now(house: House) -> set[str]:
    """What is due once the log was followed."""
    with transaction(house.app, house.org) as connection:
        raw = driver(connection)
        assert follow(connection, house.org, due.now_of(raw, None))
        found = raw.execute("select subject_id::text from northlog.due_evaluations where due_at <= now()")
        return {subject for (subject,) in found}


def test_a_cadence_asks_for_its_own_team_and_a_policy_for_health_metrics_too(house: House) -> None:
    of, metric = play(house), new_id()
    house.do(TrackHealthMetric(health_metric_id=metric, team_id=of.team_id, name="Uptime", low=99.0))
    Evaluator(house.executor).work(house.org)
    assert due_now(house) == set()
    tuesday = Cadence(weekday=1, hour=9)
    (company,) = (each.team_id for each in house.rows("teams") if each.kind == "company")
    house.do(SetCadence(team_id=company, cadence=tuesday))
    assert due_now(house) == set()
    house.do(SetCadence(team_id=of.team_id, cadence=tuesday))
    assert {of.objective_id} <= due_now(house)
    Evaluator(house.executor).work(house.org)
    house.do(SetPolicy(scope=of.team_id, override={"confidence_drop": {"low": 4}}, reason="We speak up early."))
    assert {of.objective_id, metric} <= due_now(house)


@dataclass
class Meanwhile(Watch):
    """Something happens once, between an evaluation and what is made of it."""

    happens: Callable[[], object] | None

    def waited(self, work: str, seconds: float) -> None:
        happens, self.happens = self.happens, None
        if happens is not None:
            happens()


def test_a_fact_that_comes_meanwhile_is_due_at_once_though_the_clock_had_run_ahead(house: House) -> None:
    of = play(house)
    behind = house.at(lambda: datetime.now(UTC) - SOON)

    def check_in() -> None:
        house.do(of.check_in(80.0))
        due_now(house)

    evaluator = Evaluator(replace(behind.executor, watch=Meanwhile(check_in)))
    assert evaluator.work(house.org) == 2, "the same objective a second time"
