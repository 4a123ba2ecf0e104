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


# Looked up once: in Python 3.11 the lookup of a member is slow.
LINEAR, STEPS, HOLDS, DONE = Pace


def pace_of(measure: Measure) -> Pace:
    match measure:
        case Metric() | Relative() | Quantity() | Completion() | Subjective():
            return LINEAR
        case Zones():
            return STEPS
        case Threshold():
            return HOLDS
        case Binary():
            return DONE
        case _:
            assert_never(measure)
