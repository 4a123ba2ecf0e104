"""Reminders of due check-ins: once for each, by the team's own rhythm, none where one just came (P3.8, P5.5)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.policy import effective
from domain.signals.calendar import calendar_of
from domain.team import Cadence
from domain.telling import Notice, Occasion, reminder
from domain.trajectory import Span, Trajectory
from tests.facts import CYCLE, OBJECTIVE, TEAM, at
from tests.signals import goal, objective, on

ZURICH, NEW_YORK = ZoneInfo("Europe/Zurich"), ZoneInfo("America/New_York")
FRIDAYS = Cadence(weekday=5, hour=16)
MONDAYS = Cadence(weekday=1, hour=9)


def quarter(zone: ZoneInfo = ZURICH) -> Span:
    """From Thursday 1 January to Tuesday 31 March 2026."""
    begin, end = datetime(2026, 1, 1, tzinfo=zone), datetime(2026, 4, 1, tzinfo=zone)
    return Span(CYCLE, begin.astimezone(UTC), end.astimezone(UTC), zone)


def team(*checked_in: str, cadence: Cadence | None = FRIDAYS, zone: ZoneInfo = ZURICH, **of: Any) -> Trajectory:
    """An objective published before the quarter; ``checked_in``: instants in UTC."""
    start = on(0)
    goals = [goal((at(each) - start) / timedelta(days=1)) for each in checked_in]
    return replace(objective(goals=goals, cadence=cadence, **of), span=quarter(zone))


def reminded(of: Trajectory, now: str, **rhythm: Any) -> Notice | None:
    """What is told at an instant in UTC."""
    policy = effective([{"rhythm": rhythm}]) if rhythm else effective([])
    return reminder(of, policy, calendar_of(of.span, of.cadence, policy), at(now))


def begins(of: Trajectory, day: str, **rhythm: Any) -> list[str]:
    """The instants of a check-in's reminders by the wall, found by looking through the week before and after its
    day, hour by hour as a scheduler would."""
    first, notices = at(f"{day}T00:00") - timedelta(days=7), {}
    for hour in range(24 * 14):
        now = first + timedelta(hours=hour)
        found = reminded(of, now.replace(tzinfo=None).isoformat(), **rhythm)
        if found is not None:
            notices.setdefault(found.notice_id, now.astimezone(of.span.zone))
    return [f"{each:%a %d %H:%M}" for each in notices.values()]


def test_given_a_friday_rhythm_when_friday_noon_comes_then_the_team_is_reminded_kindly() -> None:
    of = team("2026-02-13T14:00")
    assert reminded(of, "2026-02-20T10:59") is None
    found = reminded(of, "2026-02-20T11:00")
    assert found is not None
    assert (found.occasion, found.subject_id, found.team_id) == (Occasion.REMINDER, OBJECTIVE, TEAM)
    assert found.at == at("2026-02-20T11:00")
    assert found.what == (
        "Time for a check-in on “Make the first week seamless”, due on Friday, 20 February at 16:00."
    )
    assert found.why == "The last one was on Friday, 13 February; this is the rhythm that your team chose."
    assert found.clears_when.endswith(f"what comes next? northlog check-in {OBJECTIVE[:8]}")


def test_given_no_check_in_yet_and_an_assumed_rhythm_then_the_words_say_so() -> None:
    found = reminded(team(cadence=None), "2026-02-16T08:00", assumed={"weekday": 1, "hour": 9})
    assert found is not None
    assert found.why == "There was none yet; this is the rhythm that your organization assumes."


def test_given_nobody_answers_when_time_goes_on_then_it_is_one_reminder_until_the_grace_has_passed() -> None:
    of = team()
    found = [reminded(of, now) for now in ("2026-02-20T11:00", "2026-02-20T18:00", "2026-02-24T14:59")]
    assert len(set(found)) == 1
    assert reminded(of, "2026-02-24T15:00") is None


@pytest.mark.parametrize(
    ("checked_in", "is_reminded"),
    [
        ("2026-02-13T15:00", True),  # when the one before was due
        ("2026-02-17T15:00", True),  # the last moment of that one's grace
        ("2026-02-17T16:00", False),  # after it: early, but for this one
        ("2026-02-20T10:30", False),  # just now
        ("2026-02-20T13:00", False),  # between reminder and due
    ],
)
def test_given_a_check_in_that_answers_it_then_there_is_no_reminder(checked_in: str, is_reminded: bool) -> None:
    assert (reminded(team(checked_in), "2026-02-20T14:00") is not None) == is_reminded


def test_given_a_grace_longer_than_the_rhythm_then_who_just_checked_in_is_still_not_reminded() -> None:
    policy = effective([{"silent": {"grace": 10}}])

    def told(checked_in: str) -> Notice | None:
        of = team(checked_in)
        return reminder(of, policy, calendar_of(of.span, of.cadence, policy), at("2026-02-20T14:00"))

    assert told("2026-02-18T10:59") is not None
    assert told("2026-02-18T12:00") is None


@pytest.mark.parametrize(
    ("cadence", "zone", "day", "expected"),
    [
        # The clocks go forward on Sunday 29 March in Zurich and on 8 March in New York.
        (MONDAYS, ZURICH, "2026-03-23", ["Mon 16 05:00", "Mon 23 05:00"]),
        (MONDAYS, ZURICH, "2026-03-30", ["Mon 23 05:00", "Mon 30 05:00"]),
        (MONDAYS, NEW_YORK, "2026-03-09", ["Mon 02 05:00", "Mon 09 05:00"]),
        (Cadence(weekday=7, hour=5), ZURICH, "2026-03-29", ["Sun 22 01:00", "Sun 29 01:00"]),
        (Cadence(weekday=7, hour=6), ZURICH, "2026-03-29", ["Sun 22 02:00", "Sun 29 03:00"]),
    ],
)
def test_given_the_clocks_change_then_a_reminder_keeps_its_hour_on_the_wall(
    cadence: Cadence, zone: ZoneInfo, day: str, expected: list[str]
) -> None:
    assert begins(team(cadence=cadence, zone=zone), day) == expected


@pytest.mark.parametrize(
    ("holidays", "hours", "expected"),
    [
        ([], 4, "Mon 16 05:00"),
        ([], 24, "Fri 13 09:00"),  # not on the Sunday
        (["2026-02-13"], 24, "Thu 12 09:00"),
        (["2026-02-16"], 4, "Tue 17 05:00"),  # the check-in itself moves
        (["2026-02-16"], 24, "Fri 13 09:00"),
        ([], -8, "Mon 16 17:00"),
        (["2026-02-17"], -24, "Wed 18 09:00"),
    ],
)
def test_given_holidays_and_weekends_then_reminders_keep_to_working_days(
    holidays: list[str], hours: int, expected: str
) -> None:
    of = team("2026-02-10T06:00", cadence=MONDAYS)
    found = begins(of, "2026-02-14", holidays=holidays, remind_before=hours)
    assert found[0] == expected


def test_given_the_rhythms_own_day_is_a_sunday_then_it_is_reminded_of_on_that_sunday() -> None:
    of = team(cadence=Cadence(weekday=7, hour=18))
    assert begins(of, "2026-02-15", remind_before=6)[-1] == "Sun 15 12:00"


@pytest.mark.parametrize(
    ("of", "rhythm"),
    [
        (team(cadence=None), {}),
        (team(), {"reminders": False}),
        (team(published=None), {}),
        (team(published=50.8), {}),  # on 20 February, after the check-in was due
        (team(closed=40), {}),
    ],
    ids=["no rhythm", "turned off", "a draft", "published later", "closed"],
)
def test_given_there_is_nothing_to_check_in_on_by_a_rhythm_then_nobody_is_reminded(
    of: Trajectory, rhythm: dict[str, Any]
) -> None:
    assert reminded(of, "2026-02-20T20:00", **rhythm) is None


def test_given_every_other_week_then_only_every_other_friday() -> None:
    fortnight = Cadence(weekday=5, hour=16, every_weeks=2)
    assert begins(team(cadence=fortnight), "2026-02-20") == ["Fri 13 12:00"]


def test_given_another_due_date_then_it_is_another_reminder() -> None:
    first, second = (reminded(team(), f"2026-02-{day}T12:00") for day in (13, 20))
    assert first is not None
    assert second is not None
    assert first.notice_id != second.notice_id
