"""Backtesting: what a policy would have said in a cycle that has ended, and how it turned out (P5.6).

``known`` gives every day as it was known at its end, ``raised`` the alerts a policy would have raised over those
days, ``figures`` how early, how often right and how noisy they were. No fact is looked at on a day before the log
learnt it; only the outcomes are taken in hindsight.
"""

from domain.backtesting.figures import Figures, Measured, figures
from domain.backtesting.known import Frame, Known, frames, known
from domain.backtesting.outcomes import MISSED_BELOW, Fate
from domain.backtesting.raising import Raised, raised

__all__ = [
    "MISSED_BELOW",
    "Fate",
    "Figures",
    "Frame",
    "Known",
    "Measured",
    "Raised",
    "figures",
    "frames",
    "known",
    "raised",
]
