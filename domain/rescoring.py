"""A finished cycle under another scoring: what the same progress would have scored by other rules.

Nothing of this is official. The official score is linear and clamped, its objective's the plain mean (P4.1);
the others answer "what if we had scored differently" and stand beside it. Judged scores have no part here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from domain.measure import ZONE_SCORES
from domain.scoring import NEARLY, clamped, rolled_up, succeeded
from domain.words import Ambition


class Scoring(StrEnum):
    """How progress becomes scores, and key results' scores their objective's."""

    LINEAR = "linear"
    THRESHOLDS = "thresholds"
    ZONES = "zones"
    WEIGHTED = "weighted"
    WEAKEST = "weakest"


RULES = {
    Scoring.LINEAR: "Progress from start to target, held within 0 to 1; the objective is the plain mean."
    " The official scoring.",
    Scoring.THRESHOLDS: "1 for a key result that reached what counts as success, 0.7 of the way for an"
    " aspirational objective and all of it for a committed one, else 0; the objective is the plain mean.",
    Scoring.ZONES: "The highest zone reached: 0 below 0.3 of the way, then 0.3 (commit), 0.7 (target) and 1"
    " (stretch); the objective is the plain mean.",
    Scoring.WEIGHTED: "Progress held within 0 to 1; the objective is the mean weighted by what each key result"
    " counts, 1 where no weight is given.",
    Scoring.WEAKEST: "Progress held within 0 to 1; the objective is as good as its weakest key result.",
}
"""Each scoring in a sentence for people."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one key result stands. ``progress``: 0 at the start, 1 at the target, not clamped, ``None`` where
    nothing can be said. ``weight``: what it counts beside the others, above 0."""

    progress: float | None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Rescored:
    """Scores 0..1 in the order of the standings, and the objective's; ``None`` where nothing can be said."""

    key_results: tuple[float | None, ...]
    objective: float | None


def rescored(scoring: Scoring, standings: Sequence[Standing], ambition: Ambition) -> Rescored:
    """Score key results by progress, and their objective by them. Dropped ones are left out by the caller."""
    match scoring:
        case Scoring.LINEAR:
            return linear(standings)
        case Scoring.THRESHOLDS:
            return thresholds(standings, ambition)
        case Scoring.ZONES:
            return zones(standings)
        case Scoring.WEIGHTED:
            return weighted(standings)
        case Scoring.WEAKEST:
            return weakest(standings)
        case _:
            assert_never(scoring)


def linear(standings: Sequence[Standing]) -> Rescored:
    """Clamped progress and its plain mean: the official scoring (P4.1)."""
    return _with_mean([clamped(each.progress) for each in standings])


def thresholds(standings: Sequence[Standing], ambition: Ambition) -> Rescored:
    """1 where a key result succeeded by its objective's ambition (P1.8), else 0; and the plain mean."""
    return _with_mean(
        [None if each.progress is None else float(succeeded(each.progress, ambition)) for each in standings]
    )


def zones(standings: Sequence[Standing]) -> Rescored:
    """The highest of 0, 0.3, 0.7 and 1 that progress reached, the scale of ``ZONE_SCORES``; and the plain mean."""
    return _with_mean([None if each.progress is None else _zone(each.progress) for each in standings])


def weighted(standings: Sequence[Standing]) -> Rescored:
    """Clamped progress and its weighted arithmetic mean: sum of weight times score over the sum of weights."""
    scores = [clamped(each.progress) for each in standings]
    known = [(each.weight, score) for each, score in zip(standings, scores, strict=True) if score is not None]
    total = sum(weight for weight, _ in known)
    mean = sum(weight * score for weight, score in known) / total if known else None
    return Rescored(tuple(scores), mean)


def weakest(standings: Sequence[Standing]) -> Rescored:
    """Clamped progress, and the least of it: no key result makes up for another."""
    scores = [clamped(each.progress) for each in standings]
    return Rescored(tuple(scores), min((score for score in scores if score is not None), default=None))


def _zone(progress: float) -> float:
    return max(score for score in ZONE_SCORES.values() if score <= max(0.0, progress) + NEARLY)


def _with_mean(scores: Sequence[float | None]) -> Rescored:
    return Rescored(tuple(scores), rolled_up(scores))
