"""Health as it was reported and as it computes, side by side; where they disagree it is said (P5.3)."""

from datetime import datetime, timedelta
from enum import StrEnum

from domain.scoring import NEARLY, SUCCESS
from domain.words import Ambition

GREEN_FROM, YELLOW_FROM = 7, 4
"""Stated confidences. They are the bands in which OKR scores are commonly coloured: 0.7 to 1 is the sweet spot
(P4.1), from 0.4 on the odds are open, and who says less does not expect to get there."""

SILENT_AFTER = 2
"""So many meetings missed in a row, by the team's own rhythm (P3.8), and what it last said is no longer news."""

SLOW = 0.5
"""Below this share of the pace needed, a goal would have to more than double its speed so far."""

EARLY = 0.15
"""The share of a cycle, two weeks of thirteen, in which no movement yet says nothing of the pace."""


class Health(StrEnum):
    """``UNKNOWN`` is no colour: silence is never green (P5.2)."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    UNKNOWN = "unknown"


def reported(confidence: int | None, said_at: datetime | None, now: datetime, every_weeks: int = 1) -> Health:
    """What the team's last check-in said: its stated confidence in the goal, 0..10.

    Unknown without a check-in, where it left the confidence unstated, and once more than ``SILENT_AFTER`` of
    the team's meetings, one ``every_weeks`` weeks, have gone by since it was true.
    """
    if confidence is None or said_at is None or now - said_at > timedelta(weeks=SILENT_AFTER * every_weeks):
        return Health.UNKNOWN
    return Health.GREEN if confidence >= GREEN_FROM else Health.YELLOW if confidence >= YELLOW_FROM else Health.RED


def computed(score: float | None, expected: float, ambition: Ambition) -> Health:
    """What the figures say: the computed score, 0..1, against the share of the cycle that has passed, 0..1.

    The pace needed ends at what counts as success, 0.7 if aspirational and 1.0 if committed (P1.8): green on it,
    yellow from ``SLOW`` of it on, red below. Unknown where nothing was read (``score`` is ``None``) and, while it
    is ``EARLY``, where nothing has moved.
    """
    if score is None or (expected < EARLY and score <= 0):
        return Health.UNKNOWN
    needed = expected * SUCCESS[ambition]
    if score >= needed - NEARLY:
        return Health.GREEN
    return Health.YELLOW if score >= SLOW * needed - NEARLY else Health.RED


def watermelon(said: Health, seen: Health) -> bool:
    """Green outside, red inside: reported green while the figures compute red (P5.3)."""
    return said is Health.GREEN and seen is Health.RED
