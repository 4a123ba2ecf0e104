"""A robust trend through few, uneven readings, with an interval that says how little is known.

Formula: the slope is the median of the slopes of all pairs. With n readings, N = n(n-1)/2 pairs and z the normal
quantile of the level, C = z sqrt(n(n-1)(2n+5)/18); the interval runs from the slope of rank (N-C)/2 to that of
rank (N+C)/2 + 1, rounded inwards as SciPy's ``theilslopes`` does. Ties are not corrected for, which can only make
it wider. Where those ranks do not exist, the readings are too few for the level, and nothing is said.

Source: H. Theil, "A rank-invariant method of linear and polynomial regression analysis", Proc. Kon. Ned. Akad. v.
Wetensch. 53 (1950); P. K. Sen, "Estimates of the regression coefficient based on Kendall's tau", J. Am. Stat.
Assoc. 63 (1968), 1379-1389.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from math import sqrt
from typing import NamedTuple

Z = {80: 1.2815515655446004, 90: 1.6448536269514722, 95: 1.959963984540054}
"""Two-sided normal quantiles by level in percent."""

Way = Sequence[tuple[float, float]]
"""Points (time, value), times rising."""


class Trend(NamedTuple):
    """Slopes in value per unit of time."""

    low: float
    slope: float
    high: float


@cache
def _ranks(count: int, level: int) -> tuple[int, int] | None:
    """The places of the interval's ends among the sorted slopes, from 0; ``None``: too little to tell."""
    pairs = count * (count - 1) // 2
    spread = Z[level] * sqrt(count * (count - 1) * (2 * count + 5) / 18)
    low, high = round((pairs - spread) / 2) - 1, round((pairs + spread) / 2)
    return (low, high) if low >= 0 and high < pairs else None


def trend(way: Way, level: int) -> Trend | None:
    """The trend of two points or more; ``None``: too little to tell at this level."""
    ranks = _ranks(len(way), level)
    if ranks is None:
        return None
    slopes = sorted(
        [(later - before) / (then - at) for place, (then, later) in enumerate(way) for at, before in way[:place]]
    )
    middle = len(slopes) // 2
    median = slopes[middle] if len(slopes) % 2 else (slopes[middle - 1] + slopes[middle]) / 2
    return Trend(slopes[ranks[0]], median, slopes[ranks[1]])


def surely_below(way: Way, slope: float, level: int) -> bool:
    """Whether the whole interval lies below a slope; ``False`` also where it is too little to tell.

    The same as ``trend(way, level).high < slope``, without all pairs: the slopes not below are the pairs that do
    not fall once the slope is taken off, which is how Sen derives the interval from Kendall's tau.
    """
    ranks = _ranks(len(way), level)
    if ranks is None:
        return False
    falling_needed, rising_left = ranks[1] + 1, len(way) * (len(way) - 1) // 2 - ranks[1] - 1
    seen: list[float] = []
    for place, (time, value) in enumerate(way):
        rest = value - slope * time
        rising = bisect_right(seen, rest)
        rising_left -= rising
        falling_needed -= place - rising
        if rising_left < 0:
            return False
        if falling_needed <= 0:
            return True
        seen.insert(rising, rest)
    raise AssertionError("every pair either falls or does not")
