"""Health as it is reported and as it computes, side by side; where they disagree it is said (P5.3).

The one judge of it, for the rules and for whatever shows an objective's health:

- reported: the latest confidence that the team stated in the goal, green at ``watermelon.green`` or more, red at
  ``confidence_drop.low`` or less, yellow between. Unknown where none was stated, or where the team has since
  missed a check-in by its own rhythm: silence is never green (P5.2).
- computed: where its key results stand by their figures (``domain.signals.standing``). Red when as many as
  ``objective_at_risk.share`` of all that run are at risk, so that little known is not bad news; green when all
  that are known are on track, yellow between. Unknown where nothing is known of any.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from domain.policy.settings import Policy
from domain.signals.calendar import Calendar
from domain.signals.standing import AT_RISK, EPSILON, OFF, UNKNOWN, Standing, standings
from domain.trajectory import KeyResultLine, Stated, Trajectory


class Health(StrEnum):
    """``UNKNOWN`` is no colour: silence is never green (P5.2)."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    UNKNOWN = "unknown"


class Computed(NamedTuple):
    """``running``: how many key results there are that were not dropped; ``known``: of how many of them something
    is known; ``at_risk``: those that are."""

    health: Health
    running: int
    known: int
    at_risk: tuple[KeyResultLine, ...]


class Judged(NamedTuple):
    reported: Health
    computed: Computed

    @property
    def watermelon(self) -> bool:
        """Green outside, red inside."""
        return self.reported is Health.GREEN and self.computed.health is Health.RED


def judge(trajectory: Trajectory, policy: Policy, calendar: Calendar, now: datetime) -> Judged:
    """An objective's health at ``now``."""
    return Judged(
        reported(trajectory.stated, policy, calendar, now),
        computed(standings(trajectory, policy, calendar, now), policy),
    )


def reported(stated: Sequence[Stated], policy: Policy, calendar: Calendar, now: datetime) -> Health:
    """What the latest of the confidences stated, of an objective or of a key result, says at ``now``."""
    stale_at = calendar.stale_at(now)
    if not stated or (stale_at is not None and stated[-1].at <= stale_at):
        return Health.UNKNOWN
    confidence = stated[-1].confidence
    if confidence >= policy.watermelon.green:
        return Health.GREEN
    return Health.RED if confidence <= policy.confidence_drop.low else Health.YELLOW


def computed(stand: Collection[tuple[KeyResultLine, Standing]], policy: Policy) -> Computed:
    """What the figures of an objective's running key results come to."""
    known = [stands for _, stands in stand if stands is not UNKNOWN]
    at_risk = tuple(line for line, stands in stand if stands is AT_RISK)
    if not known:
        health = Health.UNKNOWN
    elif at_risk and len(at_risk) >= policy.objective_at_risk.share * len(stand) - EPSILON:
        health = Health.RED
    else:
        health = Health.YELLOW if any(stands in OFF for stands in known) else Health.GREEN
    return Computed(health, len(stand), len(known), at_risk)
