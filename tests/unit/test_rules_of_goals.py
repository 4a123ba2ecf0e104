"""Goalpost moved late, done too early, orphan, recurring issue."""

from typing import Any

import pytest

from domain.measure import Binary, Measure, Metric, Relative, Threshold, Zone, Zones
from domain.signals.finding import Severity, SubjectKind
from domain.trajectory import GoalMove, OwnerMark, likeness
from domain.trajectory.wording import words_of
from tests.facts import ANN, BEN
from tests.signals import HUNDRED, check_in_on, found, goal, line, mark, objective, on, one, position_of

FIFTY, MORE = Metric(start=0, target=50), Metric(start=0, target=200)
ZONES = Zones(commit="one", target="two", stretch="three")


def move(day: float, before: Measure, after: Measure) -> GoalMove:
    return GoalMove(on(day), position_of(day), before, after, "We learnt")


def moved(*moves: GoalMove, value: float = 40.0) -> Any:
    return objective(line((10, value), moves=moves))


@pytest.mark.parametrize(("day", "late"), [(66.9, False), (67, True), (99, True)])
def test_a_goal_that_moves_in_the_last_third_moved_late(day: float, late: bool) -> None:
    assert bool(found("goalpost_moved_late", moved(move(day, HUNDRED, FIFTY)), 99.5)) is late


@pytest.mark.parametrize(
    ("before", "after", "severity"),
    [
        (HUNDRED, FIFTY, Severity.WARN),
        (HUNDRED, MORE, Severity.INFO),
        (HUNDRED, Metric(start=20, target=100), Severity.INFO),
        (HUNDRED, Metric(start=-50, target=100), Severity.WARN),
        (Threshold(stay="below", limit=30), Threshold(stay="below", limit=45), Severity.WARN),
        (Threshold(stay="below", limit=60), Threshold(stay="below", limit=45), Severity.INFO),
    ],
)
def test_an_easier_goal_warns_and_a_harder_one_informs(
    before: Measure, after: Measure, severity: Severity
) -> None:
    assert one("goalpost_moved_late", moved(move(80, before, after)), 90).severity is severity


def test_a_first_baseline_is_no_move() -> None:
    based = move(80, Relative(change=-0.3), Relative(baseline=120, change=-0.3))
    assert found("goalpost_moved_late", moved(based), 90) == ()
    again = move(85, Relative(baseline=120, change=-0.3), Relative(baseline=100, change=-0.3))
    assert one("goalpost_moved_late", moved(based, again), 90).episode == f"move {position_of(85)}"


def test_a_goal_moved_back_clears_it_and_the_next_move_is_another_episode() -> None:
    down, back, up = move(70, HUNDRED, FIFTY), move(80, FIFTY, HUNDRED), move(85, HUNDRED, MORE)
    assert one("goalpost_moved_late", moved(down), 90).episode == f"move {position_of(70)}"
    assert found("goalpost_moved_late", moved(down, back), 90) == ()
    assert one("goalpost_moved_late", moved(down, back, up), 90).facts == (position_of(85),)


def test_several_late_moves_are_judged_as_one_from_where_the_goal_stood_before() -> None:
    finding = one("goalpost_moved_late", moved(move(70, HUNDRED, MORE), move(80, MORE, FIFTY)), 90)
    assert (finding.inputs["from_target"], finding.inputs["to_target"]) == (100, 50)
    assert finding.facts == (position_of(70), position_of(80))
    assert (finding.severity, finding.episode) == (Severity.WARN, f"move {position_of(70)}")


def test_a_late_move_says_from_where_to_where() -> None:
    finding = one("goalpost_moved_late", moved(move(80, HUNDRED, FIFTY)), 90)
    assert finding.what == "The goal of “Onboarding completion” moved from 0 → 100 to 0 → 50 late in the cycle."
    assert finding.why == "80 % of the cycle had passed; from 67 % on a move is late. It turns 40 % into 80 %."
    assert (finding.inputs["from_target"], finding.inputs["to_target"]) == (100, 50)
    assert finding.facts == (position_of(80),)


@pytest.mark.parametrize(
    ("said", "measure", "early"),
    [
        ([(24.9, 100.0)], HUNDRED, True),
        ([(25, 100.0)], HUNDRED, False),
        ([(10, 99.9)], HUNDRED, False),
        ([(10, 100.0), (20, 90.0)], HUNDRED, False),
        ([(10, 100.0), (20, 90.0), (30, 100.0)], HUNDRED, False),
        ([(10, 100.0), (60, 120.0)], HUNDRED, True),
        ([(10, Zone.STRETCH)], ZONES, True),
        ([(10, Zone.TARGET)], ZONES, False),
        ([(10, True)], Binary(), False),
        ([(10, 5.0)], Threshold(stay="below", limit=9), False),
        ([(10, 9.0)], Metric(target=9), False),
    ],
)
def test_done_before_a_quarter_of_the_cycle_is_early(said: Any, measure: Measure, early: bool) -> None:
    """P6.2: "done by week three"."""
    assert bool(found("done_too_early", objective(line(*said, measure=measure)), 90)) is early


