"""The trail of an objective, corrected in place."""

import pytest

from projections.current import trail


@pytest.mark.parametrize("corrected", ["first", "second", "last"])
def test_a_corrected_check_in_keeps_its_place_and_instant_in_the_objectives_own_trail(corrected: str) -> None:
    points = [["2026-01-05", "first", None, 7], ["2026-01-12", "second", None, 6], ["2026-01-19", "last", None, 5]]
    expected = [[at, name, value, 2 if name == corrected else stated] for at, name, value, stated in points]
    trail.correct(points, points, corrected, (None, 2))
    assert points == expected
