"""Stalled: readings come, and the value does not move."""

import pytest

from domain.measure import Binary, Metric, Threshold, Zone, Zones
from domain.signals.finding import Severity
from tests.signals import check_in_on, found, line, objective, one, position_of

RULE = "stalled"


@pytest.mark.parametrize(
    ("days", "stalls"),
    [
        ((10, 20, 30), False),
        ((10, 20, 30.9), False),
        ((10, 20, 31), True),
        ((10, 31), True),
        ((10, 12, 14, 16), True),
    ],
)
def test_it_fires_after_21_days_or_four_readings(days: tuple[float, ...], stalls: bool) -> None:
    assert bool(found(RULE, objective(line(*((day, 40.0) for day in days))), 90)) is stalls


def test_time_without_readings_is_silence_and_not_stalling() -> None:
    assert found(RULE, objective(line((10, 40.0), (20, 40.0))), 90) == ()


@pytest.mark.parametrize(("value", "stalls"), [(41.0, True), (41.1, False), (39.0, True), (38.9, False)])
def test_up_to_a_hundredth_of_the_way_is_no_movement(value: float, stalls: bool) -> None:
    assert bool(found(RULE, objective(line((10, value), (31, 40.0))), 90)) is stalls


def test_a_movement_ends_the_standstill_and_the_next_one_is_another_episode() -> None:
    still = [(10, 40.0), (31, 40.0)]
    first = one(RULE, objective(line(*still)), 90)
    assert (first.episode, first.facts) == (check_in_on(10), (position_of(10), position_of(31)))
    assert found(RULE, objective(line(*still, (35, 50.0))), 90) == ()
    assert one(RULE, objective(line(*still, (35, 50.0), (60, 50.0))), 90).episode == check_in_on(35)


def test_what_is_done_does_not_stall() -> None:
    assert found(RULE, objective(line((10, 100.0), (50, 100.0))), 90) == ()


def test_without_baseline_the_very_same_value_counts() -> None:
    same, other = line((10, 40.0), (31, 40.0)), line((10, 40.0), (31, 40.01))
    assert found(RULE, objective(line((10, 40.0), (31, 40.0), measure=Metric(target=90))), 90)
    assert not found(RULE, objective(line((10, 40.0), (31, 40.01), measure=Metric(target=90))), 90)
    assert found(RULE, objective(same), 90)
    assert found(RULE, objective(other), 90)


def test_zones_binaries_and_thresholds_stand_still_by_their_nature() -> None:
    zones = Zones(commit="one", target="two", stretch="three")
    for measure, value in (
        (zones, Zone.COMMIT),
        (Binary(), False),
        (Threshold(stay="above", limit=99), 98.0),
    ):
        assert (
            found(RULE, objective(line((10, value), (31, value), (60, value), (80, value), measure=measure)), 90)
            == ()
        )


@pytest.mark.parametrize(
    ("days", "severity"),
    [((10, 31), Severity.WARN), ((10, 52), Severity.CRITICAL), (range(10, 18), Severity.CRITICAL)],
)
def test_twice_as_long_is_critical(days: tuple[float, ...], severity: Severity) -> None:
    assert one(RULE, objective(line(*((day, 40.0) for day in days))), 90).severity is severity


@pytest.mark.parametrize(
    ("settings", "stalls"), [({"days": None}, False), ({"days": 22}, False), ({"days": 7}, True)]
)
def test_the_policy_moves_its_bounds(settings: dict[str, int | None], stalls: bool) -> None:
    assert bool(found(RULE, objective(line((10, 40.0), (31, 40.0))), 90, **settings)) is stalls


FORTNIGHT = {"unread_days": 14, "days": None, "check_ins": None}


@pytest.mark.parametrize(("day", "stalls"), [(33.9, False), (34, True), (60, True)])
def test_by_another_tools_rule_fourteen_days_without_a_reading_stall(day: float, stalls: bool) -> None:
    assert bool(found(RULE, objective(line((10, 40.0), (20, 50.0))), day, **FORTNIGHT)) is stalls


def test_by_that_rule_what_was_never_read_counts_from_the_cycles_beginning() -> None:
    assert found(RULE, objective(line()), 13.9, **FORTNIGHT) == ()
    assert one(RULE, objective(line()), 14, **FORTNIGHT).facts == (position_of(-5),)
    assert found(RULE, objective(line((10, 100.0))), 60, **FORTNIGHT) == ()
