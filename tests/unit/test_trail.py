"""The trail of an objective, corrected in place."""

import pytest

from projections.current import trail


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
