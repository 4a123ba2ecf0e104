"""Stalled: readings come, and the value does not move (P5.1).

Formula: of the readings before the target, the last ones within ``least_move`` of the latest in progress are the
standstill (without baseline: of the very same value). It is stalled when the standstill holds ``check_ins``
readings, or spans ``days`` days from its first reading to its last. Time without readings is silence, not
stalling, unless the policy says otherwise (``unread_days``). Only what can move day by day is judged: zones and
binaries stand still by their nature, a threshold is meant to.
Source: Northlog's own. ``unread_days`` is OKRs Tool's rule ("not updated in 14 days").
"""

from datetime import datetime, timedelta

from domain.policy.settings import Policy, Stalled
from domain.signals.calendar import Calendar
from domain.signals.finding import CRITICAL, WARN, Finding, began_with, of_key_result, percent, times
from domain.signals.standing import EPSILON
from domain.trajectory import LINEAR, KeyResultLine, Reading, Trajectory

RULE, VERSION = "stalled", 1
_DAY = timedelta(days=1)


def find(trajectory: Trajectory, policy: Policy, calendar: Calendar, now: datetime) -> list[Finding]:
    settings = policy.stalled
    found = []
    for line in trajectory.running:
        still = _standstill(line, settings.least_move)
        if still and _stalled(still, settings):
            found.append(_finding(line, still, settings))
        elif settings.unread_days is not None and (unread := _unread(trajectory, line, settings.unread_days, now)):
            found.append(unread)
    return found


def _standstill(line: KeyResultLine, least_move: float) -> tuple[Reading, ...]:
    """The last readings that did not move, two or more; none where it moves, is done, or cannot be judged."""
    readings = line.readings
    if len(readings) < 2 or line.pace is not LINEAR:
        return ()
    latest = readings[-1]
    first = len(readings) - 1
    if latest.progress is None:
        while first and readings[first - 1].value == latest.value:
            first -= 1
    elif latest.progress < 1:
        low, high = latest.progress - least_move - EPSILON, latest.progress + least_move + EPSILON
        while first and low <= (readings[first - 1].progress or 0.0) <= high:
            first -= 1
    return readings[first:] if first < len(readings) - 1 else ()


def _stalled(still: tuple[Reading, ...], settings: Stalled) -> bool:
    if settings.check_ins is not None and len(still) >= settings.check_ins:
        return True
    return settings.days is not None and still[-1].day - still[0].day >= settings.days


def _finding(line: KeyResultLine, still: tuple[Reading, ...], settings: Stalled) -> Finding:
    kind, subject_id, title = of_key_result(line)
    days = int(still[-1].day - still[0].day)
    twice = (settings.check_ins is not None and len(still) >= 2 * settings.check_ins) or (
        settings.days is not None and days >= 2 * settings.days
    )
    progress = still[-1].progress
    where = f"{still[-1].value:g}" if progress is None else percent(progress) + " of the way"
    return Finding(
        rule=RULE,
        rule_version=VERSION,
        subject_kind=kind,
        subject_id=subject_id,
        episode=began_with(still[0].check_in_id, line),
        severity=CRITICAL if twice else WARN,
        inputs={
            "readings": len(still),
            "over_days": days,
            "progress": progress,
            "check_ins": settings.check_ins,
            "days": settings.days,
            "least_move": settings.least_move,
        },
        facts=tuple(sorted(reading.position for reading in still)),
        what=f"{title} has stalled at {where}.",
        why=f"{times(len(still), 'reading')} running, over {times(days, 'day')}, did not move by more than "
        f"{percent(settings.least_move)} of the way.",
        clears_when="A reading moves by more than that, or reaches the target.",
    )


def _unread(trajectory: Trajectory, line: KeyResultLine, days: int, now: datetime) -> Finding | None:
    published = trajectory.published
    begin = max(trajectory.span.starts_at, line.added.at, line.added.at if published is None else published.at)
    last = line.readings[-1] if line.readings else None
    since = begin if last is None else last.at
    passed = (now - since) / _DAY
    if passed < days - EPSILON or (last is not None and last.progress is not None and last.progress >= 1):
        return None
    kind, subject_id, title = of_key_result(line)
    return Finding(
        rule=RULE,
        rule_version=VERSION,
        subject_kind=kind,
        subject_id=subject_id,
        episode="unread" if last is None else last.check_in_id,
        severity=WARN,
        inputs={"unread_for_days": int(passed + EPSILON), "unread_days": days},
        facts=(line.added.position if last is None else last.position,),
        what=f"{title} counts as stalled: nobody has read it for {times(int(passed + EPSILON), 'day')}.",
        why=f"The policy counts a key result as stalled after {times(days, 'day')} without a reading.",
        clears_when="A check-in reads it, even if the number is the same.",
    )
