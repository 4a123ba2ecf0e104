"""A point on both clocks of the log."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """What was true at the instant ``at`` (UTC), as far as the events up to ``position`` let it be known.

    An edit is true from the moment it is recorded, a check-in from when it occurred, a correction from when the
    check-in it corrects did.
    """

    position: int
    at: datetime
