"""Reminding a team of a check-in: a friendly word for each that is due, none where one just came (P3.8)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from domain.policy import Policy
from domain.signals.calendar import Calendar
from domain.signals.evaluate import watched
from domain.signals.finding import Severity
from domain.telling.notice import Notice, Occasion, id_of
from domain.trajectory import Trajectory


def reminder(trajectory: Trajectory, policy: Policy, calendar: Calendar, now: datetime) -> Notice | None:
    """What the team is reminded of at ``now``; ``None``: of nothing.

    The same check-in gives the same notice, whenever and however often it is asked for. Once its grace has run
    out it is the rule ``silent`` that speaks.
    """
    if not policy.rhythm.reminders or not watched(trajectory, now):
        return None
    assert trajectory.published is not None, "only what is published is watched"
    last = trajectory.voiced[-1].at if trajectory.voiced else None
    due = calendar.to_remind(trajectory.published.at, last, now)
    return None if due is None else _notice(trajectory, due.at, due.remind_at, last)


def _notice(trajectory: Trajectory, due_at: datetime, remind_at: datetime, last: datetime | None) -> Notice:
    key, zone = trajectory.objective_id, trajectory.span.zone
    whose = "that your organization assumes" if trajectory.cadence is None else "that your team chose"
    before = "There was none yet" if last is None else f"The last one was on {_day(last, zone)}"
    return Notice(
        notice_id=id_of("reminder", key, due_at.isoformat()),
        occasion=Occasion.REMINDER,
        alert_id=None,
        rule=None,
        subject_id=key,
        objective_id=key,
        team_id=trajectory.team_id,
        severity=Severity.INFO,
        at=remind_at,
        what=f"Time for a check-in on “{trajectory.title}”, due on {_day(due_at, zone)} at {_hour(due_at, zone)}.",
        why=f"{before}; this is the rhythm {whose}.",
        clears_when="It takes a minute: how sure are you, what moved, what is in the way, what comes next?"
        f" northlog check-in {key[:8]}",
    )


def _day(at: datetime, zone: ZoneInfo) -> str:
    day = at.astimezone(zone)
    return f"{day:%A}, {day.day} {day:%B}"


def _hour(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"
