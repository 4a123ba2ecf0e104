"""What a backtest tells: plain data, the same for the terminal, for programs and for the page."""

from dataclasses import dataclass
from datetime import date

from domain.backtesting import Figures


@dataclass(frozen=True, slots=True)
class BacktestedCycle:
    """A cycle that was gone through, its last day included."""

    cycle_id: str
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Subjects:
    """Objectives and key results that there was something to say of in these cycles: ``missed`` and ``met``, and
    those left out, ``dropped`` and ``unscored`` (neither score nor outcome). ``unwatched``: those besides whose
    objective was running on no day as far as the log knew then, such as a quarter that was entered afterwards."""

    objectives: int
    key_results: int
    missed: int
    met: int
    dropped: int
    unscored: int
    unwatched: int


@dataclass(frozen=True, slots=True)
class Miss:
    """A miss that nobody was warned of. ``key_result_id`` and ``key_result`` are null for an objective."""

    cycle: str
    team: str
    objective_id: str
    objective: str
    key_result_id: str | None
    key_result: str | None
    score: float | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class PolicyFigures:
    """The figures of one policy; see ``domain.backtesting.figures`` for their formulas. ``rules``: those that it
    turns on. ``weeks``: alerts raised in each week of a cycle, the first one first. ``unwarned``: the misses that
    nobody was warned of."""

    name: str
    overall: Figures
    rules: tuple[Figures, ...]
    weeks: tuple[int, ...]
    unwarned: tuple[Miss, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """``missed_below``: final scores under it are misses, 0..1. ``position``: of the log that this speaks of."""

    organization: str
    missed_below: float
    cycles: tuple[BacktestedCycle, ...]
    subjects: Subjects
    team_weeks: float
    policies: tuple[PolicyFigures, ...]
    position: int
