"""A team's rituals and check-ins as an iCalendar feed (RFC 5545), for the calendars that people keep already.

What recurs is one event with its rule; a meeting that was called off is taken out of it. UIDs follow from ids, so
a calendar that reads the feed again knows each event. Hours stand in the zone's own time, whatever
daylight-saving time does.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from domain.cycle import midnight
from domain.ritual import MeetingStatus, RitualKind
from northlog.reading.rituals import RitualView, rituals
from northlog.reading.snapshot import Snapshot
from northlog.reading.views import CadenceView, CycleView, TeamView

MEDIA_TYPE = "text/calendar"
CHECK_IN_MINUTES = 15
"""What a check-in takes (P3.3)."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SHORTEST_MONTH = 28


def team_calendar(seen: Snapshot, team_id: str) -> bytes | None:
    """The feed of a team, in UTF-8; ``None`` where there is no such team."""
    team, organization = seen.team(team_id), seen.organization()
    if team is None or organization is None:
        return None
    return calendar(team, ZoneInfo(organization.time_zone), rituals(seen, {"team_id": team_id}), seen.cycles())


def calendar(team: TeamView, zone: ZoneInfo, agreed: Iterable[RitualView], cycles: Iterable[CycleView]) -> bytes:
    """The feed of a team whose rituals meet in a zone, with a check-in event for each cycle."""
    feed = Calendar()
    feed.add("prodid", "-//Northlog//Rituals//EN")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", team.name)
    for each in agreed:
        feed.add_component(_ritual(team, zone, each))
    if team.cadence is not None:
        for cycle in cycles:
            for event in _check_ins(team, team.cadence, cycle):
                feed.add_component(event)
    feed.add_missing_timezones()
    text: bytes = feed.to_ical()
    return text


def _ritual(team: TeamView, zone: ZoneInfo, it: RitualView) -> Event:
    at = time(it.hour, it.minute)
    event = _event(it.ritual_id, f"{it.name} · {team.name}", it.ended_at or it.changed_at)
    event.add("sequence", it.version)
    event.add("dtstart", datetime.combine(it.first_on, at, zone))
    event.add("duration", timedelta(minutes=it.minutes))
    rule = rule_of(RitualKind(it.kind), it.first_on, it.every)
    if rule is None:
        off = it.ended_at is not None or MeetingStatus.CANCELLED in {each.status for each in it.meetings}
        event.add("status", "CANCELLED" if off else "CONFIRMED")
        return event
    # A rule that ended before it began would be read as one meeting.
    until = None if it.ended_at is None else max(it.ended_at, datetime.combine(it.first_on, at, zone))
    event.add("rrule", rule if until is None else {**rule, "UNTIL": [until.astimezone(UTC)]})
    for each in it.meetings:
        if each.status == MeetingStatus.CANCELLED:
            event.add("exdate", datetime.combine(each.met_on, at, zone))
    return event


def rule_of(kind: RitualKind, first_on: date, every: int) -> dict[str, Sequence[Any]] | None:
    """The recurrence rule of a kind that begins on a day; ``None`` for what meets once."""
    match kind:
        case RitualKind.ANNUAL:
            return {"FREQ": ["YEARLY"], "INTERVAL": [every], "BYMONTH": [first_on.month], **_day_of(first_on)}
        case RitualKind.QUARTERLY:
            return {"FREQ": ["MONTHLY"], "INTERVAL": [3 * every], **_day_of(first_on)}
        case RitualKind.MONTHLY:
            return {"FREQ": ["MONTHLY"], "INTERVAL": [every], **_day_of(first_on)}
        case RitualKind.WEEKLY:
            return {"FREQ": ["WEEKLY"], "INTERVAL": [every], "BYDAY": [_WEEKDAYS[first_on.weekday()]]}
        case RitualKind.DAILY:
            return {"FREQ": ["DAILY"], "INTERVAL": [every], "BYDAY": list(_WEEKDAYS[:5])}
        case RitualKind.AD_HOC:
            return None


def _day_of(first_on: date) -> dict[str, Sequence[int]]:
    """On this day of the month; of months that lack it, on their last one."""
    if first_on.day <= _SHORTEST_MONTH:
        return {"BYMONTHDAY": [first_on.day]}
    return {"BYMONTHDAY": list(range(_SHORTEST_MONTH, first_on.day + 1)), "BYSETPOS": [-1]}


def _check_ins(team: TeamView, cadence: CadenceView, cycle: CycleView) -> Iterator[Event]:
    """The check-ins of one cycle, counted from the week in which it starts."""
    day = cycle.starts_on - timedelta(days=cycle.starts_on.weekday()) + timedelta(days=cadence.weekday - 1)
    if day < cycle.starts_on:
        day += timedelta(weeks=cadence.every_weeks)
    if day > cycle.ends_on:
        return
    event = _event(
        f"check-in-{team.team_id}-{cycle.cycle_id}",
        f"Check-in · {team.name}",
        midnight(cycle.starts_on, cycle.time_zone),
    )
    event.add("sequence", team.version)
    event.add("dtstart", datetime.combine(day, time(cadence.hour), ZoneInfo(cycle.time_zone)))
    event.add("duration", timedelta(minutes=CHECK_IN_MINUTES))
    until = midnight(cycle.ends_on + timedelta(days=1), cycle.time_zone) - timedelta(seconds=1)
    rule = {"FREQ": ["WEEKLY"], "INTERVAL": [cadence.every_weeks], "BYDAY": [_WEEKDAYS[cadence.weekday - 1]]}
    event.add("rrule", {**rule, "UNTIL": [until.astimezone(UTC)]})
    yield event


def _event(uid: str, summary: str, said_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@northlog")
    event.add("dtstamp", said_at.astimezone(UTC))
    event.add("summary", summary)
    return event
