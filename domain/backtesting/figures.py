"""How early, how often right, how noisy: the figures of a policy, and of each of its rules.

An alert *warns* once its severity is warn or more. It warns of its subject; one of a key result warns of that
key result's objective, too, whose score its key results make up. An objective's alert does not warn of each key
result.

- precision = right / judged, over the alerts that warn: *judged* are those on a subject of which it is known
  whether it was missed, *right* those of them on one that was.
- recall = warned / misses: *misses* are the subjects that were missed, of the kinds that the rule can warn of;
  *warned* those of them that an alert warned of.
- lead = the median, over the misses warned of, of the days from the first warning to the cycle's last day; 0 on
  that day.
- per team and week = alerts / (days / 7), *days* being counted for each team while it had an objective to look
  after.

What nothing can be divided by is ``None``: no figure, which is not the same as 0.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from domain.backtesting.outcomes import Fate
from domain.backtesting.raising import Raised
from domain.signals import objective_at_risk, recurring_issue
from domain.signals.finding import OBJECTIVE

OF_OBJECTIVES = frozenset({objective_at_risk.RULE, recurring_issue.RULE})
"""Rules that never speak of a single key result, and so cannot warn of one."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one rule, or of all together (``rule`` is ``None``). ``lead_days``: the median lead."""

    rule: str | None
    alerts: int
    judged: int
    right: int
    precision: float | None
    misses: int
    warned: int
    recall: float | None
    lead_days: float | None
    per_team_week: float | None


@dataclass(frozen=True, slots=True)
class Measured:
    """A policy's figures. ``by_rule``: in the order of the rules given. ``by_week``: alerts raised in each week
    of the cycle, the first one first. ``unwarned``: the misses that nobody was warned of, in the order of the
    fates."""

    overall: Figures
    by_rule: tuple[Figures, ...]
    by_week: tuple[int, ...]
    unwarned: tuple[Fate, ...]


def figures(
    alerts: Sequence[Raised], fates: Collection[Fate], rules: Iterable[str], team_days: int, below: float
) -> Measured:
    """The figures of these alerts against these fates. ``rules``: those that were on. ``team_days``: over all
    teams. ``below``: see ``Fate.missed``."""
    verdicts = {fate.subject_id: fate.missed(below) for fate in fates}
    misses = [fate for fate in fates if verdicts[fate.subject_id]]
    warned = _first_warnings(alerts)

    def of(rule: str | None) -> Figures:
        some = [each for each in alerts if rule in (None, each.rule)]
        firsts = warned if rule is None else _first_warnings(some)
        can = [fate for fate in misses if rule not in OF_OBJECTIVES or fate.subject_kind is OBJECTIVE]
        return _figures(rule, some, verdicts, can, firsts, team_days)

    return Measured(
        overall=of(None),
        by_rule=tuple(of(rule) for rule in rules),
        by_week=_by_week(alerts),
        unwarned=tuple(fate for fate in misses if fate.subject_id not in warned),
    )


def _figures(
    rule: str | None,
    alerts: Collection[Raised],
    verdicts: dict[str, bool | None],
    misses: Collection[Fate],
    firsts: dict[str, date],
    team_days: int,
) -> Figures:
    judged = [
        verdict
        for each in alerts
        if each.warned_on is not None and (verdict := verdicts.get(each.subject_id)) is not None
    ]
    leads = [(fate.ends_on - firsts[fate.subject_id]).days for fate in misses if fate.subject_id in firsts]
    return Figures(
        rule=rule,
        alerts=len(alerts),
        judged=len(judged),
        right=sum(judged),
        precision=_share(sum(judged), len(judged)),
        misses=len(misses),
        warned=len(leads),
        recall=_share(len(leads), len(misses)),
        lead_days=median(leads) if leads else None,
        per_team_week=_share(len(alerts) * 7, team_days),
    )


def _first_warnings(alerts: Iterable[Raised]) -> dict[str, date]:
    """Of each subject that was warned of the first day."""
    firsts: dict[str, date] = {}
    for each in alerts:
        if each.warned_on is not None:
            for subject in {each.subject_id, each.objective_id}:
                firsts[subject] = min(firsts.get(subject, each.warned_on), each.warned_on)
    return firsts


def _by_week(alerts: Iterable[Raised]) -> tuple[int, ...]:
    counts = Counter(each.week for each in alerts)
    return tuple(counts[week] for week in range(max(counts, default=-1) + 1))


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
