"""What is learnt later changes nothing of what is found now: of every rule, by examples and over any history."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.alert import RaiseAlert
from domain.cycle import Cycle, stream_of
from domain.measure import Metric
from domain.objective.events import AmbitionSet, KeyResultReworded, ObjectiveReworded
from domain.policy import Policy, effective
from domain.signals.evaluate import RULES, evaluate
from domain.signals.finding import Finding
from domain.signals.reconcile import Evaluated, reconcile
from domain.team import Cadence
from domain.trajectory import GoalMove, OwnerMark, Point, Span, Trajectory, span_of, told
from tests.facts import ANN, BEN, CYCLE, OBJECTIVE, TEAM, founded
from tests.generated import History, histories
from tests.made_up import BEGIN
from tests.signals import (
    Entry,
    calendar,
    check_in_on,
    found,
    goal,
    line,
    lived,
    mark,
    objective,
    on,
    position_of,
)
from tests.spec import World

MONDAYS = Cadence(weekday=1, hour=0)
LEGAL = "Legal has not answered yet"


def moved(day: float, before: float, after: float) -> GoalMove:
    old, new = Metric(start=0, target=before), Metric(start=0, target=after)
    return GoalMove(on(day), position_of(day), old, new, "We learnt")


SLOW = [(10, 5.0), (20, 10.0), (30, 15.0), (40, 20.0), (50, 25.0)]
EXAMPLES: dict[str, tuple[float, Trajectory, float, Trajectory]] = {
    "confidence_drop": (
        30, objective(line((10, 1.0, 8), (20, 1.0, 5))),
        40, objective(line((10, 1.0, 8), (20, 1.0, 5), (35, 1.0, 9))),
    ),
    "stalled": (
        45, objective(line((10, 4.0), (40, 4.0))),
        60, objective(line((10, 4.0), (40, 4.0), (50, 9.0))),
    ),
    "silent": (
        13, objective(goals=[goal(4)], cadence=MONDAYS),
        14, objective(goals=[goal(4), goal(13.5)], cadence=MONDAYS),
    ),
    "off_pace": (50, objective(line((10, 10.0))), 60, objective(line((10, 10.0), (55, 80.0)))),
    "forecast_miss": (55, objective(line(*SLOW)), 70, objective(line(*SLOW, (60, 99.0)))),
    "watermelon": (50, objective(line((10, 5.0, 8))), 60, objective(line((10, 5.0, 8), (55, 5.0, 4)))),
    "goalpost_moved_late": (
        80, objective(line((10, 5.0), moves=[moved(70, 100, 50)])),
        90, objective(line((10, 5.0), moves=[moved(70, 100, 50), moved(85, 50, 100)])),
    ),
    "recurring_issue": (
        40, objective(goals=[goal(day, issues=LEGAL) for day in (10, 20, 30)]),
        60, objective(goals=[*(goal(day, issues=LEGAL) for day in (10, 20, 30)), goal(50)]),
    ),
    "orphan": (
        10, objective(owners=[OwnerMark(*mark(-5), None)]),
        30, objective(owners=[OwnerMark(*mark(-5), None), OwnerMark(*mark(20), ANN)]),
    ),
    "done_too_early": (20, objective(line((10, 100.0))), 40, objective(line((10, 100.0), (30, 50.0)))),
    "objective_at_risk": (50, objective(line((10, 5.0))), 60, objective(line((10, 5.0), (55, 90.0)))),
}  # fmt: skip
"""A day and what was known then; a later day and what was known then, which clears it."""


@pytest.mark.parametrize("rule", RULES)
def test_later_facts_clear_a_finding_then_and_not_before(rule: str) -> None:
    day, then, later, since = EXAMPLES[rule]
    finding = found(rule, then, day)
    assert finding, "else the example shows nothing"
    assert found(rule, since, day) == finding
    assert found(rule, since, later) == ()


@pytest.mark.parametrize(("corrected_on", "fell"), [(25, False), (35, True)])
def test_a_later_correction_of_an_earlier_check_in_is_not_known_yet(corrected_on: float, fell: bool) -> None:
    first = Point(on(20), on(20), 300, check_in_on(20), 1.0, 3)
    corrected = first._replace(known_at=on(corrected_on), position=400, confidence=8)
    assert bool(found("confidence_drop", objective(line((10, 1.0, 8), more=[first, corrected])), 30)) is fell


def test_a_check_in_entered_late_is_not_known_before_it_was_entered() -> None:
    late = Point(on(10), on(40), 500, check_in_on(10), 1.0, 9)
    of = objective(line((20, 1.0, 6), more=[late]))
    assert found("confidence_drop", of, 39) == ()
    assert found("confidence_drop", of, 40) != ()


def test_nothing_is_found_before_publication_after_closing_or_outside_the_cycle() -> None:
    behind = line((1, 0.0))
    assert found("off_pace", objective(behind), 50)
    assert not found("off_pace", objective(behind, published=None), 50)
    assert not found("off_pace", objective(behind, published=51), 50)
    assert not found("off_pace", objective(behind, closed=50), 50)
    assert found("off_pace", objective(behind, closed=51), 50)
    assert not found("off_pace", objective(behind), 100)


def logged(history: History) -> tuple[list[Entry], Cycle | None]:
    """The objective's own events of a history, at the instants at which its commands were given."""
    world = World().happened(founded())
    log = [each for each in lived(history, world) if each.event.stream == f"objective-{OBJECTIVE}"]
    cycle = world.states.get(stream_of(CYCLE))
    return log, cycle if isinstance(cycle, Cycle) else None


