"""Cycles: planned for a quarter or any other length, started, closed (P3)."""

from datetime import date

import pytest
from pydantic import ValidationError

from domain.cycle import (
    CloseCycle,
    Cycle,
    CycleClosed,
    CyclePlanned,
    CycleRenamed,
    CycleRescheduled,
    CycleStarted,
    PlanCycle,
    RenameCycle,
    RescheduleCycle,
    StartCycle,
    a_quarter_from,
)
from domain.words import Command
from tests.facts import CYCLE, at, founded, planned
from tests.spec import given

STARTED, CLOSED = CycleStarted(cycle_id=CYCLE), CycleClosed(cycle_id=CYCLE)
FIRST, LAST = planned().starts_on, planned().ends_on
QUARTER = PlanCycle(cycle_id=CYCLE, name="Q1 2026", starts_on=FIRST)


def rescheduling(starts_on: date = FIRST, ends_on: date = LAST) -> RescheduleCycle:
    return RescheduleCycle(cycle_id=CYCLE, starts_on=starts_on, ends_on=ends_on)


def test_a_cycle_lasts_a_quarter_and_takes_the_organizations_zone_and_grace() -> None:
    given(founded(grace=3)).when(QUARTER).then(planned(grace=3))


def test_a_cycle_may_have_any_length_and_a_grace_of_its_own() -> None:
    day = date(2026, 5, 4)
    asked = PlanCycle(cycle_id=CYCLE, name="A day", starts_on=day, ends_on=day, grace_days=0)
    zone = "Europe/Zurich"
    given(founded(zone)).when(asked).then(
        CyclePlanned(cycle_id=CYCLE, name="A day", starts_on=day, ends_on=day, grace_days=0, time_zone=zone)
    )


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 11, 15), date(2027, 2, 14)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
    ],
)
def test_a_quarter_ends_three_months_on(first: date, last: date) -> None:
    assert a_quarter_from(first) == last


def test_a_cycle_cannot_end_before_it_begins() -> None:
    asked = PlanCycle(cycle_id=CYCLE, name="Q1", starts_on=date(2026, 1, 2), ends_on=date(2026, 1, 1))
    given(founded()).when(asked).refused("ends_on", "after_start")


def test_no_cycle_is_planned_twice() -> None:
    given(founded(), planned()).when(QUARTER).refused("cycle_id", "exists")


def test_cycles_are_an_organizations() -> None:
    given().when(QUARTER).refused("organization", "unknown")


def test_renaming() -> None:
    given(planned()).when(RenameCycle(cycle_id=CYCLE, name="New")).then(CycleRenamed(cycle_id=CYCLE, name="New"))


def test_rescheduling_a_planned_cycle() -> None:
    first, last = date(2026, 1, 5), date(2026, 4, 5)
    moved = CycleRescheduled(cycle_id=CYCLE, starts_on=first, ends_on=last)
    given(planned()).when(rescheduling(first, last)).then(moved)


def test_a_started_cycle_may_end_on_another_day() -> None:
    last = date(2026, 4, 30)
    moved = CycleRescheduled(cycle_id=CYCLE, starts_on=FIRST, ends_on=last)
    given(planned(), STARTED).when(rescheduling(ends_on=last)).then(moved)


def test_a_started_cycle_keeps_its_first_day() -> None:
    given(planned(), STARTED).when(rescheduling(starts_on=date(2026, 1, 2))).refused("starts_on", "started")


def test_a_closed_cycle_keeps_its_dates() -> None:
    given(planned(), STARTED, CLOSED).when(rescheduling(ends_on=date(2026, 4, 30))).refused("cycle_id", "closed")


def test_dates_stay_in_order_when_they_move() -> None:
    given(planned()).when(rescheduling(ends_on=date(2025, 12, 31))).refused("ends_on", "after_start")


def test_starting() -> None:
    given(planned()).when(StartCycle(cycle_id=CYCLE)).then(STARTED)


def test_a_closed_cycle_is_not_started_again() -> None:
    given(planned(), STARTED, CLOSED).when(StartCycle(cycle_id=CYCLE)).refused("cycle_id", "closed")


def test_closing() -> None:
    given(planned(), STARTED).when(CloseCycle(cycle_id=CYCLE)).then(CLOSED)


def test_a_cycle_is_started_before_it_is_closed() -> None:
    given(planned()).when(CloseCycle(cycle_id=CYCLE)).refused("cycle_id", "not_started")


def test_closing_again_changes_nothing() -> None:
    given(planned(), STARTED, CLOSED).when(CloseCycle(cycle_id=CYCLE)).then()


CHANGES = [StartCycle(cycle_id=CYCLE), RenameCycle(cycle_id=CYCLE, name="Q1 2026"), rescheduling()]


@pytest.mark.parametrize("said_again", CHANGES)
def test_what_is_so_already_changes_nothing(said_again: Command) -> None:
    given(planned(), STARTED).when(said_again).then()


@pytest.mark.parametrize("command", [*CHANGES, CloseCycle(cycle_id=CYCLE)])
def test_a_cycle_nobody_planned_is_unknown(command: Command) -> None:
    given(founded()).when(command).refused("cycle_id", "unknown")


def test_days_are_those_of_the_organizations_time_zone() -> None:
    cycle = Cycle("Q1", FIRST, LAST, 7, "Europe/Zurich")
    assert cycle.starts_at == at("2025-12-31T23:00")
    assert cycle.ends_at == at("2026-03-31T22:00"), "summer time began in between"


def test_a_year_no_calendar_can_move_between_zones_is_refused() -> None:
    with pytest.raises(ValidationError, match="between the years 1900 and 2200"):
        PlanCycle(cycle_id=CYCLE, name="Q1", starts_on=date(9999, 12, 31))
