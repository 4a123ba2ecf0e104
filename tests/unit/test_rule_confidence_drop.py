"""Confidence drop: 2 points between statements, down twice running, or at 3 or below."""

from typing import Any

import pytest

from domain.signals.finding import Severity, SubjectKind
from tests.signals import check_in_on, found, goal, line, objective, one, position_of

RULE = "confidence_drop"


def stated(*confidences: int | None) -> Any:
    """An objective with a key result checked in every ten days, with these confidences."""
    return objective(line(*((10.0 * (place + 1), 1.0, each) for place, each in enumerate(confidences))))


@pytest.mark.parametrize(
    ("confidences", "falls"),
    [
        ((8, 7), False),
        ((8, 6), True),
        ((9, 8, 7), True),
        ((9, 8, 8), False),
        ((9, 8, 9, 8), False),
        ((7, 4), True),
        ((4,), False),
        ((3,), True),
        ((4, 3), True),
        ((2, 4), False),
        ((8, 6, 6), False),
        ((8, 6, 7), False),
    ],
)
def test_it_fires_at_two_points_at_two_falls_and_at_three(confidences: tuple[int, ...], falls: bool) -> None:
    assert bool(found(RULE, stated(*confidences), 90)) is falls


@pytest.mark.parametrize("confidences", [(8, None), (8, None, 7), (None, None), (8, None, None, 7)])
def test_an_unstated_confidence_is_missing_and_never_five(confidences: tuple[int | None, ...]) -> None:
    """P3.4: with 5 in its place each of these would have fallen by 2 or more."""
    assert found(RULE, stated(*confidences), 90) == ()


def test_statements_running_are_compared_whatever_lies_between() -> None:
    assert one(RULE, stated(8, None, 6), 90).inputs == {
        "confidence": 6,
        "before": 8,
        "falls": 1,
        "drop": 2,
        "low": 3,
    }


def test_it_says_what_it_rests_on_and_what_would_clear_it() -> None:
    finding = one(RULE, stated(9, 8, 7, 5), 90)
    assert finding.facts == tuple(position_of(day) for day in (10, 20, 30, 40))
    assert finding.what == "Confidence in “Onboarding completion” is down to 5 of 10."
    assert finding.why == (
        "Stated were 9, 8, 7, 5: it fell by 2 from one statement to the next and it fell 3 times running."
    )
    assert finding.clears_when == "The next confidence stated is above 3 and no lower than the one before."


@pytest.mark.parametrize(("last", "severity"), [(4, Severity.WARN), (3, Severity.CRITICAL)])
def test_at_three_or_below_it_is_critical(last: int, severity: Severity) -> None:
    assert one(RULE, stated(6, last), 90).severity is severity


def test_an_episode_lasts_as_long_as_the_condition_and_the_next_is_another() -> None:
    first = one(RULE, stated(9, 8, 7), 90).episode
    assert one(RULE, stated(9, 8, 7, 6), 90).episode == first == check_in_on(30)
    assert found(RULE, stated(9, 8, 7, 6, 6), 90) == ()
    assert one(RULE, stated(9, 8, 7, 6, 6, 4), 90).episode == check_in_on(60)


def test_the_objectives_own_confidence_counts_as_well() -> None:
    finding = one(RULE, objective(goals=[goal(10, 8), goal(20, 5)]), 30)
    assert (finding.subject_kind, finding.inputs["confidence"]) == (SubjectKind.OBJECTIVE, 5)


def test_of_two_statements_on_one_day_the_last_stands() -> None:
    """People mend a slip by entering it again."""
    assert found(RULE, objective(line((10, 1.0, 8), (20, 1.0, 3), (20.1, 1.0, 8))), 30) == ()


@pytest.mark.parametrize(
    ("settings", "fires"),
    [({"drop": 3}, False), ({"drop": 3, "falls": 3}, False), ({"drop": 3, "low": 6}, True)],
)
def test_the_policy_moves_its_bounds(settings: dict[str, int], fires: bool) -> None:
    assert bool(found(RULE, stated(8, 6), 90, **settings)) is fires
