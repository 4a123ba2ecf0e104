"""Scores, 0.0 to 1.0, linear and clamped (P4.1), and how key results add up to their objective's."""

from collections.abc import Iterable

from domain.measure import Measure, Value, progress
from domain.words import Ambition

SUCCESS = {Ambition.ASPIRATIONAL: 0.7, Ambition.COMMITTED: 1.0}
"""The score from which on an objective counts as a success (P1.8, P4.1)."""

NEARLY = 1e-9
"""A mean of floats may miss by this much the score that it stands for: three times 0.7 has a mean below 0.7."""


def clamped(share: float | None) -> float | None:
    """``share`` within 0..1; ``None`` stays ``None``."""
    return None if share is None else min(1.0, max(0.0, share))


def score(measure: Measure, value: Value | None) -> float | None:
    """The computed score of one key result at its latest reading."""
    return clamped(progress(measure, value))


def rolled_up(scores: Iterable[float | None]) -> float | None:
    """The computed score of an objective: the plain mean of its key results that can be scored.

    ``None`` when none can. Dropped key results are left out by the caller.
    """
    known = [each for each in scores if each is not None]
    return sum(known) / len(known) if known else None


def succeeded(score: float, ambition: Ambition) -> bool:
    """Whether a final score, 0..1, is a success: 0.7 if aspirational, 1.0 if committed (P1.8, P4.1)."""
    return score >= SUCCESS[ambition] - NEARLY
