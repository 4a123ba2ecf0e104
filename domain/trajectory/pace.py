"""By which kind of pace a measure can be judged against time."""

from enum import Enum
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
    Zones,
)


class Pace(Enum):
    """``LINEAR``: a number that can move day by day. ``STEPS``: zones; between two of them it stands still.
    ``HOLDS``: a threshold, which is held or is not, on any day. ``DONE``: done or not done, at any moment of
    the cycle."""

    LINEAR = "linear"
    STEPS = "steps"
    HOLDS = "holds"
    DONE = "done"


def pace_of(measure: Measure) -> Pace:
    match measure:
        case Metric() | Relative() | Quantity() | Completion() | Subjective():
            return Pace.LINEAR
        case Zones():
            return Pace.STEPS
        case Threshold():
            return Pace.HOLDS
        case Binary():
            return Pace.DONE
        case _:
            assert_never(measure)
