"""Watermelon and objective at risk: what is computed against what is said, and how it rolls up."""

import pytest

from domain.policy import effective
from domain.signals.evaluate import evaluate
from domain.signals.finding import Severity, SubjectKind
from domain.team import Cadence
from domain.trajectory import KeyResultLine
from tests.facts import NEW_RESULT, OTHER_RESULT, RESULT
from tests.signals import HUNDRED, calendar, check_in_on, found, goal, line, mark, objective, on, one, position_of

IDS = (RESULT, OTHER_RESULT, NEW_RESULT)


EACH = {"key_results": True}


@pytest.mark.parametrize(
    ("confidence", "value", "melon"),
    [(7, 19.9, True), (6, 19.9, False), (None, 19.9, False), (7, 20.0, False), (10, 5.0, True), (7, None, False)],
)
def test_green_by_word_and_red_by_pace_is_a_watermelon(
    confidence: int | None, value: float | None, melon: bool
) -> None:
    """P5.3. On day 50 less than 20 % of the way is at risk."""
    of = objective(line((50, value, 3)), goals=[goal(50, confidence)])
    assert bool(found("watermelon", of, 55)) is melon
    assert bool(found("watermelon", objective(line((50, value, confidence))), 55, **EACH)) is melon


def test_key_results_are_judged_one_by_one_only_where_the_policy_says_so() -> None:
    """That they are at risk is said already (P5.5)."""
    assert found("watermelon", objective(line((50, 5.0, 9))), 55) == ()


def test_a_watermelon_says_both_sides() -> None:
    finding = one("watermelon", objective(line((50, 15.0, 8))), 55, **EACH)
    assert finding.what == "“Onboarding completion” is reported green and computed red."
    assert finding.why == ("The confidence stated is 8 of 10, and by its pace it is at risk at 15 % of the way.")
    assert (finding.severity, finding.facts) == (Severity.WARN, (position_of(50),))


def test_a_watermelon_begins_when_both_sides_hold() -> None:
    red_first = line((30, 5.0, 5), (40, 5.0, 8), (50, 6.0, 8))
    green_first = line((30, 30.0, 8), (40, 35.0, 8), (50, 5.0, 8))
    assert one("watermelon", objective(red_first), 55, **EACH).episode == check_in_on(40)
    assert one("watermelon", objective(green_first), 55, **EACH).episode == check_in_on(50)


def test_the_last_word_counts_even_when_later_readings_say_none() -> None:
    assert found("watermelon", objective(line((40, 5.0, 8), (50, 5.0, None))), 55, **EACH) != ()


def test_a_word_that_the_team_has_not_repeated_since_is_no_longer_news() -> None:
    """P5.2. Mondays are days 4, 11 ...; the check-in of day 53 was due and missed."""
    red, mondays = line((46, 5.0)), Cadence(weekday=1, hour=0)
    of = objective(red, goals=[goal(46, 9)], cadence=mondays)
    assert found("watermelon", of, 54) != ()
    assert found("watermelon", of, 56) == ()


def test_an_objective_green_by_word_over_red_key_results_is_one_too() -> None:
    red = [line((40, 5.0), key_result_id=key) for key in IDS]
    assert found("watermelon", objective(*red, goals=[goal(42, 6)]), 50) == ()
    finding = one("watermelon", objective(*red, goals=[goal(42, 7)]), 50)
    assert (finding.subject_kind, finding.inputs["at_risk"]) == (SubjectKind.OBJECTIVE, 3)
    assert finding.why == "The confidence stated is 7 of 10, and 3 of 3 key results are at risk by pace."
    assert finding.episode == check_in_on(42)


def three(*values: float | None) -> list[KeyResultLine]:
    """Key results read once on day 50; then fifty is on track and five at risk."""
    return [line((50, value), key_result_id=key) for key, value in zip(IDS, values, strict=False)]


@pytest.mark.parametrize(
    ("values", "severity"),
    [
        ((50.0, 50.0, 5.0), None),
        ((50.0, 5.0, 5.0), Severity.WARN),
        ((5.0, 5.0, 5.0), Severity.CRITICAL),
        ((50.0, 5.0), Severity.WARN),
        ((50.0, 5.0, None), None),
        ((5.0, 5.0, None), Severity.WARN),
        ((5.0, None, None), None),
        ((None, None, None), None),
        ((30.0, 30.0, 30.0), None),
        ((), None),
    ],
)
def test_half_of_the_key_results_put_the_objective_at_risk(
    values: tuple[float | None, ...], severity: Severity | None
) -> None:
    findings = found("objective_at_risk", objective(*three(*values)), 55)
    assert [finding.severity for finding in findings] == ([] if severity is None else [severity])


def test_what_is_unknown_is_told() -> None:
    finding = one("objective_at_risk", objective(*three(5.0, 5.0, None)), 55)
    assert finding.why == "2 of 3 key results are at risk by pace. Of 1 nothing is known."
    assert finding.inputs == {"at_risk": 2, "running": 3, "unknown": 1, "share": 0.5}
    assert one("objective_at_risk", objective(*three(50.0, 5.0)), 55).why == (
        "1 of 2 key results is at risk by pace."
    )


def test_beside_a_watermelon_the_roll_up_is_quiet() -> None:
    """One nudge a subject (P5.5)."""
    of = objective(*three(5.0, 5.0, 5.0), goals=[goal(51, 9)])
    policy = effective([])
    rules = [finding.rule for finding in evaluate(of, policy, calendar(of, policy), on(55))]
    assert "watermelon" in rules
    assert "objective_at_risk" not in rules
    assert found("objective_at_risk", of, 55) != (), "where watermelons are turned off"


def test_dropped_key_results_count_no_more() -> None:
    dropped = line((50, 5.0), dropped=mark(52))
    kept = line((50, 50.0), key_result_id=OTHER_RESULT, measure=HUNDRED)
    assert found("objective_at_risk", objective(dropped, kept), 55) == ()


def test_the_roll_up_begins_when_enough_are_at_risk() -> None:
    """Two of three are needed: it began with the second of them, and begins anew when that one falls again."""

    def rolled(*second: tuple[float, float]) -> str:
        first = line((30, 5.0))
        third = line((30, 90.0), key_result_id=NEW_RESULT)
        of = objective(first, line(*second, key_result_id=OTHER_RESULT), third)
        return one("objective_at_risk", of, 60).episode

    assert rolled((30, 40.0), (40, 5.0)) == check_in_on(40)
    assert rolled((30, 40.0), (40, 5.0), (50, 50.0), (55, 5.0)) == check_in_on(55)
