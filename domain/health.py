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

EARLY = 0.16
"""The share of a cycle, two weeks of thirteen, in which a goal can be on its pace, but being behind says nothing
yet: what is needed by then is less than one reading can tell."""


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


def needed(expected: float, ambition: Ambition) -> float:
    """The score, 0..1, that an even pace to success would have when so much of the cycle (0..1) has passed.

    Success is 0.7 if aspirational and 1.0 if committed (P1.8).
    """
    return expected * SUCCESS[ambition]


def computed(score: float | None, expected: float, ambition: Ambition) -> Health:
    """What the figures say: the computed score, 0..1, against the share of the cycle that has passed, 0..1.

    Green on the pace needed, yellow from ``SLOW`` of it on, red below. Unknown where nothing was read (``score``
    is ``None``) and, while it is ``EARLY``, where it is behind.
    """
    if score is None:
        return Health.UNKNOWN
    pace = needed(expected, ambition)
    if score >= pace - NEARLY:
        return Health.GREEN
    if expected < EARLY:
        return Health.UNKNOWN
    return Health.YELLOW if score >= SLOW * pace - NEARLY else Health.RED


def watermelon(said: Health, seen: Health) -> bool:
    """Green outside, red inside: reported green while the figures compute red (P5.3)."""
    return said is Health.GREEN and seen is Health.RED
