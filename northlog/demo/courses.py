"""How a key result fares: progress along a cycle, and the readings a team would take of it."""

from enum import StrEnum
from itertools import pairwise
from math import floor, inf
from random import Random
from typing import assert_never

from domain.measure import (
    Binary,
    Completion,
    Measure,
    Metric,
    Quantity,
    Relative,
    Subjective,
    Threshold,
    Value,
    Zone,
    Zones,
)


class Course(StrEnum):
    """``short`` and ``behind`` end at about 0.7 and 0.45; ``stalled`` and ``flat`` stand still from early on;
    ``surge`` comes late; ``early`` is done by week three; ``slipping`` loses what it had won."""

    STEADY = "steady"
    SHORT = "short"
    BEHIND = "behind"
    STALLED = "stalled"
    FLAT = "flat"
    SURGE = "surge"
    EARLY = "early"
    SLIPPING = "slipping"


# Where each course stands at shares of the cycle: (share passed, progress), straight between.
_SHAPES: dict[Course, tuple[tuple[float, float], ...]] = {
    Course.STEADY: ((0, 0), (0.3, 0.26), (0.7, 0.72), (1, 1.02)),
    Course.SHORT: ((0, 0), (0.5, 0.36), (1, 0.72)),
    Course.BEHIND: ((0, 0), (0.4, 0.14), (1, 0.46)),
    Course.STALLED: ((0, 0), (0.3, 0.33), (1, 0.33)),
    Course.FLAT: ((0, 0), (0.2, 0.06), (1, 0.06)),
    Course.SURGE: ((0, 0), (0.6, 0.16), (0.85, 0.7), (1, 0.97)),
    Course.EARLY: ((0, 0), (0.16, 1.08), (1, 1.12)),
    Course.SLIPPING: ((0, 0), (0.45, 0.52), (0.75, 0.3), (1, 0.22)),
}
_STILL = {Course.STALLED: 0.3, Course.FLAT: 0.2}
_ZONES = ((0.95, Zone.STRETCH), (0.62, Zone.TARGET), (0.28, Zone.COMMIT))


def progress_along(course: Course, share: float) -> float:
    """Progress, 1 being the target, when ``share`` (0..1) of the cycle has passed."""
    shape = _SHAPES[course]
    for (left, low), (right, high) in pairwise(shape):
        if share <= right:
            return low + (high - low) * (share - left) / (right - left)
    return shape[-1][1]


class Trace:
    """The readings of one key result through one cycle, in order of time.

    What is counted, completed or met never falls back; other figures scatter about their course, none below
    zero and no percentage above a hundred. What stands still repeats the very same value.
    """

    def __init__(self, measure: Measure, course: Course, between: tuple[float, float], chance: Random) -> None:
        self._measure, self._course, self._between, self._chance = measure, course, between, chance
        self._pace = chance.uniform(0.9, 1.06)
        self._last = 0.0

    def progress(self, share: float) -> float:
        """The progress meant at a share of the cycle, before any scatter."""
        return progress_along(self._course, share) * self._pace

    def read(self, share: float) -> Value:
        """The next reading, in the measure's own terms."""
        still_from = _STILL.get(self._course)
        if still_from is None or share <= still_from:
            seen = self.progress(share) + self._chance.gauss(0, 0.025)
            one_way = isinstance(self._measure, (Completion, Quantity, Zones, Subjective, Binary))
            self._last = max(self._last, seen) if one_way else seen
        return self._value(self._last)

    def _value(self, progress: float) -> Value:
        low, high = self._between
        match self._measure:
            case Binary():
                return progress >= 0.9
            case Zones():
                return next((zone for least, zone in _ZONES if progress >= least), Zone.FAIL)
            case Subjective():
                return floor(min(1.0, max(0.0, progress)) * 5 + 0.5) / 5
            case Quantity(target=target):
                return float(max(0, floor(progress * target + 0.3)))
            case Completion():
                return min(100.0, max(0.0, float(round(low + progress * (high - low)))))
            case Metric(unit=unit) | Relative(unit=unit) | Threshold(unit=unit):
                most = 100.0 if unit.startswith("%") else inf
                value = min(most, max(0.0, low + progress * (high - low)))
                return round(value, _digits(abs(high - low)))
            case _:
                assert_never(self._measure)


def _digits(span: float) -> int:
    """As many decimals as people would write of a figure that moves by ``span``."""
    return 0 if span >= 20 else 1 if span >= 2 else 2 if span >= 0.2 else 3
