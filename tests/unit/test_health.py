"""The one judge of reported and computed health; silence is never green."""

import pytest

from domain.policy import Policy, effective
from domain.signals.health import Computed, Health, Judged, judge
from domain.team import Cadence
from domain.trajectory import GoalPoint, KeyResultLine, Trajectory, as_of, in_hindsight, trajectory
from tests.facts import NEW_RESULT, OTHER_RESULT, RESULT
from tests.signals import calendar, goal, line, objective, on

GREEN, YELLOW, RED, UNKNOWN = Health.GREEN, Health.YELLOW, Health.RED, Health.UNKNOWN
MONDAYS = Cadence(weekday=1, hour=0)
"""Due on days 4, 11, 18, 25 ...; missed two working days later."""


def judged(of: Trajectory, day: float, policy: Policy | None = None) -> Judged:
    policy = policy or Policy()
    return judge(of, policy, calendar(of, policy), on(day))


@pytest.mark.parametrize(
    ("confidence", "health"),
    [(10, GREEN), (7, GREEN), (6, YELLOW), (4, YELLOW), (3, RED), (0, RED), (None, UNKNOWN)],
)
def test_what_was_stated_is_the_reported_health(confidence: int | None, health: Health) -> None:
    assert judged(objective(goals=[goal(10, confidence)]), 11).reported is health


def test_what_was_stated_lasts_until_the_team_misses_a_check_in_of_its_own_rhythm() -> None:
    stated = objective(goals=[goal(10, 9)], cadence=MONDAYS)
    assert judged(stated, 19.9).reported is GREEN
    assert judged(stated, 20).reported is UNKNOWN
    biweekly = objective(goals=[goal(10, 9)], cadence=Cadence(weekday=1, hour=0, every_weeks=2))
    assert judged(biweekly, 20).reported is GREEN
    assert judged(objective(goals=[goal(10, 9)]), 99).reported is GREEN, "no rhythm, and so never late (P3.8)"


def test_nothing_said_and_nothing_read_is_unknown() -> None:
    nothing = judged(objective(line()), 50)
    assert (nothing.reported, nothing.computed.health) == (UNKNOWN, UNKNOWN)


def of(*values: float | None) -> list[KeyResultLine]:
    """Read on day 50: 35 is on track, 20 behind, 19 at risk."""
    keys = (RESULT, OTHER_RESULT, NEW_RESULT)
    return [line((50, value), key_result_id=key) for key, value in zip(keys, values, strict=False)]


@pytest.mark.parametrize(
    ("values", "health"),
    [
        ((35.0, 35.0, 35.0), GREEN),
        ((35.0, None, None), GREEN),
        ((35.0, 35.0, 20.0), YELLOW),
        ((35.0, 35.0, 19.0), YELLOW),
        ((19.0, None, None), YELLOW),
        ((35.0, 19.0, 19.0), RED),
        ((35.0, 19.0), RED),
        ((None, None, None), UNKNOWN),
    ],
)
def test_the_figures_of_the_key_results_are_the_computed_health(
    values: tuple[float | None, ...], health: Health
) -> None:
    assert judged(objective(*of(*values)), 55).computed.health is health


def test_the_policy_in_force_moves_every_bound() -> None:
    strict = effective(
        [
            {
                "watermelon": {"green": 9},
                "confidence_drop": {"low": 8},
                "off_pace": {"zoning": {"by": "ratio", "on_track": 1.0, "at_risk": 0.9}},
                "objective_at_risk": {"share": 0.3},
            }
        ]
    )
    one_short = objective(*of(50.0, 50.0, 44.9), goals=[goal(50, 8)])
    usual = judged(one_short, 55)
    assert (usual.reported, usual.computed.health) == (GREEN, GREEN)
    seen = judged(one_short, 55, strict)
    assert (seen.reported, seen.computed.health) == (RED, RED)


def test_a_watermelon_is_green_outside_and_red_inside_and_nothing_else_is() -> None:
    sides = [(said, seen) for said in Health for seen in Health]
    assert [each for each in sides if Judged(each[0], Computed(each[1], 1, 1, ())).watermelon] == [(GREEN, RED)]


def test_in_hindsight_a_late_check_in_was_known_in_time_and_a_corrected_one_right_from_the_first() -> None:
    late = goal(10, 9)._replace(known_at=on(30))
    wrong = goal(20, 2)
    right = wrong._replace(known_at=on(40), position=999, confidence=8)
    told = objective(goals=[late])
    corrected = trajectory_of(late, wrong, right)
    assert [each.confidence for each in as_of(told, on(15)).stated] == []
    assert [each.confidence for each in as_of(in_hindsight(told), on(15)).stated] == [9]
    assert [each.confidence for each in as_of(corrected, on(25)).stated] == [2]
    assert [each.confidence for each in as_of(in_hindsight(corrected), on(25)).stated] == [9, 8]


def trajectory_of(*points: GoalPoint) -> Trajectory:
    """An objective with these check-ins and corrections."""
    of = objective()
    return trajectory(
        objective_id=of.objective_id,
        title=of.title,
        team_id=of.team_id,
        ambition=of.ambition,
        span=of.span,
        cadence=None,
        drafted=of.drafted,
        published=of.published,
        check_ins=points,
    )
