"""When a team's check-ins are due, in its own rhythm (P3.8).

Due is each check-in day of the cadence at its hour on the clock of the cycle's time zone, whatever
daylight-saving time does to the distance between two. An hour that the clock skips is taken an hour later, one
that comes twice the first time. A check-in due on a holiday moves to the next working day, Monday to Friday and
no holiday; past the cycle's end it falls away. Grace counts working days, too: nobody is late over a weekend.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from domain.policy import Policy
from domain.team import Cadence
from domain.trajectory import Span

_DAY = timedelta(days=1)


class Due(NamedTuple):
    """A check-in is due ``at`` and missed from ``late_at`` on, both UTC."""

    at: datetime
    late_at: datetime


@dataclass(frozen=True, slots=True)
class Calendar:
    """The due check-ins of one team in one cycle, in order; none for a team without cadence.

    A check-in answers the one due before whose grace it comes, and after that of the one before: so one that
    comes a little late and one that comes days early both count once.
    """

    dues: tuple[Due, ...]
    ats: tuple[datetime, ...]
    lates: tuple[datetime, ...]

    def last_due(self, now: datetime) -> Due | None:
        """The latest that is due at ``now``, missed or not."""
        passed = bisect_right(self.ats, now)
        return self.dues[passed - 1] if passed else None

    def next_due(self, now: datetime) -> Due | None:
        """The first one due after ``now``."""
        passed = bisect_right(self.ats, now)
        return self.dues[passed] if passed < len(self.dues) else None

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
            due = Due(_on(moved, cadence.hour, span), _on(late, cadence.hour, span))
            # Two that holidays move to the same day are one.
            if span.starts_at <= due.at < span.ends_at:
                found[due.at] = due
    dues = tuple(found.values())
    return Calendar(dues, tuple(due.at for due in dues), tuple(due.late_at for due in dues))


def _days(span: Span, cadence: Cadence) -> Iterator[date]:
    first = span.starts_at.astimezone(span.zone).date()
    monday = first - timedelta(days=first.weekday())
    day = monday + timedelta(days=cadence.weekday - 1)
    last = span.ends_at.astimezone(span.zone).date()
    while day <= last:
        yield day
        day += timedelta(weeks=cadence.every_weeks)


def _on(day: date, hour: int, span: Span) -> datetime:
    return datetime.combine(day, time(hour), span.zone).astimezone(UTC)


def _next_working(day: date, holidays: Collection[date]) -> date:
    day += _DAY
    while day.weekday() > 4 or day in holidays:
        day += _DAY
    return day


def _after(day: date, working_days: int, holidays: Collection[date]) -> date:
    for _ in range(working_days):
        day = _next_working(day, holidays)
    return day
