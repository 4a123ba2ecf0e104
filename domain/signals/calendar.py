"""When a team's check-ins are due, in its own rhythm (P3.8).

Due is each check-in day of the cadence at its hour on the clock of the cycle's time zone, whatever
daylight-saving time does to the distance between two. An hour that the clock skips is taken an hour later, one
that comes twice the first time. A check-in due on a holiday moves to the next working day, Monday to Friday and
no holiday; past the cycle's end it falls away. Grace counts working days, too: nobody is late over a weekend.

A reminder comes so many hours before, on the clock of that zone, or after. On another day than the check-in's own
it keeps to working days: one before a Monday comes on the Friday.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter
from typing import NamedTuple

from domain.policy import Policy
from domain.team import Cadence
from domain.trajectory import Span

_DAY = timedelta(days=1)
JUST_NOW = timedelta(days=2)
"""Who spoke so shortly before a reminder needs none."""


class Due(NamedTuple):
    """A check-in is due ``at``, reminded of from ``remind_at`` on, and missed from ``late_at`` on, all UTC."""

    at: datetime
    late_at: datetime
    remind_at: datetime


@dataclass(frozen=True, slots=True)
class Calendar:
    """The due check-ins of one team in one cycle, in order; none for a team without cadence.

    A check-in answers the one due before whose grace it comes, and after that of the one before: so one that
    comes a little late and one that comes days early both count once.
    """

    dues: tuple[Due, ...]
    ats: tuple[datetime, ...]
    lates: tuple[datetime, ...]
    reminds: tuple[datetime, ...]

    def stale_at(self, now: datetime) -> datetime | None:
        """Who last checked in at or before this instant has missed one by ``now``; ``None``: nobody has."""
        overdue = bisect_right(self.lates, now)
        return self.lates[overdue - 2] if overdue > 1 else None

    def missed(self, since: datetime, last_check_in: datetime | None, now: datetime) -> tuple[Due, ...]:
        """The check-ins missed running, up to ``now``, of a subject that is there ``since`` then."""
        first = bisect_left(self.ats, since)
        if last_check_in is not None:
            first = max(first, bisect_left(self.lates, last_check_in) + 1)
        return self.dues[first : bisect_right(self.lates, now)]

    def to_remind(self, since: datetime, last_check_in: datetime | None, now: datetime) -> Due | None:
        """The check-in to remind of at ``now``, of a subject that is there ``since`` then: its reminder's time has
        come, its grace has not run out, and none answers it or came just before the reminder."""
        begun = bisect_right(self.reminds, now)
        if not begun or self.dues[begun - 1].at < since or self.dues[begun - 1].late_at <= now:
            return None
        due = self.dues[begun - 1]
        if last_check_in is None:
            return due
        answered = begun == 1 or last_check_in > min(self.lates[begun - 2], due.remind_at - JUST_NOW)
        return None if answered else due


def calendar_of(span: Span, cadence: Cadence | None, policy: Policy) -> Calendar:
    """The calendar of a team's cadence, or of the one the policy assumes."""
    rhythm = policy.rhythm
    cadence = cadence or rhythm.assumed
    found: dict[datetime, Due] = {}
    if cadence is not None:
        holidays = frozenset(rhythm.holidays)
        for day in _days(span, cadence):
            moved = _next_working(day, holidays) if day in holidays else day
            late = _after(moved, policy.silent.grace, holidays)
            remind_at = _reminded(_wall(moved, cadence.hour, span), rhythm.remind_before, holidays)
            due = Due(_on(moved, cadence.hour, span), _on(late, cadence.hour, span), remind_at)
            # Two that holidays move to the same day are one.
            if span.starts_at <= due.at < span.ends_at:
                found[due.at] = due
    dues = tuple(found.values())
    ats, lates, reminds = (tuple(map(attrgetter(name), dues)) for name in ("at", "late_at", "remind_at"))
    return Calendar(dues, ats, lates, reminds)


def _days(span: Span, cadence: Cadence) -> Iterator[date]:
    first = span.starts_at.astimezone(span.zone).date()
    monday = first - timedelta(days=first.weekday())
    day = monday + timedelta(days=cadence.weekday - 1)
    last = span.ends_at.astimezone(span.zone).date()
    while day <= last:
        yield day
        day += timedelta(weeks=cadence.every_weeks)


def _wall(day: date, hour: int, span: Span) -> datetime:
    return datetime.combine(day, time(hour), span.zone)


def _on(day: date, hour: int, span: Span) -> datetime:
    return _wall(day, hour, span).astimezone(UTC)


def _reminded(due: datetime, hours: int, holidays: Collection[date]) -> datetime:
    """``hours`` before ``due`` (after it, if negative), both on the clock on the wall."""
    at, away = due - timedelta(hours=hours), -_DAY if hours > 0 else _DAY
    while at.date() != due.date() and _is_off(at.date(), holidays):
        at += away
    return at.astimezone(UTC)


def _is_off(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() > 4 or day in holidays


def _next_working(day: date, holidays: Collection[date]) -> date:
    day += _DAY
    while _is_off(day, holidays):
        day += _DAY
    return day


def _after(day: date, working_days: int, holidays: Collection[date]) -> date:
    for _ in range(working_days):
        day = _next_working(day, holidays)
    return day