def test_being_done_early_is_only_a_hint() -> None:
    finding = one("done_too_early", objective(line((10, 60.0), (20, 110.0))), 90)
    assert (finding.severity, finding.episode) == (Severity.INFO, check_in_on(20))
    assert finding.what == "“Onboarding completion” was done early, on 2026-01-21."


@pytest.mark.parametrize(
    ("owners", "day", "orphan"),
    [
        ([(-5, None)], -1.1, False),
        ([(-5, None)], 0, True),
        ([(-5, ANN)], 50, False),
        ([(-5, ANN), (20, None)], 22.9, False),
        ([(-5, ANN), (20, None)], 23, True),
        ([(-5, None), (20, BEN)], 50, False),
    ],
)
def test_three_days_without_an_owner_make_an_orphan(
    owners: list[tuple[float, str | None]], day: float, orphan: bool
) -> None:
    of = objective(owners=[OwnerMark(*mark(at), owner) for at, owner in owners])
    assert bool(found("orphan", of, day)) is orphan


def test_an_orphan_names_no_person_and_each_time_without_owner_is_an_episode() -> None:
    def without(*days: float) -> Any:
        marks = [OwnerMark(*mark(day), ANN if place % 2 else None) for place, day in enumerate(days)]
        return one("orphan", objective(owners=marks), 90)

    assert without(-5).episode != without(-5, 20, 40).episode
    assert without(-5).why == "It has been without an owner for 94 days; 3 days are allowed."


def test_key_results_need_an_owner_only_where_the_policy_says_so() -> None:
    of = objective(line(owner=None))
    assert found("orphan", of, 50) == ()
    assert one("orphan", of, 50, key_results=True).subject_kind is SubjectKind.KEY_RESULT


LEGAL = "Legal has not answered yet"


@pytest.mark.parametrize(
    ("issues", "recurs"),
    [
        ((LEGAL, LEGAL), False),
        ((LEGAL, LEGAL, LEGAL), True),
        (("LEGAL has not answered", LEGAL, LEGAL), True),
        ((LEGAL, "", LEGAL, LEGAL), False),
        ((LEGAL, LEGAL, LEGAL, ""), False),
        ((LEGAL, LEGAL, LEGAL, "The form loses people"), False),
        ((f"Two are away\n{LEGAL}", LEGAL, f"{LEGAL}\nOne is back"), True),
        (("四つの問題", "四つの問題", "四つの問題"), True),
    ],
)
def test_the_same_issue_in_three_check_ins_running_recurs(issues: tuple[str, ...], recurs: bool) -> None:
    goals = [goal(10 * (place + 1), issues=each) for place, each in enumerate(issues)]
    assert bool(found("recurring_issue", objective(goals=goals), 90)) is recurs


def test_a_recurring_issue_is_not_quoted_and_rests_on_its_check_ins() -> None:
    goals = [goal(day, issues="Ann is away again") for day in (10, 20, 30)]
    finding = one("recurring_issue", objective(goals=goals), 90)
    assert "Ann" not in repr(finding)
    assert finding.facts == tuple(position_of(day) for day in (10, 20, 30))
    assert finding.episode == check_in_on(10)
    assert finding.severity is Severity.WARN
    twice = [goal(day, issues="Ann is away again") for day in range(10, 70, 10)]
    assert one("recurring_issue", objective(goals=twice), 90).severity is Severity.CRITICAL


@pytest.mark.parametrize(
    ("one_text", "other", "share"),
    [
        ("legal reads consent", "Consent: LEGAL reads!", 1.0),
        ("legal reads consent pages", "legal reads slowly", 2 / 3),
        ("legal reads consent", "legal sleeps", 0.0),
        ("legal", "Legal", 1.0),
        ("that they were there", "this they were there", 3 / 4),
    ],
)
def test_likeness_is_the_share_of_the_shorter_ones_words(one_text: str, other: str, share: float) -> None:
    ((left,), (right,)) = words_of(one_text), words_of(other)
    assert likeness(left, right) == likeness(right, left) == pytest.approx(share)


def test_an_issue_told_again_in_other_words_recurs() -> None:
    """As the retrospective pack takes it."""
    told = (
        "Legal wants to read every change of the consent page, and that takes nine days.",
        "Still waiting for legal to read the consent page.",
        "Two are away. Legal has the consent page to read.",
    )
    goals = [goal(10 * (place + 1), issues=each) for place, each in enumerate(told)]
    assert one("recurring_issue", objective(goals=goals), 90).inputs["check_ins"] == 3
