"""Off pace: progress lags behind what is expected by now (P5.1).

Formula: ``domain.signals.standing``, which says how each kind of measure is judged. Behind is worth a warning,
at risk is critical. A key result that nothing was read of is unknown, and so no finding of this rule.
Source: the published rules of Viva Goals, Ally, Engagedly, UpRaise, OBoard and Mooncamp, which differ in their
thresholds alone; ``domain.policy.presets`` has them.
"""

from collections.abc import Sequence
from datetime import datetime

from domain.policy.settings import Policy
from domain.signals.calendar import Calendar
from domain.signals.finding import CRITICAL, WARN, Finding, began_with, of_key_result, percent
from domain.signals.standing import AT_RISK, OFF, Standing, Stands, began, expected, success_of
from domain.trajectory import HOLDS, KeyResultLine, Trajectory

RULE, VERSION = "off_pace", 2


def find(
    trajectory: Trajectory, policy: Policy, _calendar: Calendar, now: datetime, stand: Sequence[Stands]
) -> list[Finding]:
    return [_finding(line, stands, trajectory, policy, now) for line, stands in stand if stands in OFF]


def _finding(
    line: KeyResultLine, stands: Standing, trajectory: Trajectory, policy: Policy, now: datetime
) -> Finding:
    kind, subject_id, title = of_key_result(line)
    span, settings, success = trajectory.span, policy.off_pace, success_of(trajectory, policy.off_pace)
    zoning, today = settings.zoning, span.day(now)
    latest, first = line.readings[-1], began(line, trajectory, settings, OFF)
    progress, by_now = latest.progress or 0.0, settings.at == "now"
    day = today if by_now else latest.day
    share = None if line.pace is HOLDS else expected(line, span, settings, success, day)
    if share is None:
        what = f"{title} is not held."
        why = "The latest reading lies on the wrong side of the limit."
        clears_when = "A reading holds the limit again."
    else:
        then = "now" if by_now else "then"
        what = f"{title} is {stands.value}: {percent(progress)} of the way, {percent(share)} expected by {then}."
        ahead = expected(line, span, settings, success, today) or share
        if zoning.by == "ratio":
            why = f"On track is {percent(zoning.on_track)} of what is expected; it is {percent(progress / share)}."
            least = zoning.on_track * ahead
        else:
            gap = percent(share - progress)
            why = f"On track is a gap under {percent(zoning.on_track)} of the way; it is {gap}."
            least = ahead - zoning.on_track
        clears_when = f"Progress is on track again; today that is {percent(least)} of the way."
    return Finding(
        rule=RULE,
        rule_version=VERSION,
        subject_kind=kind,
        subject_id=subject_id,
        episode=began_with(first.check_in_id, line),
        severity=CRITICAL if stands is AT_RISK else WARN,
        inputs={
            "standing": stands.value,
            "progress": progress,
            "expected": share,
            "success": success,
            "by": zoning.by,
            "on_track": zoning.on_track,
            "at_risk": zoning.at_risk,
        },
        facts=tuple(sorted({first.position, latest.position})),
        what=what,
        why=why,
        clears_when=clears_when,
    )
