"""Objective at risk: enough of its key results are (a roll-up).

Formula: a key result is weak when it is at risk by its pace (``domain.signals.standing``), or its latest stated
confidence is at or below ``confidence_drop.low``. weak / known >= ``share``, where known are those of the running
key results whose standing is not unknown, or that are weak. What is unknown counts for neither side, and is told.
Source: Northlog's own; Ally hands the worst status of the key results up to their objective.
"""

from collections.abc import Iterable
from datetime import datetime
from math import ceil

from domain.policy.settings import Policy
from domain.signals.calendar import Calendar
from domain.signals.finding import CRITICAL, WARN, Finding, began_with, of_objective, times
from domain.signals.runs import since
from domain.signals.standing import AT_RISK, EPSILON, RED, UNKNOWN, Standing, Stands, began, standings
from domain.trajectory import KeyResultLine, Reading, Span, Stated, Trajectory

RULE, VERSION = "objective_at_risk", 1


def find(trajectory: Trajectory, policy: Policy, calendar: Calendar, now: datetime) -> list[Finding]:
    rolled = roll_up(standings(trajectory, policy, calendar, now), policy)
    return [] if rolled is None else [_finding(trajectory, rolled, policy)]


RollUp = tuple[int, list[Stands]]
"""How many are known, and the weak ones of them."""


def roll_up(stand: Iterable[Stands], policy: Policy) -> RollUp | None:
    """The weak key results, if they are enough to put the objective at risk."""
    low = policy.confidence_drop.low
    known, weak = 0, []
    for line, stands in stand:
        if stands is AT_RISK or (line.stated and line.stated[-1].confidence <= low):
            weak.append((line, stands))
            known += 1
        elif stands is not UNKNOWN:
            known += 1
    return (known, weak) if weak and len(weak) >= policy.objective_at_risk.share * known - EPSILON else None


def began_weak(trajectory: Trajectory, rolled: RollUp, policy: Policy) -> tuple[KeyResultLine, Reading | Stated]:
    """The key result, and its check-in, with which enough of them were weak."""
    known, weak = rolled
    enough = max(1, ceil(policy.objective_at_risk.share * known - EPSILON))
    begins = sorted(
        ((line, _weak_since(line, stands, trajectory.span, policy)) for line, stands in weak),
        key=lambda begin: (begin[1].at, begin[1].position, begin[0].key_result_id),
    )
    return begins[enough - 1]


def _weak_since(line: KeyResultLine, stands: Standing, span: Span, policy: Policy) -> Reading | Stated:
    if stands is AT_RISK:
        return began(line, span, policy.off_pace, RED)
    low = since(line.stated, lambda each: each.confidence <= policy.confidence_drop.low)
    assert low is not None, "what is weak without being at risk is so by its confidence"
    return low


def _finding(trajectory: Trajectory, rolled: RollUp, policy: Policy) -> Finding:
    kind, subject_id, title = of_objective(trajectory)
    known, weak = rolled
    line, first = began_weak(trajectory, rolled, policy)
    unknown = len(trajectory.running) - known
    used = {(each.readings if stands is AT_RISK else each.stated)[-1].position for each, stands in weak}
    aside = f" Of {unknown} more nothing is known." if unknown else ""
    return Finding(
        rule=RULE,
        rule_version=VERSION,
        subject_kind=kind,
        subject_id=subject_id,
        episode=began_with(first.check_in_id, line),
        severity=CRITICAL if len(weak) == known else WARN,
        inputs={
            "weak": len(weak),
            "known": known,
            "unknown": unknown,
            "share": policy.objective_at_risk.share,
        },
        facts=tuple(sorted({*used, first.position})),
        what=f"{title} is at risk.",
        why=f"{len(weak)} of {times(known, 'key result')} that something is known of are at risk by their pace, "
        f"or by a confidence of {policy.confidence_drop.low} or below.{aside}",
        clears_when="Fewer of its key results are at risk.",
    )
