"""Goalpost moved late: start or target moved when the cycle was far gone (P4.4: legal, and visible).

Formula: a move at ``late`` or more of the cycle, (moved - start) / (end - start); one finding each. It is easier
when the latest value is more progress by the measure after than by the one before, which warns; else it informs.
A first baseline is no move: before it nothing could be measured. A moved-back target clears it.
Source: Northlog's own (P4.4).
"""

from datetime import datetime

from domain.measure import Measure, progress, start_of, target_of
from domain.pace import expected as elapsed_share
from domain.policy.settings import Policy
from domain.signals.calendar import Calendar
from domain.signals.finding import Finding, Severity, of_key_result, percent
from domain.signals.standing import EPSILON
from domain.trajectory import GoalMove, KeyResultLine, Trajectory

RULE, VERSION = "goalpost_moved_late", 1


def find(trajectory: Trajectory, policy: Policy, calendar: Calendar, now: datetime) -> list[Finding]:
    span, late = trajectory.span, policy.goalpost_moved_late.late
    found = []
    for line in trajectory.running:
        for move in line.moves:
            elapsed = elapsed_share(span.starts_at, span.ends_at, move.at)
            if elapsed >= late - EPSILON and _moves(move) and line.measure != move.before:
                found.append(_finding(line, move, elapsed, late))
    return found


def _moves(move: GoalMove) -> bool:
    return start_of(move.before) is not None or start_of(move.after) is None


def _finding(line: KeyResultLine, move: GoalMove, elapsed: float, late: float) -> Finding:
    kind, subject_id, title = of_key_result(line)
    value = line.readings[-1].value if line.readings else None
    before, after = progress(move.before, value), progress(move.after, value)
    easier = before is not None and after is not None and after > before
    severity = Severity.WARN if easier else Severity.INFO
    change = "" if before is None or after is None else f" It turns {percent(before)} into {percent(after)}."
    return Finding(
        rule=RULE,
        rule_version=VERSION,
        subject_kind=kind,
        subject_id=subject_id,
        episode=f"move {move.position}",
        severity=severity,
        inputs={
            "elapsed": elapsed,
            "late": late,
            "from_start": start_of(move.before),
            "to_start": start_of(move.after),
            "from_target": move.from_target,
            "to_target": move.to_target,
            "progress_before": before,
            "progress_after": after,
        },
        facts=(move.position,),
        what=f"The goal of {title} moved from {_words(move.before)} to {_words(move.after)} late in the cycle.",
        why=f"{percent(elapsed)} of the cycle had passed; from {percent(late)} on a move is late.{change}",
        clears_when="The goal moves back, or the cycle ends; acknowledge it if the team agreed on it.",
    )


def _words(measure: Measure) -> str:
    """From where to where; what is no number is just other."""
    start, target = start_of(measure), target_of(measure)
    if target is None:
        return "its former wording" if start is None else f"{start:g}"
    return f"{target:g}" if start is None else f"{start:g} → {target:g}"
