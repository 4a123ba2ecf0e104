"""Due check-ins: by the team's cadence, on the clock of its time zone, over holidays and clock changes."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from domain.policy import Policy, effective
from domain.signals.calendar import Calendar, calendar_of
from domain.team import Cadence
from domain.trajectory import Span
from tests.facts import CYCLE, at

MONDAY_NINE = Cadence(weekday=1, hour=9)


def quarter(
    cadence: Cadence | None = MONDAY_NINE, zone: str = "Europe/Zurich", policy: Policy | None = None
) -> Calendar:
    """From Thursday 1 January to Tuesday 31 March 2026; summer time begins in Zurich on 29 March."""
    begin = datetime(2026, 1, 1, tzinfo=ZoneInfo(zone))
    end = datetime(2026, 4, 1, tzinfo=ZoneInfo(zone))
    return calendar_of(Span(CYCLE, begin, end, ZoneInfo(zone)), cadence, policy or Policy())


def with_holidays(*days: str, grace: int = 2) -> Policy:
    return effective([{"rhythm": {"holidays": list(days)}, "silent": {"grace": grace}}])


def test_a_weekly_check_in_keeps_its_hour_when_the_clocks_change() -> None:
    ats = quarter().ats
    assert len(ats) == 13
    assert ats[0] == at("2026-01-05T08:00")
    assert ats[-2:] == (at("2026-03-23T08:00"), at("2026-03-30T07:00"))


@pytest.mark.parametrize(
    ("zone", "day", "hour", "expected"),
    [
        # On Sunday 29 March Zurich has no hour from 2 to 3; New York's is missing on 8 March.
        ("Europe/Zurich", "2026-03-29", 2, at("2026-03-29T01:00")),
        ("Europe/Zurich", "2026-03-29", 3, at("2026-03-29T01:00")),
        ("America/New_York", "2026-03-08", 2, at("2026-03-08T07:00")),
        ("America/New_York", "2026-03-01", 2, at("2026-03-01T07:00")),
        ("Australia/Lord_Howe", "2026-02-01", 8, at("2026-01-31T21:00")),
    ],
)
def test_an_hour_that_the_clock_skips_is_taken_an_hour_later(
    zone: str, day: str, hour: int, expected: datetime
) -> None:
    found = quarter(Cadence(weekday=7, hour=hour), zone).dues
    (due,) = [due for due in found if due.at.astimezone(ZoneInfo(zone)).date().isoformat() == day]
    assert due.at == expected


def test_an_hour_that_comes_twice_is_the_first_of_the_two() -> None:
    zone = ZoneInfo("Europe/Zurich")
    span = Span(CYCLE, datetime(2026, 10, 20, tzinfo=zone), datetime(2026, 10, 30, tzinfo=zone), zone)
    assert calendar_of(span, Cadence(weekday=7, hour=2), Policy()).ats == (at("2026-10-25T00:00"),)


def test_every_other_week_counts_from_the_week_in_which_the_cycle_starts() -> None:
    """That week's Monday lies before the cycle, and is none of its check-ins."""
    assert quarter(Cadence(weekday=1, hour=9, every_weeks=2)).ats[:2] == (
        at("2026-01-12T08:00"),
        at("2026-01-26T08:00"),
    )
    assert quarter(Cadence(weekday=5, hour=9, every_weeks=2)).ats[:2] == (
        at("2026-01-02T08:00"),
        at("2026-01-16T08:00"),
    )


@pytest.mark.parametrize(
    ("holidays", "moved_to"),
    [
        (["2026-02-16"], "2026-02-17T08:00"),
        (["2026-02-16", "2026-02-17"], "2026-02-18T08:00"),
        (["2026-02-17"], "2026-02-16T08:00"),
    ],
)
def test_a_check_in_due_on_a_holiday_moves_to_the_next_working_day(holidays: list[str], moved_to: str) -> None:
    assert quarter(policy=with_holidays(*holidays)).ats[6] == at(moved_to)


def test_a_friday_moves_over_the_weekend_and_a_chosen_sunday_stays() -> None:
    friday = quarter(Cadence(weekday=5, hour=9), policy=with_holidays("2026-02-20"))
    assert at("2026-02-23T08:00") in friday.ats
    assert quarter(Cadence(weekday=7, hour=9)).ats[0] == at("2026-01-04T08:00")


def test_two_that_holidays_move_to_one_day_are_one() -> None:
    week = [f"2026-02-{day}" for day in range(16, 21)]
    assert len(quarter(policy=with_holidays(*week)).ats) == 12


def test_one_moved_past_the_cycles_end_falls_away() -> None:
    assert len(quarter(policy=with_holidays("2026-03-30", "2026-03-31")).ats) == 12


@pytest.mark.parametrize(
    ("grace", "holidays", "late"),
    [
        (0, [], "2026-02-13T08:00"),
        (1, [], "2026-02-16T08:00"),
        (2, [], "2026-02-17T08:00"),
        (1, ["2026-02-16"], "2026-02-17T08:00"),
    ],
)
def test_grace_counts_working_days(grace: int, holidays: list[str], late: str) -> None:
    """Due on Friday 13 February."""
    found = quarter(Cadence(weekday=5, hour=9), policy=with_holidays(*holidays, grace=grace))
    (due,) = [due for due in found.dues if due.at == at("2026-02-13T08:00")]
    assert due.late_at == at(late)


def test_a_team_without_cadence_has_nothing_due_unless_one_is_assumed() -> None:
    assert quarter(None).dues == ()
    assumed = effective([{"rhythm": {"assumed": {"weekday": 1, "hour": 9}}}])
    assert quarter(None, policy=assumed) == quarter(policy=assumed)
    assert quarter(Cadence(weekday=2, hour=9), policy=assumed).ats[0] == at("2026-01-06T08:00")
