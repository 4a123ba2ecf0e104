"""Alerts from the log: what is found is raised once, whoever looks and however often."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier, Event
from typing import Any

import pytest
from sqlalchemy import text

from domain.alert import AcknowledgeAlert, AlertOutcome, ResolveAlert
from domain.objective.commands import CheckIn, CloseObjective
from domain.policy import SetPolicy
from domain.team import Cadence, SetCadence
from domain.words import Outcome
from events.catalogue import CATALOGUE
from events.transaction import driver, transaction
from projections.current.queries import CurrentReader
from projections.current.signal_queries import AlertFilter, SignalReader
from projections.current.signal_rows import AlertRow
from tests.facts import reads
from tests.house import House, new_id
from tests.logs import assert_whole, log_of
from tests.worked_example import Example, play
from workers.evaluation import evaluate_many, judge_many
from workers.evaluator import Evaluator
from workers.following import hold
from workers.scheduler import Scheduler

LOW = 2
"""A confidence that is an alert by itself."""


def worried(of: Example, confidence: int = LOW) -> CheckIn:
    readings = (reads(71.0, of.key_result_id, confidence),)
    return CheckIn(objective_id=of.objective_id, check_in_id=new_id(), readings=readings)


def alerts(house: House, **wanted: Any) -> list[AlertRow]:
    with transaction(house.app, house.org) as connection:
        return SignalReader(CurrentReader(connection, house.org)).alerts(AlertFilter(**wanted))


def raised(house: House, rule: str) -> int:
    """How often the log says that this rule's alert was raised: counted in the log, not in the read table."""
    asked = text(
        "select count(*) from northlog.events where org = :org and type = 'alert.raised.v2'"
        " and body::jsonb ->> 'rule' = :rule"
    )
    with transaction(house.app, house.org) as connection:
        return int(connection.execute(asked, {"org": house.org, "rule": rule}).scalar_one())


def due_at(house: House, objective_id: str) -> datetime | None:
    asked = text("select due_at from northlog.due_evaluations where org = :org and subject_id = :id")
    with transaction(house.app, house.org) as connection:
        found: datetime | None = connection.execute(asked, {"org": house.org, "id": objective_id}).scalar()
        return found


def test_a_worrying_check_in_raises_an_alert_that_explains_itself(house: House) -> None:
    of = play(house)
    Evaluator(house.executor).work(house.org)
    last = house.do(worried(of)).last_position
    Evaluator(house.executor).work(house.org)
    (found,) = alerts(house, rule="confidence_drop")
    assert (found.state, found.severity, found.subject_id) == ("open", "critical", of.key_result_id)
    assert (found.objective_id, found.team_id, found.cycle_id) == (of.objective_id, of.team_id, of.cycle_id)
    assert last in found.facts
    assert all((found.what, found.why, found.clears_when, found.inputs))
    assert_whole(house)


def test_evaluating_twice_raises_once(house: House) -> None:
    of = play(house)
    house.do(worried(of))
    before = evaluate_many(house.executor, house.org, [of.objective_id])
    again = evaluate_many(house.executor, house.org, [of.objective_id])
    assert len(before.judged[0].commands) >= 1
    assert again.judged[0].commands == []
    assert raised(house, "confidence_drop") == 1


def test_evaluating_at_once_raises_once(house: House) -> None:
    of = play(house)
    house.do(worried(of))
    together = Barrier(4)

    def evaluate(_: int) -> None:
        together.wait(10)
        evaluate_many(house.executor, house.org, [of.objective_id])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(evaluate, range(4)))
    assert raised(house, "confidence_drop") == 1
    assert_whole(house)


def test_the_same_log_at_the_same_instant_asks_for_the_same_alerts(house: House) -> None:
    of = play(house)
    house.do(worried(of))
    at = datetime.now(UTC) + timedelta(days=3)
    first, second = (judge_many(house.executor, house.org, [of.objective_id], at) for _ in range(2))
    assert first == second
    assert first.now == at
    evaluate_many(house.executor, house.org, [of.objective_id], at)
    said = [CATALOGUE.read(each).event for each in log_of(house) if each.stream.startswith("alert-")]
    assert [each.happened_at for each in said] == [at] * len(first.judged[0].commands)


def test_silence_is_found_without_any_event(house: House) -> None:
    of = play(house)
    house.do(SetCadence(team_id=of.team_id, cadence=Cadence(weekday=1, hour=9)))
    Evaluator(house.executor).work(house.org)
    assert alerts(house, rule="silent") == []
    clock = Clock(datetime.now(UTC))
    later = house.at(clock)
    scheduler = Scheduler(house.app, Evaluator(later.executor).work, Event(), clock)
    for _ in range(21):
        clock.now += timedelta(days=1)
        scheduler.once()
    assert raised(house, "silent") == 1
    (found,) = alerts(house, rule="silent")
    assert found.subject_id == of.objective_id


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def test_an_evaluation_is_due_again_by_the_next_midnight_of_the_organization(house: House) -> None:
    of = play(house)
    Evaluator(house.executor).work(house.org)
    found = due_at(house, of.objective_id)
    now = datetime.now(UTC)
    assert found is not None
    assert now < found <= now + timedelta(hours=25)


