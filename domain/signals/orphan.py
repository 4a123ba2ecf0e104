"""Orphan: nobody owns it (P1.5: one accountable owner per objective).

Formula: ``after_days`` or more have passed since it had no owner, counted from its publication at the earliest.
Key results are judged only where the policy says that each needs an owner of its own.
Source: Northlog's own (P1.5, P6.1: where ownership is missing).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.policy.settings import Policy
from domain.signals.calendar import Calendar
from domain.signals.finding import WARN, Finding, Subject, of_key_result, of_objective, times
from domain.trajectory import Mark, OwnerMark, Trajectory

RULE, VERSION = "orphan", 1


def find(trajectory: Trajectory, policy: Policy, calendar: Calendar, now: datetime) -> list[Finding]:
    settings, published = policy.orphan, trajectory.published
    if published is None:
        return []
    subjects = [(of_objective(trajectory), trajectory.owners, trajectory.drafted)]
    if settings.key_results:
        subjects += [(of_key_result(line), line.owners, line.added) for line in trajectory.running]
    found = []
    for subject, owners, made in subjects:
        without = _without(owners, made)
        if without is not None:
            passed = now - max(without.at, published.at)
            if passed >= timedelta(days=settings.after_days):
                found.append(_finding(subject, without, passed.days, settings.after_days))
    return found


def _without(owners: Sequence[OwnerMark], made: Mark) -> Mark | None:
    """By which fact it came to be without an owner; ``None`` where it has one."""
    if not owners:
        return made
    at, position, owner = owners[-1]
    return Mark(at, position) if owner is None else None


def _finding(subject: Subject, without: Mark, days: int, after_days: int) -> Finding:
    kind, subject_id, title = subject
    return Finding(
        rule=RULE,
        rule_version=VERSION,
        subject_kind=kind,
        subject_id=subject_id,
        episode=f"without since {without.position}",
        severity=WARN,
        inputs={"days": days, "after_days": after_days},
        facts=(without.position,),
        what=f"Nobody owns {title}.",
        why=f"It has been without an owner for {times(days, 'day')}; {times(after_days, 'day')} are allowed.",
        clears_when="Somebody takes it on as its owner.",
    )
