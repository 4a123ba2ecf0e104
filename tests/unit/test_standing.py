"""Where a key result stands against time, for every kind of measure; and the off-pace rule on top of it."""

from typing import Any

import pytest

from domain.measure import (
    Binary,
    Completion,
    Measure,
    Metric,
    Quantity,
    Relative,
    Subjective,
    Threshold,
    Zone,
    Zones,
)
from domain.policy import effective
from domain.signals.finding import Severity
from domain.signals.standing import Standing, standings
from domain.team import Cadence
from domain.words import Ambition
from tests.signals import HUNDRED, calendar, check_in_on, found, line, objective, on, one, position_of

RULE = "off_pace"
ZONES = Zones(commit="one", target="two", stretch="three")
LIMIT = Threshold(stay="below", limit=200)
ON, BEHIND, RISK, UNKNOWN = Standing.ON_TRACK, Standing.BEHIND, Standing.AT_RISK, Standing.UNKNOWN


BY_NOW = {"at": "now", "quiet": 0.15}
"""Many days of one reading, where its own day alone counts otherwise."""


def stands(measure: Measure, value: Any, day: float, cadence: Cadence | None = None, **settings: Any) -> Standing:
    """By one reading on the second day; on track at 0.7, at risk below 0.4 of what is expected by now."""
    of = objective(line((2, value), measure=measure), cadence=cadence)
    policy = effective([{"off_pace": {**BY_NOW, **settings}}])
    ((_, standing),) = standings(of, policy, calendar(of, policy), on(day))
    return standing


@pytest.mark.parametrize(
    ("measure", "value", "day", "standing"),
    [
        (HUNDRED, 35.0, 50, ON),
        (HUNDRED, 34.9, 50, BEHIND),
        (HUNDRED, 20.0, 50, BEHIND),
        (HUNDRED, 19.9, 50, RISK),
        (HUNDRED, -5.0, 50, RISK),
        (HUNDRED, 100.0, 99, ON),
        (HUNDRED, 120.0, 99, ON),
        (Metric(start=15, target=10), 13.25, 50, ON),
        (Metric(start=15, target=10), 13.26, 50, BEHIND),
        (Relative(baseline=120, change=-0.3), 102.0, 50, ON),
        (Quantity(target=5), 2.0, 50, ON),
        (Quantity(target=5), 1.0, 50, BEHIND),
        (Completion(start=20, target=50), 30.5, 50, ON),
        (Subjective(criteria="Three of four"), 0.25, 50, BEHIND),
        (ZONES, Zone.FAIL, 29.9, ON),
        (ZONES, Zone.FAIL, 30, RISK),
        (ZONES, Zone.COMMIT, 69.9, ON),
        (ZONES, Zone.COMMIT, 70, BEHIND),
        (ZONES, Zone.TARGET, 99, ON),
        (LIMIT, 201.0, 3, UNKNOWN),
        (LIMIT, 200.0, 15, ON),
        (LIMIT, 201.0, 15, RISK),
        (Binary(), True, 50, ON),
        (Binary(), False, 99, UNKNOWN),
        (Metric(target=10), 4.0, 50, UNKNOWN),
        (HUNDRED, None, 50, UNKNOWN),
        (HUNDRED, 0.0, 14.9, UNKNOWN),
        (HUNDRED, 0.0, 15, RISK),
    ],
)
def test_every_kind_is_judged_as_it_is_said(measure: Measure, value: Any, day: float, standing: Standing) -> None:
    assert stands(measure, value, day) is standing


def told(readings: list[tuple[float, float]], day: float, ambition: Ambition = Ambition.COMMITTED) -> Standing:
    """By the default policy."""
    of = objective(line(*readings), ambition=ambition)
    policy = effective([])
    ((_, standing),) = standings(of, policy, calendar(of, policy), on(day))
    return standing


def test_a_reading_is_held_against_its_own_day() -> None:
    """Who reads on Mondays does not fall behind by Friday."""
    assert [told([(30, 21.0)], day) for day in (30, 60, 99)] == [ON, ON, ON]
    assert [told([(30, 20.9)], day) for day in (30, 60, 99)] == [BEHIND, BEHIND, BEHIND]
    assert told([(30, 21.0), (40, 21.0)], 41) is BEHIND


def test_what_was_read_in_the_first_quarter_says_nothing_yet() -> None:
    assert (told([(24.9, 0.0)], 60), told([(25, 0.0)], 60)) == (UNKNOWN, RISK)


@pytest.mark.parametrize(("value", "standing"), [(24.5, ON), (24.4, BEHIND), (14.0, BEHIND), (13.9, RISK)])
def test_of_an_aspirational_objective_seventy_percent_are_expected_in_the_end(
    value: float, standing: Standing
) -> None:
    """P1.8, P4.1. Half-way that is 35 %, and of them 70 % on track and less than 40 % at risk."""
    assert told([(50, value)], 51, Ambition.ASPIRATIONAL) is standing


