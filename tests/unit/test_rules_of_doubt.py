"""Watermelon and objective at risk: what is computed against what is said, and how it rolls up."""

import pytest

from domain.measure import Binary
from domain.signals.finding import Severity, SubjectKind
from domain.trajectory import KeyResultLine
from tests.facts import NEW_RESULT, OTHER_RESULT, RESULT
from tests.signals import HUNDRED, check_in_on, found, goal, line, mark, objective, one, position_of

IDS = (RESULT, OTHER_RESULT, NEW_RESULT)


@pytest.mark.parametrize(
    ("confidence", "value", "melon"),
    [(7, 15.0, True), (6, 15.0, False), (None, 15.0, False), (7, 20.0, False), (10, 19.9, True), (7, None, False)],
)
def test_green_by_word_and_red_by_pace_is_a_watermelon(
    confidence: int | None, value: float | None, melon: bool
) -> None:
    """P5.3. At day 50 less than 20 % of the way is at risk."""
    assert bool(found("watermelon", objective(line((10, value, confidence))), 50)) is melon


def test_a_watermelon_says_both_sides() -> None:
    finding = one("watermelon", objective(line((10, 15.0, 8))), 50)
    assert finding.what == "“Onboarding completion” is reported green and computed red."
    assert finding.why == ("The confidence stated is 8 of 10, and by its pace it is at risk at 15 % of the way.")
    assert (finding.severity, finding.facts) == (Severity.WARN, (position_of(10),))


def test_a_watermelon_begins_when_both_sides_hold() -> None:
    red_first = line((10, 5.0, 5), (30, 5.0, 8), (40, 6.0, 8))
    green_first = line((10, 10.0, 8), (20, 15.0, 8), (30, 5.0, 8))
    assert one("watermelon", objective(red_first), 50).episode == check_in_on(30)
    assert one("watermelon", objective(green_first), 50).episode == check_in_on(30)


def test_the_last_word_counts_even_when_later_readings_say_none() -> None:
    assert found("watermelon", objective(line((10, 5.0, 8), (20, 5.0, None))), 50) != ()


def test_an_objective_green_by_word_over_red_key_results_is_one_too() -> None:
    red = [line((10, 5.0), key_result_id=key) for key in IDS]
    assert found("watermelon", objective(*red, goals=[goal(12, 6)]), 50) == ()
    finding = one("watermelon", objective(*red, goals=[goal(12, 7)]), 50)
    assert (finding.subject_kind, finding.inputs["weak"]) == (SubjectKind.OBJECTIVE, 3)
    assert finding.episode == check_in_on(12)


def three(*values: float | None) -> list[KeyResultLine]:
    """Key results read once on day 10; at day 50 fifty is on track and five at risk."""
    return [line((10, value), key_result_id=key) for key, value in zip(IDS, values, strict=False)]


@pytest.mark.parametrize(
    ("values", "severity"),
    [
        ((50.0, 50.0, 5.0), None),
        ((50.0, 5.0, 5.0), Severity.WARN),
        ((5.0, 5.0, 5.0), Severity.CRITICAL),
        ((50.0, 5.0), Severity.WARN),
        ((50.0, 5.0, None), Severity.WARN),
        ((5.0, None, None), Severity.CRITICAL),
        ((None, None, None), None),
        ((30.0, 30.0, 30.0), None),
        ((), None),
    ],
)
def test_half_of_the_known_key_results_put_the_objective_at_risk(
    values: tuple[float | None, ...], severity: Severity | None
) -> None:
    findings = found("objective_at_risk", objective(*three(*values)), 50)
    assert [finding.severity for finding in findings] == ([] if severity is None else [severity])


def test_what_is_unknown_is_told_and_counts_for_neither_side() -> None:
    finding = one("objective_at_risk", objective(*three(50.0, 5.0, None)), 50)
    assert finding.why == (
        "1 of 2 key results that something is known of are at risk by their pace, or by a confidence of "
        "3 or below. Of 1 more nothing is known."
    )
    assert finding.inputs == {"weak": 1, "known": 2, "unknown": 1, "share": 0.5}


def test_low_confidence_makes_weak_what_has_no_pace() -> None:
    def binary(confidence: int) -> KeyResultLine:
        return line((10, False, confidence), measure=Binary())

    assert found("objective_at_risk", objective(binary(4)), 50) == ()
    assert one("objective_at_risk", objective(binary(3)), 50).facts == (position_of(10),)


def test_dropped_key_results_count_no_more() -> None:
    dropped = line((10, 5.0), dropped=mark(20))
    kept = line((10, 50.0), key_result_id=OTHER_RESULT, measure=HUNDRED)
    assert found("objective_at_risk", objective(dropped, kept), 50) == ()


def test_the_roll_up_begins_when_enough_are_weak() -> None:
    """Two of three are needed: it began with the second of them, and begins anew when that one falls again."""

    def rolled(*second: tuple[float, float]) -> str:
        first = line((10, 5.0))
        third = line((10, 90.0), key_result_id=NEW_RESULT)
        of = objective(first, line(*second, key_result_id=OTHER_RESULT), third)
        return one("objective_at_risk", of, 60).episode

    assert rolled((10, 40.0), (30, 5.0)) == check_in_on(30)
    assert rolled((10, 40.0), (30, 5.0), (40, 40.0), (50, 5.0)) == check_in_on(50)
