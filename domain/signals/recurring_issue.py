"""Recurring issue: check-in after check-in names the same thing in the way.

Formula: the latest ``times`` check-ins running, each of them, name an issue that is like one of the latest
check-in's, at ``likeness`` or more (``domain.trajectory.wording``). A check-in that names none ends the run. The
finding quotes no issue: issues may name people, and the check-ins are one step away.
Source: Northlog's own.
"""

from collections.abc import Sequence
from datetime import datetime

from domain.policy.settings import Policy, RecurringIssue
from domain.signals.calendar import Calendar
from domain.signals.finding import CRITICAL, WARN, Finding, of_objective
from domain.signals.standing import EPSILON
from domain.trajectory import Trajectory, Voiced, likeness

RULE, VERSION = "recurring_issue", 2


def find(trajectory: Trajectory, policy: Policy, calendar: Calendar, now: datetime) -> list[Finding]:
    settings = policy.recurring_issue
    voiced = trajectory.voiced
    if len(voiced) < settings.times or not voiced[-1].issues:
        return []
    run = _longest_run(voiced, settings)
    return [_finding(trajectory, run, settings)] if len(run) >= settings.times else []


def _longest_run(voiced: Sequence[Voiced], settings: RecurringIssue) -> Sequence[Voiced]:
    """The latest check-ins that name one of the latest issues without a gap, for the issue that lasts longest."""
    runs = []
    for issue in voiced[-1].issues:
        first = len(voiced) - 1
        while first and any(
            likeness(issue, other) >= settings.likeness - EPSILON for other in voiced[first - 1].issues
        ):
            first -= 1
        runs.append(voiced[first:])
    return max(runs, key=len)


def _finding(trajectory: Trajectory, run: Sequence[Voiced], settings: RecurringIssue) -> Finding:
    kind, subject_id, title = of_objective(trajectory)
    twice = len(run) >= 2 * settings.times
    return Finding(
        rule=RULE,
        rule_version=VERSION,
        subject_kind=kind,
        subject_id=subject_id,
        episode=run[0].check_in_id,
        severity=CRITICAL if twice else WARN,
        inputs={"check_ins": len(run), "times": settings.times, "likeness": settings.likeness},
        facts=tuple(sorted(each.position for each in run)),
        what=f"The same issue stands in the way of {title} time and again.",
        why=f"The last {len(run)} check-ins name it; {settings.times} running are enough.",
        clears_when="A check-in no longer names it.",
    )
