"""Forecast miss: as it goes, even the best of the interval stays short of success; or it is too little to tell."""

import pytest

from domain.measure import Binary, Metric
from domain.policy.settings import ForecastMiss
from domain.signals.finding import Severity
from domain.signals.forecast_miss import Forecast, TooLittle, forecast
from domain.words import Ambition
from tests.signals import SPAN, Said, check_in_on, found, line, objective, one, position_of

RULE = "forecast_miss"


def steady(per_day: float, *days: float) -> list[Said]:
    """Readings without any noise."""
    return [(day, per_day * day) for day in days]


SLOW = steady(0.5, 10, 20, 30, 40, 50)
"""At day 50 a quarter of the way; it ends at 50 %."""


def test_a_steady_slow_course_is_forecast_and_missed() -> None:
    assert forecast(line(*SLOW), SPAN, ForecastMiss()) == pytest.approx(Forecast(0.5, 0.5, 0.5))
    finding = one(RULE, objective(line(*SLOW)), 60)
    assert finding.what == "“Onboarding completion” is heading for 50 % of the way at the end of the cycle."
    assert finding.why == "The trend of 5 readings ends between 50 % and 50 % (90 % interval); success is 100 %."
    assert finding.clears_when == "A reading lifts the upper end of the forecast to 100 %."
    assert finding.facts == tuple(position_of(day) for day in (10, 20, 30, 40, 50))


def test_an_uneven_course_in_worked_figures() -> None:
    """The five readings of the trend's own test: slope 0.01 a day, interval 0 to 0.01; 60 days are left."""
    uneven = line((0, 0.0), (10, 10.0), (20, 20.0), (30, 10.0), (40, 40.0))
    assert forecast(uneven, SPAN, ForecastMiss()) == pytest.approx(Forecast(0.4, 1.0, 1.0))
    assert found(RULE, objective(uneven), 50) == ()


@pytest.mark.parametrize(
    ("said", "readings", "over_days"),
    [
        ([], 0, 0),
        (steady(0.1, 10, 20, 30, 40), 4, 30),
        (steady(0.1, 10, 11, 12, 13, 23), 5, 13),
    ],
)
def test_too_few_readings_or_days_are_too_little_to_tell(
    said: list[Said], readings: int, over_days: float
) -> None:
    assert forecast(line(*said), SPAN, ForecastMiss()) == TooLittle(readings, over_days)
    assert found(RULE, objective(line(*said)), 60) == ()


def test_five_readings_over_fourteen_days_are_enough() -> None:
    assert found(RULE, objective(line(*steady(0.1, 10, 11, 12, 13, 24))), 60) != ()


def test_what_no_interval_exists_for_is_too_little_to_tell() -> None:
    four = line(*steady(0.1, 10, 20, 30, 40))
    assert isinstance(forecast(four, SPAN, ForecastMiss(least_readings=4, level=95)), TooLittle)
    assert isinstance(forecast(four, SPAN, ForecastMiss(least_readings=4, level=90)), Forecast)


@pytest.mark.parametrize(
    ("per_day", "ambition", "missed"),
    [
        (0.99, Ambition.COMMITTED, True),
        (1.01, Ambition.COMMITTED, False),
        (0.69, Ambition.ASPIRATIONAL, True),
        (0.71, Ambition.ASPIRATIONAL, False),
    ],
)
def test_success_is_the_target_and_of_an_aspirational_objective_seven_tenths(
    per_day: float, ambition: Ambition, missed: bool
) -> None:
    """P4.1."""
    course = line(*steady(per_day, 10, 20, 30, 40, 50))
    assert bool(found(RULE, objective(course, ambition=ambition), 60)) is missed


@pytest.mark.parametrize(("per_day", "severity"), [(0.39, Severity.CRITICAL), (0.41, Severity.WARN)])
def test_it_is_critical_when_even_the_best_ends_below_four_tenths(per_day: float, severity: Severity) -> None:
    assert one(RULE, objective(line(*steady(per_day, 10, 20, 30, 40, 50))), 60).severity is severity


def test_one_outlier_neither_raises_nor_clears_it() -> None:
    wild = [*SLOW[:2], (30, 80.0), *SLOW[3:], (60, 30.0), (70, 35.0)]
    assert found(RULE, objective(line(*wild)), 75) != ()


def test_neither_zones_nor_binaries_nor_what_has_no_baseline_is_forecast() -> None:
    days = (10, 20, 30, 40, 50)
    binary = line(*((day, False) for day in days), measure=Binary())
    unbased = line(*((day, 1.0) for day in days), measure=Metric(target=90))
    assert found(RULE, objective(binary, unbased), 60) == ()


def test_an_episode_begins_with_the_first_reading_that_told() -> None:
    longer = [*SLOW, *steady(0.5, 60, 70)]
    assert {one(RULE, objective(line(*said)), 75).episode for said in (SLOW, longer)} == {check_in_on(50)}
    saved = [*longer, (75, 95.0)]
    assert found(RULE, objective(line(*saved)), 76) == ()
