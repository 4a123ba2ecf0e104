"""Confidence drops: the team believes less in it than it did (P5.1).

Formula, over the confidences that were stated (the others are missing, never 5; P3.4), the latest c0, before it
c1 and so on: c1 - c0 >= ``drop``, or c0 < c1 < ... ``falls`` times running, or c0 <= ``low``.
Source: Northlog's own; the weekly look at confidence is C. Wodtke's (Radical Focus, 2016).
"""

from collections.abc import Sequence
from datetime import datetime

from domain.policy.settings import ConfidenceDrop, Policy
from domain.signals.calendar import Calendar
from domain.signals.finding import CRITICAL, WARN, Finding, Subject, of_key_result, of_objective, times
from domain.trajectory import Stated, Trajectory

RULE, VERSION = "confidence_drop", 1


def find(trajectory: Trajectory, policy: Policy, calendar: Calendar, now: datetime) -> list[Finding]:
    settings = policy.confidence_drop
    found = []
    if trajectory.stated and _holds(trajectory.stated, len(trajectory.stated), settings):
        found.append(_finding(of_objective(trajectory), trajectory.stated, settings))
    for line in trajectory.running:
        stated = line.stated
        if stated and _holds(stated, len(stated), settings):
            found.append(_finding(of_key_result(line), stated, settings))
    return found


def _holds(stated: Sequence[Stated], count: int, settings: ConfidenceDrop) -> bool:
    """Whether the condition held once ``count`` of these had been stated."""
    latest = stated[count - 1].confidence
    if latest <= settings.low:
        return True
    if count == 1:
        return False
    fall = stated[count - 2].confidence - latest
    return fall >= settings.drop or (fall > 0 and _falls(stated, count) >= settings.falls)


def _falls(stated: Sequence[Stated], count: int) -> int:
    falls = 0
    while falls < count - 1 and stated[count - falls - 1].confidence < stated[count - falls - 2].confidence:
        falls += 1
    return falls


def _finding(subject: Subject, stated: Sequence[Stated], settings: ConfidenceDrop) -> Finding:
    kind, subject_id, title = subject
    first = len(stated)
    while first > 1 and _holds(stated, first - 1, settings):
        first -= 1
    latest, falls = stated[-1], _falls(stated, len(stated))
    used = stated[-max(2, falls + 1) :]
    low = latest.confidence <= settings.low
    before = used[-2].confidence if len(used) > 1 else None
    reasons = [f"it is at {settings.low} or below"] if low else []
    if before is not None and before - latest.confidence >= settings.drop:
        reasons.append(f"it fell by {before - latest.confidence} from one statement to the next")
    if falls >= settings.falls:
        reasons.append(f"it fell {times(falls, 'time')} running")
    path = ", ".join(str(each.confidence) for each in used)
    return Finding(
        rule=RULE,
        rule_version=VERSION,
        subject_kind=kind,
        subject_id=subject_id,
        episode=stated[first - 1].check_in_id,
        severity=CRITICAL if low else WARN,
        inputs={
            "confidence": latest.confidence,
            "before": before,
            "falls": falls,
            "drop": settings.drop,
            "low": settings.low,
        },
        facts=tuple(sorted(each.position for each in used)),
        what=f"Confidence in {title} is down to {latest.confidence} of 10.",
        why=f"Stated were {path}: {' and '.join(reasons)}.",
        clears_when=f"The next confidence stated is above {settings.low} and no lower than the one before.",
    )
