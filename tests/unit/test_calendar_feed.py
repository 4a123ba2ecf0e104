"""The iCalendar feed of a team (RFC 5545), read back by the library and expanded by its rules."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rruleset, rrulestr
from icalendar import Calendar, Event

from domain.ritual import RitualKind
from northlog.reading.rituals import MeetingView, RitualView
from northlog.reading.views import CadenceView, CycleView, TeamView
from northlog.reports.calendar import calendar
from tests.facts import CYCLE, RITUAL, TEAM, at

ZURICH = ZoneInfo("Europe/Zurich")
SAID = at("2026-01-02T09:00")
DISCOVER = TeamView(
    team_id=TEAM,
    name="Discover",
    kind="team",
    parent_id=None,
    cadence=None,
    members={},
    dissolved=False,
    version=3,
)
QUARTER = CycleView(
    cycle_id=CYCLE,
    name="Q1 2026",
    starts_on=date(2026, 1, 1),
    ends_on=date(2026, 4, 5),
    grace_days=7,
    time_zone="Europe/Zurich",
    status="started",
    expected=0,
    version=1,
)


def agreed(**said: Any) -> RitualView:
    usual: dict[str, Any] = {
        "ritual_id": RITUAL,
        "team_id": TEAM,
        "kind": "weekly",
        "name": "Weekly",
        "first_on": date(2026, 3, 23),
        "hour": 10,
        "minute": 30,
        "minutes": 45,
        "every": 1,
        "set_at": SAID,
        "changed_at": SAID,
        "ended_at": None,
        "ended_reason": None,
        "held": 0,
        "missed": 0,
        "cancelled": 0,
        "overran": 0,
        "meetings": [],
        "version": 1,
    }
    return RitualView(**(usual | said))


def events_of(*rituals: RitualView, team: TeamView = DISCOVER) -> list[Event]:
    feed = Calendar.from_ical(calendar(team, ZURICH, rituals, [QUARTER]))
    assert isinstance(feed, Calendar)
    assert [zone["TZID"] for zone in feed.timezones] == ["Europe/Zurich"]
    return list(feed.events)


def meets(event: Event, count: int = 4) -> list[datetime]:
    """The first meetings of an event, on the clock on the wall."""
    start = event.decoded("dtstart")
    found = rruleset()
    found.rrule(rrulestr(event["rrule"].to_ical().decode(), dtstart=start))
    if "exdate" in event:
        for each in event["exdate"].dts:
            found.exdate(each.dt)
    return [each for each, _ in zip(found, range(count), strict=False)]


def called_off(on: date) -> MeetingView:
    return MeetingView(
        met_on=on, status="cancelled", minutes=None, present=None, people=[], note="", reason="Fair", said_at=SAID
    )


def test_a_weekly_keeps_its_hour_across_daylight_saving_time() -> None:
    (event,) = events_of(agreed())
    found = meets(event, 2)
    assert [each.replace(tzinfo=None) for each in found] == [
        datetime(2026, 3, 23, 10, 30),  # noqa: DTZ001 - on the wall
        datetime(2026, 3, 30, 10, 30),  # noqa: DTZ001
    ]
    assert [each.astimezone(UTC).hour for each in found] == [9, 8]
    assert event["dtstart"].params["TZID"] == "Europe/Zurich"
    assert (event["uid"], event.decoded("duration")) == (f"{RITUAL}@northlog", timedelta(minutes=45))
    assert str(event["summary"]) == "Weekly · Discover"


@pytest.mark.parametrize(
    ("kind", "first_on", "every", "days"),
    [
        (RitualKind.ANNUAL, date(2024, 2, 29), 1, ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28"]),
        (RitualKind.QUARTERLY, date(2026, 1, 31), 1, ["2026-01-31", "2026-04-30", "2026-07-31", "2026-10-31"]),
        (RitualKind.MONTHLY, date(2026, 1, 15), 2, ["2026-01-15", "2026-03-15", "2026-05-15", "2026-07-15"]),
        (RitualKind.WEEKLY, date(2026, 1, 6), 2, ["2026-01-06", "2026-01-20", "2026-02-03", "2026-02-17"]),
        (RitualKind.DAILY, date(2026, 1, 8), 1, ["2026-01-08", "2026-01-09", "2026-01-12", "2026-01-13"]),
    ],
)
def test_each_kind_comes_back_in_its_own_span(
    kind: RitualKind, first_on: date, every: int, days: list[str]
) -> None:
    (event,) = events_of(agreed(kind=kind, first_on=first_on, every=every))
    assert [str(each.date()) for each in meets(event)] == days


def test_what_was_called_off_is_taken_out_and_what_ended_comes_no_more() -> None:
    gap = agreed(meetings=[called_off(date(2026, 3, 30))], ended_at=at("2026-04-08T12:00"))
    (event,) = events_of(gap)
    assert [str(each.date()) for each in meets(event)] == ["2026-03-23", "2026-04-06"]


def test_an_ad_hoc_meeting_is_one_event_that_may_be_called_off() -> None:
    (event,) = events_of(agreed(kind="ad_hoc"))
    assert ("rrule" in event, str(event["status"])) == (False, "CONFIRMED")
    (event,) = events_of(agreed(kind="ad_hoc", meetings=[called_off(date(2026, 3, 23))]))
    assert str(event["status"]) == "CANCELLED"


def test_the_feed_holds_the_check_ins_of_each_cycle_up_to_its_last_day() -> None:
    cadence = CadenceView(weekday=1, hour=9, every_weeks=2)
    (event,) = events_of(team=DISCOVER.model_copy(update={"cadence": cadence}))
    found = meets(event, 20)
    assert [str(each.date()) for each in found][::5] == ["2026-01-12", "2026-03-23"]
    assert len(found) == 6
    assert event["uid"] == f"check-in-{TEAM}-{CYCLE}@northlog"


def test_the_same_feed_is_the_same_text() -> None:
    assert calendar(DISCOVER, ZURICH, [agreed()], []) == calendar(DISCOVER, ZURICH, [agreed()], [])
