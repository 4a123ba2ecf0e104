"""Silent: a check-in was missed by the team's own rhythm (P3.8); how things stand is unknown, not green (P5.2).

Formula: the check-ins due since the last one that was answered, whose grace has run out, are ``after`` or more.
See ``Calendar`` for when they are due and which check-in answers which. A team without cadence, its own or assumed
by the policy, is never late. Where the objective is spoken of but a key result is not read in ``key_result_after``
of them running, that key result is silent.
Source: Northlog's own, from the gaps seen in practice (P3.8: median 11 days, 28 % over 14).
"""

from collections.abc import Sequence
from datetime import datetime

from domain.policy.settings import Policy
from domain.signals.calendar import Calendar, Due
from domain.signals.finding import (
    CRITICAL,
    INFO,
    WARN,
    Finding,
    Severity,
    Subject,
    of_key_result,
    of_objective,
    times,
)
from domain.trajectory import Mark, Trajectory

RULE, VERSION = "silent", 2


def find(trajectory: Trajectory, policy: Policy, calendar: Calendar, now: datetime) -> list[Finding]:
    settings = policy.silent
    published = trajectory.published
    if published is None:
        return []
    last = trajectory.voiced[-1] if trajectory.voiced else None
    stale_at = calendar.stale_at(now)
    answered = last is not None and (stale_at is None or last.at > stale_at)
    missed = () if answered else calendar.missed(published.at, last and last.at, now)
    if missed:
        if len(missed) < settings.after:
            return []
        rests_on = published if last is None else Mark(last.at, last.position)
        severity = CRITICAL if len(missed) >= settings.critical_after else WARN
        return [_finding(of_objective(trajectory), missed, rests_on, severity, trajectory)]
    if stale_at is None:
        return []
    found = []
    for line in trajectory.running:
        reading = line.readings[-1] if line.readings else None
        if reading is not None and reading.at > stale_at:
            continue
        missed = calendar.missed(max(published.at, line.added.at), reading and reading.at, now)
        if len(missed) >= settings.key_result_after and not (reading and _done(reading.progress)):
            rests_on = line.added if reading is None else Mark(reading.at, reading.position)
            found.append(_finding(of_key_result(line), missed, rests_on, INFO, trajectory))
    return found


def _done(progress: float | None) -> bool:
    return progress is not None and progress >= 1


def _finding(
    subject: Subject, missed: Sequence[Due], rests_on: Mark, severity: Severity, trajectory: Trajectory
) -> Finding:
    kind, subject_id, title = subject
    first = missed[0].at
    day = first.astimezone(trajectory.span.zone).date().isoformat()
    return Finding(
        rule=RULE,
        rule_version=VERSION,
        subject_kind=kind,
        subject_id=subject_id,
        episode=f"due {first.isoformat()}",
        severity=severity,
        inputs={"missed": len(missed), "first_missed": first.isoformat()},
        facts=(rests_on.position,),
        what=f"How {title} stands is unknown: no word of it, {times(len(missed), 'check-in')} due in a row.",
        why=f"By the team's own rhythm one was due on {day}, and its grace has passed.",
        clears_when="The team checks in on it.",
    )
