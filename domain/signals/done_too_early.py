"""Done too early: a hint at sandbagging, a goal that was no stretch (P6.2: "done by week three").

Formula: progress reached the target (of zones: stretch) at a reading before ``by`` of the cycle,
(reading - start) / (end - start), and has stayed there. A threshold holds from its first day and a binary may
well be done on it, so neither is judged.
Source: P6.2; on sandbagging, J. Doerr, Measure What Matters (2018).
"""

from datetime import datetime

from domain.pace import expected as elapsed_share
from domain.policy.settings import Policy
from domain.signals.calendar import Calendar
from domain.signals.finding import INFO, Finding, began_with, of_key_result, percent
from domain.signals.runs import since
from domain.signals.standing import EPSILON
from domain.trajectory import LINEAR, STEPS, KeyResultLine, Reading, Span, Trajectory

RULE, VERSION = "done_too_early", 1

_STRETCHES = (LINEAR, STEPS)


def find(trajectory: Trajectory, policy: Policy, calendar: Calendar, now: datetime) -> list[Finding]:
    by = policy.done_too_early.by
    found = []
    for line in trajectory.running:
        first = done_since(line)
        if first is not None:
            elapsed = elapsed_share(trajectory.span.starts_at, trajectory.span.ends_at, first.at)
            if elapsed < by - EPSILON:
                found.append(_finding(line, first, elapsed, by, trajectory.span))
    return found


def stretches(line: KeyResultLine) -> bool:
    """Whether a key result is one of which being done early says something."""
    return line.pace in _STRETCHES


def done_since(line: KeyResultLine) -> Reading | None:
    """The reading since which a key result is done; ``None`` where it is not, or that would say nothing."""
    return since(line.readings, _done) if stretches(line) else None


def _done(reading: Reading) -> bool:
    return reading.progress is not None and reading.progress >= 1 - EPSILON


def _finding(line: KeyResultLine, first: Reading, elapsed: float, by: float, span: Span) -> Finding:
    kind, subject_id, title = of_key_result(line)
    day = first.at.astimezone(span.zone).date().isoformat()
    return Finding(
        rule=RULE,
        rule_version=VERSION,
        subject_kind=kind,
        subject_id=subject_id,
        episode=began_with(first.check_in_id, line),
        severity=INFO,
        inputs={"elapsed": elapsed, "by": by, "progress": first.progress},
        facts=(first.position,),
        what=f"{title} was done early, on {day}.",
        why=f"It reached its target when {percent(elapsed)} of the cycle had passed; before {percent(by)} a goal "
        "may not have been a stretch.",
        clears_when="The team raises the target, or says that it is content; nothing is wrong with being done.",
    )
