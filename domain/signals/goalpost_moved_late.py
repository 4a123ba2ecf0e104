"""Goalpost moved late: start or target moved when the cycle was far gone (P4.4: legal, and visible).

Formula: the measure differs from the one that stood before the first move at ``late`` or more of the cycle,
(moved - start) / (end - start). It is easier when the latest value is more progress by the measure now than by
that one, which warns; else it informs. A first baseline is no move: before it nothing could be measured.
Source: Northlog's own (P4.4).
"""

from collections.abc import Sequence
from datetime import datetime

from domain.measure import Measure, progress, start_of, target_of
from domain.pace import expected as elapsed_share
from domain.policy.settings import Policy
from domain.signals.calendar import Calendar
from domain.signals.finding import INFO, WARN, Finding, number, of_key_result, percent
from domain.signals.standing import EPSILON
from domain.trajectory import GoalMove, KeyResultLine, Span, Trajectory

RULE, VERSION = "goalpost_moved_late", 1


def find(trajectory: Trajectory, policy: Policy, calendar: Calendar, now: datetime) -> list[Finding]:
    found = []
    for line in trajectory.running:
        if line.moves:
            moves = _late_moves(line, trajectory.span, policy.goalpost_moved_late.late)
            if moves:
                found.append(_finding(line, moves, trajectory.span, policy))
    return found


def _late_moves(line: KeyResultLine, span: Span, late: float) -> Sequence[GoalMove]:
    """The late moves since the goal last stood where it was before them; none when it stands there now."""
    moves = [move for move in line.moves if _elapsed(move, span) >= late - EPSILON and _moves(move)]
    for place in range(len(moves) - 1, -1, -1):
        if moves[place].after == moves[0].before:
            return moves[place + 1 :]
    return moves


def _elapsed(move: GoalMove, span: Span) -> float:
    return elapsed_share(span.starts_at, span.ends_at, move.at)


def _moves(move: GoalMove) -> bool:
    return start_of(move.before) is not None or start_of(move.after) is None


def _finding(line: KeyResultLine, moves: Sequence[GoalMove], span: Span, policy: Policy) -> Finding:
    kind, subject_id, title = of_key_result(line)
    value = line.readings[-1].value if line.readings else None
    old, new, late = moves[0].before, line.measure, policy.goalpost_moved_late.late
    before, after = progress(old, value), progress(new, value)
    elapsed = _elapsed(moves[0], span)
    easier = before is not None and after is not None and after > before
    severity = WARN if easier else INFO
    change = "" if before is None or after is None else f" It turns {percent(before)} into {percent(after)}."
    return Finding(
        rule=RULE,
        rule_version=VERSION,
        subject_kind=kind,
        subject_id=subject_id,
        episode=f"move {moves[0].position}",
        severity=severity,
        inputs={
            "elapsed": elapsed,
            "late": late,
            "from_start": start_of(old),
            "to_start": start_of(new),
            "from_target": target_of(old),
            "to_target": target_of(new),
            "progress_before": before,
            "progress_after": after,
        },
        facts=tuple(move.position for move in moves),
        what=f"The goal of {title} moved from {_words(old)} to {_words(new)} late in the cycle.",
        why=f"{percent(elapsed)} of the cycle had passed; from {percent(late)} on a move is late.{change}",
        clears_when="The goal moves back, or the cycle ends; acknowledge it if the team agreed on it.",
    )


def _words(measure: Measure) -> str:
    """From where to where; what is no number is just other."""
    start, target = start_of(measure), target_of(measure)
    if target is None:
        return "its former wording" if start is None else number(start)
    return number(target) if start is None else f"{number(start)} → {number(target)}"
