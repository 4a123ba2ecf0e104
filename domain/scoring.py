"""Scores, 0.0 to 1.0, linear and clamped (P4.1), and how key results add up to their objective's."""

from collections.abc import Iterable

from domain.measure import Measure, Value, progress


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
