"""What a team says beside its figures: confidence, energy, issues and plans. Never more than it would say."""

from dataclasses import dataclass
from random import Random

from northlog.demo.plot import ObjectivePlot, Theme

_UNSTATED = 0.15
_SAME_ISSUE_AGAIN = 0.35
_HAS_ISSUE = 0.65
_HAS_PLAN = 0.75
_HAS_ENERGY = 0.4


def temper(chance: Random) -> float:
    """How many points more, or less, confident than others a team is of one goal all through its cycle."""
    return chance.gauss(0, 0.7)


def confidence(ahead: float, temper: float, chance: Random) -> int | None:
    """0..10, or unstated. ``ahead``: progress beyond the pace that success needs, -1..1.

    From one week to the next people hardly change their minds without a reason: in the real quarter that the
    tests hold nobody ever did.
    """
    if chance.random() < _UNSTATED:
        return None
    return min(10, max(1, round(7 + 11 * ahead + temper + chance.gauss(0, 0.4))))


@dataclass(slots=True)
class Mood:
    """The mood of one team about one objective through one cycle, asked once a check-in, in order of time."""

    plot: ObjectivePlot
    theme: Theme
    chance: Random
    temper: float
    _issue: str = ""
    _plan: str = ""

    def goal_confidence(self, week: int, ahead: float) -> int | None:
        """0..10, or unstated. News shakes it; it comes back a point a week at most."""
        shock = self.plot.shock
        if shock and week == shock.week:
            return shock.confidence
        if self.plot.rosy:
            return self.chance.choice((8, 9, 9))
        stated = confidence(ahead, self.temper, self.chance)
        if stated is not None and shock and week > shock.week:
            return min(stated, shock.confidence + week - shock.week)
        return stated

    def energy(self, ahead: float) -> int | None:
        """1..5, or nothing said."""
        if self.chance.random() >= _HAS_ENERGY:
            return None
        return min(5, max(1, round(3.4 + 3 * ahead + self.chance.gauss(0, 0.7))))

    def issues(self, week: int) -> str:
        """What is in the way; some things stay in the way for weeks."""
        if self.plot.shock and week == self.plot.shock.week:
            return self.plot.shock.issue
        if self.chance.random() >= _HAS_ISSUE:
            return ""
        if not self._issue or self.chance.random() >= _SAME_ISSUE_AGAIN:
            self._issue = self._another(self.theme.issues, self._issue)
        return self._issue

    def plans(self) -> str:
        """What the team will do next."""
        if self.chance.random() >= _HAS_PLAN:
            return ""
        self._plan = self._another(self.theme.plans, self._plan)
        return self._plan

    def _another(self, pool: tuple[str, ...], last: str) -> str:
        return self.chance.choice([each for each in pool if each != last])
