"""How far contributions bring the objective that they count toward (P2.7)."""

from collections.abc import Iterable


def contributed(counting: Iterable[tuple[float, float | None]]) -> float | None:
    """The weighted mean of the scores of what counts, 0..1; ``counting``: (weight, score) each.

    Σ weight · score / Σ weight over those that have a score; ``None`` where none has. What cannot be scored yet
    has no part in it, as a key result without a baseline has none in its objective's score.
    """
    scored = [(weight, score) for weight, score in counting if score is not None]
    total = sum(weight for weight, _ in scored)
    return sum(weight * score for weight, score in scored) / total if scored else None