def test_a_key_result_added_later_is_expected_to_begin_then() -> None:
    def added(day: float) -> Standing:
        of = objective(line((60, 20.0), added=day))
        policy = effective([{"off_pace": BY_NOW}])
        ((_, standing),) = standings(of, policy, calendar(of, policy), on(70))
        return standing

    assert (added(-5), added(40)) == (RISK, BEHIND)


PHASES = [{"elapsed": 0.5, "progress": 0.2}, {"elapsed": 0.75, "progress": 0.8}]


@pytest.mark.parametrize(("day", "expected"), [(25, 10), (50, 20), (62.5, 50), (75, 80), (87.5, 90)])
def test_phases_bend_what_is_expected(day: float, expected: float) -> None:
    assert stands(HUNDRED, 0.7 * expected, day, phases=PHASES) is ON
    assert stands(HUNDRED, 0.7 * expected - 0.1, day, phases=PHASES) is BEHIND


def test_green_by_an_old_reading_is_unknown_and_red_stays_red() -> None:
    """P5.2: silence is never green."""
    mondays = Cadence(weekday=1, hour=0)
    assert [stands(HUNDRED, 60.0, day, mondays) for day in (20, 12.9)] == [UNKNOWN, UNKNOWN]
    assert stands(HUNDRED, 60.0, 12.9, mondays, quiet=0.0) is ON
    assert stands(HUNDRED, 1.0, 50, mondays) is RISK


def test_the_rule_warns_when_behind_and_is_critical_at_risk() -> None:
    behind = objective(line((10, 10.0)))
    assert found(RULE, behind, 14.2, at="now", quiet=0.0) == ()
    assert one(RULE, behind, 14.3, at="now", quiet=0.0).severity is Severity.WARN
    assert one(RULE, behind, 25, **BY_NOW).severity is Severity.WARN
    assert one(RULE, behind, 25.1, **BY_NOW).severity is Severity.CRITICAL


def test_it_says_the_figures_and_what_would_be_on_track() -> None:
    finding = one(RULE, objective(line((30, 10.0), (40, 12.0))), 45)
    assert finding.what == "“Onboarding completion” is at risk: 12 % of the way, 40 % expected by then."
    assert finding.why == "On track is 70 % of what is expected; it is 30 %."
    assert finding.clears_when == "Progress is on track again; today that is 32 % of the way."
    assert finding.facts == (position_of(30), position_of(40))


def test_it_says_so_too_of_what_is_expected_by_now() -> None:
    finding = one(RULE, objective(line((10, 10.0), (20, 12.0))), 40, **BY_NOW)
    assert finding.what == "“Onboarding completion” is at risk: 12 % of the way, 40 % expected by now."
    assert finding.why == "On track is 70 % of what is expected; it is 30 %."
    assert finding.clears_when == "Progress is on track again; today that is 28 % of the way."
    assert finding.facts == (position_of(10), position_of(20))
    gap = {"by": "gap", "on_track": 0.165, "at_risk": 0.33}
    assert one(RULE, objective(line((10, 10.0))), 40, zoning=gap, **BY_NOW).why == (
        "On track is a gap under 16 % of the way; it is 30 %."
    )


def test_a_threshold_not_held_says_so() -> None:
    finding = one(RULE, objective(line((30, 201.0), measure=LIMIT)), 32)
    assert (finding.what, finding.severity) == ("“Onboarding completion” is not held.", Severity.CRITICAL)


def test_an_episode_begins_with_the_reading_that_fell_behind_or_was_overtaken_by_time() -> None:
    fell = [(30.0, 30.0), (40.0, 20.0), (50.0, 20.0)]
    assert one(RULE, objective(line(*fell)), 55).episode == check_in_on(40)
    assert one(RULE, objective(line((10.0, 0.0), (30.0, 5.0))), 35).episode == check_in_on(30)
    overtaken = [(20.0, 20.0), (30.0, 22.0), (40.0, 25.0)]
    # Before day 30 it was behind, at 20 of 30; the reading of day 30 was on track, and time overtook it.
    assert one(RULE, objective(line(*overtaken)), 45, **BY_NOW).episode == check_in_on(30)
    assert one(RULE, objective(line((20.0, 20.0), (25.0, 10.0))), 30, **BY_NOW).episode == check_in_on(25)
    back = [*overtaken, (50.0, 50.0)]
    assert found(RULE, objective(line(*back)), 60, **BY_NOW) == ()
    assert one(RULE, objective(line(*back)), 75, **BY_NOW).episode == check_in_on(50)
