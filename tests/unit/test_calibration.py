"""When the team said 7 of 10, how often did it get there?"""

import pytest

from domain.calibration import Stated, calibration, got_there
from domain.words import Ambition, Outcome

ASPIRATIONAL, COMMITTED = Ambition.ASPIRATIONAL, Ambition.COMMITTED


def test_statements_are_counted_by_confidence_with_those_that_came_true() -> None:
    found = calibration([(7, True), (7, False), (7, True), (3, False)])
    assert found.stated == (Stated(3, 1, 0), Stated(7, 3, 2))
    assert (found.count, found.base_rate) == (4, 0.5)


def test_the_brier_score_is_the_mean_squared_distance_of_forecast_and_outcome() -> None:
    # Worked by hand: 0.3^2, 0.7^2, 0.3^2, 0.3^2, of four.
    found = calibration([(7, True), (7, False), (7, True), (3, False)])
    assert found.brier == pytest.approx((0.09 + 0.49 + 0.09 + 0.09) / 4)
    assert found.by_base_rate == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("forecasts", "brier"),
    [([(10, True), (0, False)], 0.0), ([(0, True), (10, False)], 1.0), ([(5, True), (5, False)], 0.25)],
)
def test_certain_and_right_scores_0_certain_and_wrong_1_and_the_fence_a_quarter(
    forecasts: list[tuple[int, bool]], brier: float
) -> None:
    assert calibration(forecasts).brier == brier


def test_without_a_forecast_nothing_is_said() -> None:
    found = calibration([])
    assert (found.stated, found.count, found.brier, found.base_rate, found.by_base_rate) == (
        (),
        0,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("outcome", "computed", "judged", "ambition", "reached"),
    [
        (Outcome.PARTLY, 0.7, None, ASPIRATIONAL, True),
        (Outcome.PARTLY, (0.7 + 0.7 + 0.7) / 3, None, ASPIRATIONAL, True),
        (Outcome.ACHIEVED, 0.69, None, ASPIRATIONAL, False),
        (Outcome.ACHIEVED, 0.99, None, COMMITTED, False),
        (Outcome.ACHIEVED, 1.0, None, COMMITTED, True),
        (Outcome.MISSED, 0.2, 0.8, ASPIRATIONAL, True),
        (Outcome.ACHIEVED, 1.0, 0.6, ASPIRATIONAL, False),
        (Outcome.DROPPED, 1.0, None, ASPIRATIONAL, None),
        (None, 1.0, 1.0, ASPIRATIONAL, None),
        (Outcome.PARTLY, None, None, ASPIRATIONAL, None),
    ],
)
def test_a_goal_got_there_by_its_official_final_score_and_ambition(
    outcome: Outcome | None, computed: float | None, judged: float | None, ambition: Ambition, reached: bool | None
) -> None:
    assert got_there(outcome, computed, judged, ambition) is reached
