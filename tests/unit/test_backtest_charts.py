"""A backtest's charts: true to scale, round steps, nothing drawn where there is no figure."""

import pytest

from domain.backtesting import Figures
from northlog.backtest.charts import rates_chart, weeks_chart
from northlog.backtest.report import PolicyFigures
from northlog.pages.frame import NARROW, WIDE

HALF = Figures("off_pace", 4, 4, 2, 0.5, 4, 1, 0.25, 7, 1.0)
NONE = Figures(None, 0, 0, 0, None, 0, 0, None, None, None)


def policy(name: str, *weeks: int) -> PolicyFigures:
    return PolicyFigures(name, HALF, (), weeks, ())


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_bar_and_mark_stand_at_their_shares_and_nowhere_without_one(width: int) -> None:
    chart = rates_chart([("off pace", HALF), ("all", NONE)], width)
    frame, (row, none) = chart.frame, chart.rows
    assert row.precision == pytest.approx((frame.x0 + frame.x1) / 2, abs=0.1)
    assert row.recall == pytest.approx(frame.x0 + (frame.x1 - frame.x0) / 4, abs=0.1)
    assert (none.precision, none.recall) == (None, None)
    assert frame.y1 < row.y < none.y < frame.y0


@pytest.mark.parametrize(
    ("most", "levels"), [(1, "5"), (5, "5"), (6, "10"), (11, "25"), (26, "50"), (245, "250"), (251, "500")]
)
def test_the_axis_of_alerts_has_round_steps(most: int, levels: str) -> None:
    assert weeks_chart([policy("default", 0, most)], WIDE).levels[-1].label == levels


def test_a_policy_whose_alerts_ended_early_has_none_in_later_weeks() -> None:
    chart = weeks_chart([policy("one", 3, 1, 2), policy("other", 4)], WIDE)
    assert [dot.said for dot in chart.lines[1].dots] == [
        "other, week 1: 4",
        "other, week 2: 0",
        "other, week 3: 0",
    ]
    assert chart.lines[1].dots[1].y == chart.frame.y0
    assert [tick.label for tick in chart.weeks] == ["1", "2", "3"]


def test_a_cycle_of_years_is_not_a_wall_of_ticks() -> None:
    assert len(weeks_chart([policy("one", *range(1, 200))], NARROW).weeks) <= 7
