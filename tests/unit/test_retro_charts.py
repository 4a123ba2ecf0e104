"""Where things stand in a chart: true to scale, with gaps where nothing was said."""

from datetime import date

import pytest

from northlog.pages.frame import NARROW, WIDE
from northlog.retro.charts import calibration_chart, journey_chart
from tests.packs import a_cycle, a_journey, a_pack


def test_an_unstated_confidence_is_a_gap_and_a_lone_statement_a_dot() -> None:
    chart = journey_chart(a_journey(7, 8, None, 9), a_cycle(), WIDE)
    goal, result = chart.traces
    assert goal.path.count("M") == 1
    assert goal.path.count("L") == 1
    assert (len(goal.dots), len(goal.unstated)) == (3, 1)
    assert (result.path, result.dots, len(result.unstated)) == ("", [], 4)
    assert all(dot.y > chart.frame.y0 + 5 for dot in goal.unstated), (
        "below the axis, or it looks like confidence 0"
    )


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_confidence_rises_upwards_and_time_runs_to_the_right_within_the_plot(width: int) -> None:
    chart = journey_chart(a_journey(0, 5, 10), a_cycle(), width)
    frame, dots = chart.frame, chart.traces[0].dots
    assert [dot.y for dot in dots] == [frame.y0, (frame.y0 + frame.y1) / 2, frame.y1]
    assert [dot.x for dot in dots] == sorted(dot.x for dot in dots)
    assert all(frame.x0 <= dot.x <= frame.x1 <= width for dot in dots)


def test_the_week_axis_begins_with_the_cycle_and_has_room_for_its_labels() -> None:
    wide, narrow = (journey_chart(a_journey(5), a_cycle(), width) for width in (WIDE, NARROW))
    assert [tick.label for tick in wide.weeks] == [str(number) for number in range(1, 14)]
    assert [tick.label for tick in narrow.weeks] == ["1", "3", "5", "7", "9", "11", "13"]
    assert (wide.weeks[0].at, wide.weeks[0].below) == (wide.frame.x0, "1 Jan")


def test_a_cycle_of_years_is_not_a_wall_of_ticks() -> None:
    long = a_cycle().model_copy(update={"ends_on": date(2040, 12, 31)})
    assert len(journey_chart(a_journey(5), long, WIDE).weeks) <= 14


def test_a_calibration_column_ends_at_the_share_that_came_true() -> None:
    chart = calibration_chart(a_pack().goals_calibration, WIDE)
    (column,) = chart.columns
    frame = chart.frame
    assert column.came_true == pytest.approx((frame.y0 + frame.y1) / 2)
    assert column.said == pytest.approx(frame.y0 + 0.7 * (frame.y1 - frame.y0))
