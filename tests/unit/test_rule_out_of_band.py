"""A health metric out of its band for longer than agreed (P1.9): found, explained, cleared, and found again."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.alert import AlertOutcome, EaseAlert, RaiseAlert, ResolveAlert
from domain.health_metric import Definition
from domain.policy import Policy
from domain.signals.out_of_band import Metric, alerts_from, find
from domain.words import Command
from tests.facts import HEALTH_METRIC, TEAM, at
from tests.spec import World
from workers.health_metrics import Watched, judge
from workers.judged import Judged

START = at("2026-02-10T23:30")
"""In Zurich the eleventh has begun."""
DAY = timedelta(days=1)


def metric(*values: float, **changed: Any) -> Metric:
    """Read day by day from ``START`` on, at every third position of the log."""
    usual: dict[str, Any] = {"name": "Sign-in errors", "unit": "%", "high": 0.5, "alert_after_days": 3}
    readings = [(START + day * DAY, 3 * (day + 1), value) for day, value in enumerate(values)]
    return Metric(HEALTH_METRIC, ZoneInfo("Europe/Zurich"), Definition(**(usual | changed)), readings)


def test_it_speaks_once_more_than_the_agreed_days_have_passed_since_it_left_its_band() -> None:
    errors = metric(0.4, 0.7, 0.9)
    since = START + DAY
    assert find(errors, since + 3 * DAY) is None
    soon = alerts_from(errors, since + DAY)
    assert soon == since + 3 * DAY + datetime.resolution
    found = find(errors, soon)
    assert found is not None
    assert (found.facts, found.episode, found.inputs["days"]) == ((6, 9), since.isoformat(), 3)
    assert found.what == "“Sign-in errors” is out of its band: 0.9 %, where at most 0.5 % was agreed."
    assert "since 2026-02-12, by 2 readings running" in found.why
    assert found.clears_when.startswith("The next reading is at most 0.5 %")
    assert alerts_from(errors, soon) is None


@pytest.mark.parametrize(
    ("band", "said"),
    [({"high": None, "low": 5}, "at least 5 %"), ({"high": 9, "low": 5}, "5 to 9 %")],
    ids=["from below", "on both sides"],
)
def test_it_says_the_band_that_was_agreed(band: dict[str, float | None], said: str) -> None:
    found = find(metric(1, **band), START + 9 * DAY)
    assert found is not None
    assert said in found.what


def test_falling_silent_heals_nothing_and_a_reading_in_the_band_does() -> None:
    assert find(metric(0.7), START + 300 * DAY) is not None
    assert find(metric(0.7, 0.5), START + 300 * DAY) is None
    assert alerts_from(metric(0.7, 0.5), START + 2 * DAY) is None
    assert find(metric(), START) is None


def evaluated(world: World, of: Metric, now: datetime, retired: bool = False) -> Judged:
    """Judge it, and let its alerts follow."""
    alerts = {stream.partition("-")[2]: state for stream, state in world.states.items()}
    judged = judge(Watched(TEAM, retired, of, Policy(), (), alerts), now)  # type: ignore[arg-type]
    for command in judged.commands:
        world.happened(*world.decide(command, now))
    return judged


def kinds(judged: Judged) -> list[type[Command]]:
    return [type(each) for each in judged.commands]


def test_its_alert_is_raised_once_and_clears_after_staying_in_the_band() -> None:
    world, later = World(), START + 4 * DAY
    waits = evaluated(world, metric(0.7), START)
    assert (kinds(waits), waits.next_at) == ([], START + 3 * DAY + datetime.resolution)
    raised = evaluated(world, metric(0.7), later)
    assert kinds(raised) == [RaiseAlert]
    assert evaluated(world, metric(0.7), later).commands == []
    late = metric(0.9, 0.7)
    assert evaluated(world, late, later).commands == []
    eased = evaluated(world, metric(0.7, 0.4), later)
    assert (kinds(eased), eased.next_at) == ([EaseAlert], later + DAY)
    (over,) = evaluated(world, metric(0.7, 0.4), later + DAY).commands
    assert isinstance(over, ResolveAlert)
    assert over.outcome is AlertOutcome.CLEARED
    assert evaluated(world, metric(0.7, 0.4), later + 2 * DAY).next_at is None


def test_its_alert_ends_with_the_metric() -> None:
    world = World()
    evaluated(world, metric(0.7), START + 4 * DAY)
    retired = evaluated(world, metric(0.7), START + 5 * DAY, retired=True)
    assert retired.next_at is None
    assert [each.outcome for each in retired.commands if isinstance(each, ResolveAlert)] == [AlertOutcome.ENDED]


def test_what_cleared_by_a_wrong_reading_is_told_anew_once_that_is_corrected() -> None:
    world, later = World(), START + 4 * DAY
    evaluated(world, metric(0.7), later)
    for day in range(2):
        evaluated(world, metric(0.7, 0.4), later + day * DAY)
    wrong = metric(0.7, 0.8)
    assert kinds(evaluated(world, wrong, later + 2 * DAY)) == [RaiseAlert]
    assert kinds(evaluated(world, wrong, later + 3 * DAY)) == []


def test_what_was_ended_by_hand_stays_ended_when_it_turns_out_to_have_begun_before() -> None:
    world, later = World(), START + 5 * DAY
    (raised,) = evaluated(world, metric(0.4, 0.7), later).commands
    by_hand = ResolveAlert(alert_id=raised.stream.partition("-")[2], outcome=AlertOutcome.ACCEPTED)
    world.happened(*world.decide(by_hand, later))
    assert kinds(evaluated(world, metric(0.6, 0.7), later + DAY)) == []
    back = metric(*[0.7] * 6, 0.4, 0.7)
    assert kinds(evaluated(world, back, later + 7 * DAY)) == [RaiseAlert]


def test_figures_are_told_in_full() -> None:
    found = find(metric(1_000_001, high=1_000_000), START + 9 * DAY)
    assert found is not None
    assert "1000001 %, where at most 1000000 % was agreed" in found.what
