"""Calibration: when a team said 7 of 10, how often did it get there?

Each confidence stated in a check-in is a forecast: 7 of 10 says 70 %. It came true when the goal got there by
the official final score. Silence is no forecast (P3.4). It is a mirror for a team, never a mark for a person
(P4.5).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from domain.scoring import succeeded
from domain.words import Ambition, Outcome

MOST = 10
"""The confidence that says certain."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What became of all statements of one confidence, 0..10: how many there were, and how many came true."""

    confidence: int
    count: int
    hits: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """``count`` forecasts, by stated confidence; only those that were stated appear.

    ``brier``: the mean squared distance of forecast and outcome, 0 (always right and certain) to 1 (always
    wrong and certain); 0.25 is what always saying 5 of 10 scores. ``base_rate``: the share that came true, 0..1;
    ``by_base_rate``: the Brier score of having said just that every time. All ``None`` without a forecast.
    """

    stated: tuple[Stated, ...]
    count: int
    brier: float | None
    base_rate: float | None
    by_base_rate: float | None


def got_there(
    outcome: Outcome | None, computed: float | None, judged: float | None, ambition: Ambition
) -> bool | None:
    """Whether a closed goal counts as reached.

    By its official final score, that is the judged one where the team judged and else the computed one: at
    least 0.7 if aspirational, 1.0 if committed (P1.8, P4.1, P4.2). ``None``, and so no outcome to hold a forecast
    to: not closed yet, dropped, or without a score.
    """
    final = computed if judged is None else judged
    if outcome in (None, Outcome.DROPPED) or final is None:
        return None
    return succeeded(final, ambition)


def calibration(forecasts: Iterable[tuple[int, bool]]) -> Calibration:
    """Calibration of forecasts, each a stated confidence (0..10) and whether it came true.

    The score is that of G. W. Brier, Verification of forecasts expressed in terms of probability (1950), in its
    form for events that happen or not: the mean of (confidence / 10 - outcome)^2.
    """
    said = list(forecasts)
    if not said:
        return Calibration((), 0, None, None, None)
    counts = Counter(confidence for confidence, _ in said)
    hits = Counter(confidence for confidence, came_true in said if came_true)
    rate = hits.total() / len(said)
    return Calibration(
        stated=tuple(Stated(each, counts[each], hits[each]) for each in sorted(counts)),
        count=len(said),
        brier=sum((confidence / MOST - came_true) ** 2 for confidence, came_true in said) / len(said),
        base_rate=rate,
        by_base_rate=rate * (1 - rate),
    )
