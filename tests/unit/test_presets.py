"""The published rules of known tools, each at its bounds, half-way through a linear cycle: 50 % is expected."""

import pytest

from domain.policy import PRESETS, Policy, effective
from domain.signals.standing import Standing, standings
from tests.signals import HUNDRED, calendar, found, line, objective, on

ON, BEHIND, RISK = Standing.ON_TRACK, Standing.BEHIND, Standing.AT_RISK


def judged(preset: str, percent: float, day: float = 50) -> Standing:
    of = objective(line((2, percent), measure=HUNDRED))
    policy = effective([PRESETS[preset]])
    ((_, standing),) = standings(of, policy, calendar(of, policy), on(day))
    return standing


@pytest.mark.parametrize(
    ("preset", "percent", "standing"),
    [
        ("viva-goals", 50, ON),
        ("viva-goals", 49.99, BEHIND),
        ("viva-goals", 0, BEHIND),
        ("ally", 50, ON),
        ("ally", 49.99, BEHIND),
        ("ally", 37.5, BEHIND),
        ("ally", 37.49, RISK),
        ("engagedly", 33.51, ON),
        ("engagedly", 33.5, BEHIND),
        ("engagedly", 17, BEHIND),
        ("engagedly", 16.99, RISK),
        ("upraise", 47.5, ON),
        ("upraise", 47.49, BEHIND),
        ("upraise", 37.5, BEHIND),
        ("upraise", 37.49, RISK),
        ("oboard", 35, ON),
        ("oboard", 34.99, BEHIND),
        ("oboard", 20, BEHIND),
        ("oboard", 19.99, RISK),
        ("mooncamp", 45, ON),
        ("mooncamp", 44.99, BEHIND),
        ("mooncamp", 35, BEHIND),
        ("mooncamp", 34.99, RISK),
    ],
)
def test_a_preset_judges_as_its_tool_publishes(preset: str, percent: float, standing: Standing) -> None:
    assert judged(preset, percent) is standing


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != "stall-14-days"])
def test_a_preset_judges_from_the_second_day_on_and_what_is_achieved_is_on_track(preset: str) -> None:
    assert judged(preset, 1, day=3) is not Standing.UNKNOWN
    assert judged(preset, 100, day=99.9) is ON


def test_the_scaled_example_of_mooncamps_help() -> None:
    """ "90 % to be on track, and progress is 50 %: off track at the end of the cycle, on track in its middle"."""
    assert (judged("mooncamp", 50, day=99.9), judged("mooncamp", 50, day=50)) == (RISK, ON)


def test_fourteen_days_without_an_update_stall() -> None:
    policy = dict(PRESETS["stall-14-days"]["stalled"])
    updated = objective(line((10, 40.0), (20, 40.0), (30, 40.0), (40, 40.0)))
    assert found("stalled", updated, 53.9, **policy) == ()
    assert len(found("stalled", updated, 54, **policy)) == 1


def test_every_preset_is_a_policy_that_changes_no_more_than_one_rule() -> None:
    for override in PRESETS.values():
        assert len(override) == 1
        assert effective([override]) != Policy()
