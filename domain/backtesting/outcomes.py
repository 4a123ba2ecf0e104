"""What became of objectives and key results in the end, and when that is a miss."""

from dataclasses import dataclass
from datetime import date

from domain.scoring import NEARLY
from domain.signals.finding import SubjectKind
from domain.words import Outcome

MISSED_BELOW = 0.4
"""A final score under it is a miss where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Fate:
    """An objective or a key result after its cycle.

    ``score``: the final one, 0..1, judged where the team judged and else computed; ``None`` where nothing was ever
    read. ``outcome``: what an objective was closed as; ``None`` for one left open, and for key results, which have
    none of their own. ``dropped``: given up, a key result also with its objective. ``ends_on``: the cycle's last
    day.
    """

    subject_kind: SubjectKind
    subject_id: str
    objective_id: str
    team_id: str
    cycle_id: str
    ends_on: date
    title: str
    score: float | None
    outcome: Outcome | None
    dropped: bool

    def missed(self, below: float) -> bool | None:
        """Whether its final score is under ``below``, 0..1, or it was closed as missed; ``None`` where that cannot
        be said: it was dropped, or has neither score nor outcome."""
        if self.dropped:
            return None
        if self.outcome is Outcome.MISSED:
            return True
        if self.score is not None:
            return self.score < below - NEARLY
        return None if self.outcome is None else False