def test_a_closed_objective_is_never_due_again_and_its_alerts_end(house: House) -> None:
    of = play(house)
    house.do(worried(of))
    Evaluator(house.executor).work(house.org)
    house.do(CloseObjective(objective_id=of.objective_id, outcome=Outcome.PARTLY))
    Evaluator(house.executor).work(house.org)
    assert due_at(house, of.objective_id) is None
    assert {each.outcome for each in alerts(house)} == {AlertOutcome.ENDED}


def test_a_policy_that_is_set_is_applied_at_once(house: House) -> None:
    of = play(house)
    Evaluator(house.executor).work(house.org)
    house.do(worried(of, confidence=4))
    Evaluator(house.executor).work(house.org)
    assert alerts(house, rule="confidence_drop") == []
    house.do(SetPolicy(scope=of.team_id, override={"confidence_drop": {"low": 4}}, reason="We speak up early."))
    Evaluator(house.executor).work(house.org)
    (found,) = alerts(house, rule="confidence_drop")
    assert found.policy == [{"scope": of.team_id, "version": 1}]


def test_an_alert_resolved_by_hand_does_not_come_back_for_the_same_episode(house: House) -> None:
    of = play(house)
    house.do(worried(of))
    Evaluator(house.executor).work(house.org)
    (found,) = alerts(house, rule="confidence_drop")
    house.do(AcknowledgeAlert(alert_id=found.alert_id, will_do="We ask five users."))
    house.do(ResolveAlert(alert_id=found.alert_id, outcome=AlertOutcome.ACTED, note="Asked."))
    evaluate_many(house.executor, house.org, [of.objective_id])
    (after,) = alerts(house, rule="confidence_drop")
    assert (after.state, after.outcome, after.will_do) == ("resolved", "acted", "We ask five users.")
    assert raised(house, "confidence_drop") == 1


def test_what_is_asked_for_while_an_evaluation_runs_is_due_at_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = play(house)
    Evaluator(house.executor).work(house.org)
    house.do(of.check_in())
    calls = []

    def overtaken(*given: Any) -> Any:
        done = evaluate_many(*given)
        if not calls:
            house.do(worried(of))
        calls.append(done.position)
        return done

    monkeypatch.setattr("workers.evaluator.evaluate_many", overtaken)
    Evaluator(house.executor).work(house.org)
    assert len(calls) == 2
    assert raised(house, "confidence_drop") == 1


def test_what_cannot_be_evaluated_is_put_off_and_holds_up_nothing_else(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    of, other = play(house), play(house)
    house.do(worried(of))
    house.do(worried(other))

    def failing(executor: Any, org: str, ids: list[str], now: Any) -> Any:
        if of.objective_id in ids:
            raise RuntimeError("poison")
        return evaluate_many(executor, org, ids, now)

    monkeypatch.setattr("workers.evaluator.evaluate_many", failing)
    Evaluator(house.executor).work(house.org)
    assert {each.objective_id for each in alerts(house, rule="confidence_drop")} == {other.objective_id}
    put_off = due_at(house, of.objective_id)
    assert put_off is not None
    assert put_off > datetime.now(UTC)
    monkeypatch.undo()
    clock = Clock(datetime.now(UTC) + timedelta(seconds=10))
    Evaluator(house.at(clock).executor).work(house.org)
    assert len(alerts(house, rule="confidence_drop")) == 2


def test_many_objectives_are_loaded_by_as_many_queries_as_one(house: House) -> None:
    from sqlalchemy import event

    of = [play(house) for _ in range(3)]
    counted: list[str] = []

    def count(*args: Any) -> None:
        counted.append(args[2])

    event.listen(house.app, "before_cursor_execute", count)
    judge_many(house.executor, house.org, [of[0].objective_id])
    one = len(counted)
    judge_many(house.executor, house.org, [each.objective_id for each in of])
    event.remove(house.app, "before_cursor_execute", count)
    assert len(counted) == 2 * one


def test_of_two_schedulers_one_acts(house: House) -> None:
    of = play(house)
    house.do(worried(of))
    rung: list[str] = []
    together = Barrier(2)

    def act(_: int) -> None:
        together.wait(10)
        Scheduler(house.app, rung.append, Event()).once()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(act, range(2)))
    assert rung == [house.org]


def test_nothing_is_evaluated_while_a_past_is_loaded(house: House) -> None:
    play(house)
    with transaction(house.app, house.org) as connection:
        hold(driver(connection), house.org, timedelta(minutes=10))
    assert Scheduler(house.app, lambda _: None, Event()).once() == []
    with transaction(house.app, house.org) as connection:
        hold(driver(connection), house.org, timedelta())
    assert Scheduler(house.app, lambda _: None, Event()).once() == [house.org]


def test_a_scheduler_outlives_what_fails(house: House) -> None:
    play(house)
    stopped, rung = Event(), []

    def act(org: str) -> None:
        rung.append(org)
        if len(rung) == 1:
            raise RuntimeError("away")
        stopped.set()

    Scheduler(house.app, act, Event()).run(stopped)
    assert len(rung) == 2


def test_a_doorbell_that_nobody_hears_is_rung_again_and_ever_less_often(house: House) -> None:
    play(house)
    clock, rung = Clock(datetime.now(UTC) + timedelta(minutes=1)), []
    scheduler = Scheduler(house.app, rung.append, Event(), clock)
    for _ in range(300):
        scheduler.once()
        clock.now += timedelta(seconds=1)
    assert 8 <= len(rung) <= 12
