"""What the rules look at: an objective with its key results through one cycle, as facts and what follows of them.

A trajectory is made of plain tuples, each with the instant at which the log learnt it and its position there.
It may hold facts of any day: ``as_of`` cuts it to what was known at an instant, and every evaluation begins
with that cut, so nothing that was learnt later can change what a rule finds. Title, ambition, cycle and cadence
stand as they were loaded; whoever looks back on a past day loads them as of that day (``trajectory.fold`` does).
"""

from domain.trajectory.cutting import as_of, in_hindsight
from domain.trajectory.facts import GoalMove, GoalPoint, Mark, OwnerMark, Point, Span, span_of
from domain.trajectory.fold import Told, told
from domain.trajectory.lines import (
    KeyResultLine,
    Reading,
    Stated,
    Trajectory,
    Voiced,
    key_result_line,
    trajectory,
)
from domain.trajectory.pace import DONE, HOLDS, LINEAR, STEPS, Pace
from domain.trajectory.wording import likeness

__all__ = [
    "DONE",
    "HOLDS",
    "LINEAR",
    "STEPS",
    "GoalMove",
    "GoalPoint",
    "KeyResultLine",
    "Mark",
    "OwnerMark",
    "Pace",
    "Point",
    "Reading",
    "Span",
    "Stated",
    "Told",
    "Trajectory",
    "Voiced",
    "as_of",
    "in_hindsight",
    "key_result_line",
    "likeness",
    "span_of",
    "told",
    "trajectory",
]
