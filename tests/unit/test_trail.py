"""The trail of what check-ins said, in the order of when it was true."""

from projections.current.trail import Point, correct

FIRST, LAST = "2026-01-05T09:00:00.000000Z", "2026-01-12T09:00:00.000000Z"


def trail_of_two() -> list[Point]:
    return [[FIRST, "a", None, 7], [LAST, "b", None, 5]]


def test_correcting_the_last_check_in_of_an_objectives_own_trail_keeps_its_instant() -> None:
    trail = trail_of_two()
    correct(trail, trail, "b", (None, 3))
    assert trail == [[FIRST, "a", None, 7], [LAST, "b", None, 3]]


def test_correcting_the_first_check_in_of_an_objectives_own_trail_keeps_its_instant() -> None:
    trail = trail_of_two()
    correct(trail, trail, "a", (None, None))
    assert trail == [[FIRST, "a", None, None], [LAST, "b", None, 5]]
