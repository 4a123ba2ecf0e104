"""Which cycle is meant where none is named."""

from datetime import date, timedelta

import pytest

from northlog.reading.current import current
from northlog.reading.views import CycleView
from tests.facts import an_id, at

NOW = at("2026-02-16T23:30")
"""In Zurich the seventeenth has begun."""
TODAY = date(2026, 2, 17)


def cycle(name: str, begins: int, ends: int, status: str = "started") -> CycleView:
    """From so many days after today to so many."""
    return CycleView(
        cycle_id=an_id(3, 1),
        name=name,
        starts_on=TODAY + timedelta(days=begins),
        ends_on=TODAY + timedelta(days=ends),
        grace_days=7,
        time_zone="Europe/Zurich",
        status=status,
        expected=0.5,
        version=1,
    )


YEAR, QUARTER = cycle("year", -40, 320), cycle("quarter", -40, 40)


@pytest.mark.parametrize(
    ("cycles", "meant"),
    [
        ([YEAR, QUARTER], ["quarter"]),
        ([QUARTER, cycle("shifted", -20, 60)], ["shifted"]),
        ([QUARTER, cycle("twin", -40, 40)], ["quarter", "twin"]),
        ([YEAR, cycle("over since today", -90, -1), cycle("ahead", 1, 9)], ["year"]),
        ([YEAR, cycle("last day", -9, 0)], ["last day"]),
        ([YEAR, cycle("first day", 0, 9)], ["first day"]),
        ([cycle("long over", -200, -100), cycle("over", -99, -1)], ["over"]),
        ([YEAR, cycle("planned", -1, 1, "planned"), cycle("closed", -1, 1, "closed")], ["year"]),
        ([cycle("planned", -1, 1, "planned")], []),
    ],
    ids=lambda each: ", ".join(map(str, each)) if each and isinstance(each[0], str) else "",
)
def test_it_is_the_shortest_started_one_that_runs_today(cycles: list[CycleView], meant: list[str]) -> None:
    assert [each.name for each in current(cycles, NOW)] == meant
