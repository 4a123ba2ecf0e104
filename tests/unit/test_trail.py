"""The trail of an objective, corrected in place."""

from datetime import UTC, datetime

import pytest

from projections.current import trail
from projections.moment import Moment


@pytest.mark.parametrize("corrected", ["first", "second", "last"])
def test_a_corrected_check_in_keeps_its_place_and_instant_in_the_objectives_own_trail(corrected: str) -> None:
    points = [
        ["2026-01-05", "first", None, 7, 3, 3, 11],
        ["2026-01-12", "second", None, 6, 4, 4, 12],
        ["2026-01-19", "last", None, 5, 5, 5, 13],
    ]
    before = [point for point in points if point[trail.CHECK_IN] == corrected]
    said = [*before[0][:2], None, 2, before[0][trail.ENTERED], 6, 14]
    expected = [said if point in before else point for point in points]
    superseded: list[trail.Point] = []
    trail.correct(points, superseded, corrected, said, 14)
    assert points == expected
    assert superseded == [[*before[0], 14]]


FIRST, SECOND, CORRECTED = (
    ["2026-01-05T00:00:00.000000+00:00", "first", 60.0, 7, 3, 3, 11],
    ["2026-01-12T00:00:00.000000+00:00", "second", 70.0, 6, 4, 4, 12],
    ["2026-01-05T00:00:00.000000+00:00", "first", 65.0, 5, 3, 6, 14],
)
LATE = ["2026-01-05T00:00:00.000000+00:00", "late", 61.0, None, 5, 5, 13]


@pytest.mark.parametrize(
    ("position", "day", "seen"),
    [
        (10, 20, []),
        (11, 20, [FIRST]),
        (12, 20, [FIRST, SECOND]),
        (12, 11, [FIRST]),
        (13, 20, [FIRST, LATE, SECOND]),
        (13, 12, [FIRST, LATE, SECOND]),
        (13, 4, []),
        (14, 20, [CORRECTED, LATE, SECOND]),
        (99, 5, [CORRECTED, LATE]),
    ],
)
def test_a_trail_is_cut_at_what_was_known_and_what_was_true(
    position: int, day: int, seen: list[trail.Point]
) -> None:
    points: list[trail.Point] = []
    superseded: list[trail.Point] = []
    for point in (FIRST, SECOND, LATE):
        trail.add(points, point)
    trail.correct(points, superseded, "first", CORRECTED, 14)
    moment = Moment(position, datetime(2026, 1, day, tzinfo=UTC))
    assert trail.at(points, superseded, moment) == seen


def test_a_reading_that_was_taken_back_still_stands_in_the_days_before() -> None:
    points, superseded = [FIRST, SECOND], list[trail.Point]()
    trail.correct(points, superseded, "first", None, 14)
    assert points == [SECOND]
    at = datetime(2026, 1, 20, tzinfo=UTC)
    assert trail.at(points, superseded, Moment(13, at)) == [FIRST, SECOND]
    assert trail.at(points, superseded, Moment(14, at)) == [SECOND]
