"""The robust trend: Theil-Sen with Sen's interval, in worked figures and against the definition itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.signals.trend import surely_below, trend

FIVE = [(0.0, 0.0), (10.0, 0.1), (20.0, 0.2), (30.0, 0.1), (40.0, 0.4)]
"""Slopes of its ten pairs in hundredths: -1, 0, 1/3, 1, 1, 1, 1, 1, 1, 3."""


def test_five_readings_in_worked_figures() -> None:
    """N = 10, C = 1.645 sqrt(5 * 4 * 15 / 18) = 6.72; ranks (10 - 6.72) / 2 = 2 and (10 + 6.72) / 2 + 1 = 9."""
    found = trend(FIVE, 90)
    assert found is not None
    assert found == pytest.approx((0.0, 0.01, 0.01))


def test_one_wild_reading_does_not_bend_the_trend() -> None:
    steady = [(float(day), day / 100) for day in range(0, 70, 7)]
    wild = [*steady[:4], (28.0, 5.0), *steady[5:]]
    found = trend(wild, 90)
    assert found is not None
    assert found.slope == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("count", "level", "tells"), [(3, 80, False), (4, 80, True), (4, 90, True), (4, 95, False), (5, 95, True)]
)
def test_too_few_readings_for_the_level_tell_too_little(count: int, level: int, tells: bool) -> None:
    """Of 4 readings 6 pairs: at 95 % the upper end would be the seventh."""
    way = [(float(day), float(day)) for day in range(count)]
    assert (trend(way, level) is not None) is tells
    assert surely_below(way, 1.5, level) is tells


ways = st.lists(st.integers(-8, 8), min_size=2, max_size=14).map(
    lambda values: [(float(day), float(value)) for day, value in enumerate(values)]
)


@given(ways, st.integers(-9, 9).map(lambda number: number + 0.5), st.sampled_from([80, 90, 95]))
def test_surely_below_is_the_intervals_upper_end_below(
    way: list[tuple[float, float]], slope: float, level: int
) -> None:
    found = trend(way, level)
    assert surely_below(way, slope, level) is (found is not None and found.high < slope)


@given(ways, st.sampled_from([80, 90, 95]))
def test_a_trend_lies_within_its_interval(way: list[tuple[float, float]], level: int) -> None:
    found = trend(way, level)
    assert found is None or found.low <= found.slope <= found.high
