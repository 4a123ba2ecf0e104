"""The facts of a trajectory. Instants are UTC; a position is the fact's place in the log."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from domain.cycle import Cycle
from domain.measure import Measure, Value, target_of

_DAY = timedelta(days=1)


class Mark(NamedTuple):
    """Something happened once: at this instant, by this fact."""

    at: datetime
    position: int


class OwnerMark(NamedTuple):
    """From here on this person owned it; ``None``: nobody did."""

    at: datetime
    position: int
    owner: str | None


class Point(NamedTuple):
    """What one check-in says of one key result.

    ``at``: when it was true. ``known_at``: when the log learnt it. A correction is one more point of the same
    check-in, known later; ``value`` and ``confidence`` are ``None`` where nothing was stated, or it was taken
    back.
    """

    at: datetime
    known_at: datetime
    position: int
    check_in_id: str
    value: Value | None
    confidence: int | None


class GoalPoint(NamedTuple):
    """What one check-in says of the objective; corrections as with ``Point``."""

    at: datetime
    known_at: datetime
    position: int
    check_in_id: str
    confidence: int | None
    issues: str
    plan: str


class GoalMove(NamedTuple):
    """Start or target of a key result moved (P4.4); a first baseline is one of these, too."""

    at: datetime
    position: int
    before: Measure
    after: Measure
    reason: str

    @property
    def from_target(self) -> float | None:
        return target_of(self.before)

    @property
    def to_target(self) -> float | None:
        return target_of(self.after)


@dataclass(frozen=True, slots=True)
class Span:
    """A cycle as the rules need it: first instant, first instant after the end, and its time zone.

    ``days``: how long it lasts. Rules count in days from its beginning.
    """

    cycle_id: str
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    days: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", self.day(self.ends_at))

    def day(self, at: datetime) -> float:
        """Days of 24 hours from the cycle's beginning to an instant."""
        return (at - self.starts_at) / _DAY


def span_of(cycle_id: str, cycle: Cycle) -> Span:
    """The span of a cycle's state."""
    return Span(cycle_id, cycle.starts_at, cycle.ends_at, ZoneInfo(cycle.time_zone))
