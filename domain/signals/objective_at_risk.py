"""Objective at risk: enough of its key results are (a roll-up).

Formula: at risk / running >= ``share``, over the key results that were not dropped: at risk by their pace
(``domain.signals.standing``). What is unknown is not at risk, and is told. It is the red of
``domain.signals.health``; where the objective is reported green all the same, ``watermelon`` says both at once,
and this rule is quiet (P5.5: one nudge a subject).
Source: Northlog's own; Ally hands the worst status of the key results up to their objective.
"""

from collections.abc import Sequence
from datetime import datetime
from math import ceil

from domain.policy.settings import Policy
from domain.signals.calendar import Calendar
from domain.signals.finding import CRITICAL, WARN, Finding, began_with, of_objective, times
from domain.signals.health import Computed, Health, computed, reported
from domain.signals.standing import EPSILON, RED, Stands, began
from domain.trajectory import KeyResultLine, Reading, Trajectory

RULE, VERSION = "objective_at_risk", 2


def find(
    trajectory: Trajectory, policy: Policy, calendar: Calendar, now: datetime, stand: Sequence[Stands]
) -> list[Finding]:
    seen = computed(stand, policy)
    if seen.health is not Health.RED:
        return []
    told = policy.watermelon.enabled and reported(trajectory.stated, policy, calendar, now) is Health.GREEN
    return [] if told else [_finding(trajectory, seen, policy)]


def began_red(trajectory: Trajectory, seen: Computed, policy: Policy) -> tuple[KeyResultLine, Reading]:
    """The key result, and its reading, with which enough of them were at risk; to be asked of red alone."""
    enough = max(1, ceil(policy.objective_at_risk.share * seen.running - EPSILON))
    begins = sorted(
        ((line, began(line, trajectory, policy.off_pace, RED)) for line in seen.at_risk),
        key=lambda begin: (begin[1].at, begin[1].position, begin[0].key_result_id),
    )
    return begins[enough - 1]


def how_many(seen: Computed) -> str:
    """How many of its key results are at risk, as the beginning of a sentence."""
    at_risk = len(seen.at_risk)
    return f"{at_risk} of {times(seen.running, 'key result')} {'is' if at_risk == 1 else 'are'} at risk by pace"


def _finding(trajectory: Trajectory, seen: Computed, policy: Policy) -> Finding:
    kind, subject_id, title = of_objective(trajectory)
    line, first = began_red(trajectory, seen, policy)
    at_risk, unknown = len(seen.at_risk), seen.running - seen.known
    aside = f" Of {unknown} nothing is known." if unknown else ""
    return Finding(
        rule=RULE,
        rule_version=VERSION,
        subject_kind=kind,
        subject_id=subject_id,
        episode=began_with(first.check_in_id, line),
        severity=CRITICAL if at_risk == seen.running else WARN,
        inputs={
            "at_risk": at_risk,
            "running": seen.running,
            "unknown": unknown,
            "share": policy.objective_at_risk.share,
        },
        facts=tuple(sorted({first.position, *(each.readings[-1].position for each in seen.at_risk)})),
        what=f"{title} is at risk.",
        why=f"{how_many(seen)}.{aside}",
        clears_when="Fewer of its key results are at risk.",
    )
