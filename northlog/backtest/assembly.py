"""Putting a report together from what was gathered. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.backtesting import Fate, Raised, figures
from domain.signals.evaluate import RULES
from domain.signals.finding import OBJECTIVE
from northlog.backtest.policies import NamedPolicy
from northlog.backtest.report import BacktestedCycle, Miss, PolicyFigures, Report, Subjects
from northlog.reading.views import CycleView


@dataclass(slots=True)
class Gathered:
    """All that a report is made of. ``titles``: of objectives by id; ``teams``: names by id; ``alerts``: of each
    policy; ``fates``: of everything that was running on some day, and ``unwatched`` the number of the others;
    ``team_days``: the days on which a team had an objective running."""

    organization: str
    cycles: Sequence[CycleView]
    titles: Mapping[str, str]
    teams: Mapping[str, str]
    position: int
    alerts: list[list[Raised]]
    fates: list[Fate] = field(default_factory=list)
    unwatched: int = 0
    team_days: set[tuple[str, date]] = field(default_factory=set)


def assemble(found: Gathered, policies: Sequence[NamedPolicy], missed_below: float) -> Report:
    """The report; ``policies`` in the order of ``found.alerts``."""
    return Report(
        organization=found.organization,
        missed_below=missed_below,
        cycles=tuple(BacktestedCycle(it.cycle_id, it.name, it.starts_on, it.ends_on) for it in found.cycles),
        subjects=_subjects(found, missed_below),
        team_weeks=len(found.team_days) / 7,
        policies=tuple(
            _policy(policy, alerts, found, missed_below)
            for policy, alerts in zip(policies, found.alerts, strict=True)
        ),
        position=found.position,
    )


def _policy(policy: NamedPolicy, alerts: Sequence[Raised], found: Gathered, missed_below: float) -> PolicyFigures:
    rules = [name for name in RULES if getattr(policy.policy, name).enabled]
    measured = figures(alerts, found.fates, rules, len(found.team_days), missed_below)
    return PolicyFigures(
        name=policy.name,
        overall=measured.overall,
        rules=measured.by_rule,
        weeks=measured.by_week,
        unwarned=tuple(_miss(fate, found) for fate in measured.unwarned),
    )


def _miss(fate: Fate, found: Gathered) -> Miss:
    whole = fate.subject_kind is OBJECTIVE
    return Miss(
        cycle=next(each.name for each in found.cycles if each.cycle_id == fate.cycle_id),
        team=found.teams[fate.team_id],
        objective_id=fate.objective_id,
        objective=found.titles[fate.objective_id],
        key_result_id=None if whole else fate.subject_id,
        key_result=None if whole else fate.title,
        score=fate.score,
        outcome=fate.outcome,
    )


def _subjects(found: Gathered, missed_below: float) -> Subjects:
    verdicts = [fate.missed(missed_below) for fate in found.fates]
    dropped = sum(fate.dropped for fate in found.fates)
    objectives = sum(fate.subject_kind is OBJECTIVE for fate in found.fates)
    return Subjects(
        objectives=objectives,
        key_results=len(found.fates) - objectives,
        missed=verdicts.count(True),
        met=verdicts.count(False),
        dropped=dropped,
        unscored=verdicts.count(None) - dropped,
        unwatched=found.unwatched,
    )