AS_LOADED = (ObjectiveReworded, KeyResultReworded, AmbitionSet)
"""A trajectory holds only the latest of these; whoever looks back folds up to then, as the last test does."""


def judged(log: Sequence[Entry], span: Span, until: datetime, now: datetime) -> tuple[Finding, ...]:
    """All findings at ``now`` by a log that was read up to ``until``."""
    whole = told(log, span, MONDAYS, until)
    policy = effective([{"orphan": {"key_results": True}, "off_pace": {"quiet": 0.0}}])
    return () if whole is None else evaluate(whole, policy, calendar(whole, policy), now)


@settings(max_examples=120)
@given(histories(30), st.integers(0, 90))
def test_over_any_history_the_findings_of_a_day_are_those_of_the_log_up_to_then(
    history: History, day: int
) -> None:
    log, cycle = logged(history)
    assert cycle is not None
    span, now = span_of(CYCLE, cycle), BEGIN + timedelta(days=day)
    steady = [entry for entry in log if not isinstance(entry.event, AS_LOADED)]
    end = BEGIN + timedelta(days=400)
    then = judged([entry for entry in steady if entry.recorded_at <= now], span, end, now)
    assert judged(steady, span, end, now) == then
    assert judged(log, span, now, now) == judged([e for e in log if e.recorded_at <= now], span, end, now)


@settings(max_examples=120)
@given(histories(30), st.integers(0, 90))
def test_over_any_history_a_finding_explains_itself_names_nobody_and_becomes_an_alert(
    history: History, day: int
) -> None:
    log, cycle = logged(history)
    assert cycle is not None
    span, now = span_of(CYCLE, cycle), BEGIN + timedelta(days=day)
    findings = judged(log, span, now, now)
    assert judged(log, span, now, now) == findings
    known = {entry.position for entry in log if entry.recorded_at <= now}
    of = Evaluated(OBJECTIVE, TEAM, CYCLE, (), now, True)
    for finding in findings:
        assert finding.facts
        assert known.issuperset(finding.facts)
        assert list(finding.facts) == sorted(set(finding.facts))
        assert not any(person in repr(finding) for person in (ANN, BEN))
        assert all((finding.what, finding.why, finding.clears_when))
    assert len({(finding.rule, finding.subject_id) for finding in findings}) == len(findings)
    raised = reconcile({}, findings, of, Policy().clearing)
    assert [type(command) for command in raised] == [RaiseAlert] * len(findings)
