"""The expected pace: the share of the cycle that has passed."""

import pytest

from domain.pace import expected
from tests.facts import at

START, END = at("2026-01-01T00:00"), at("2026-01-11T00:00")


@pytest.mark.parametrize(
    ("now", "share"),
    [
        (at("2025-12-01T00:00"), 0.0),
        (START, 0.0),
        (at("2026-01-03T12:00"), 0.25),
        (at("2026-01-06T00:00"), 0.5),
        (END, 1.0),
        (at("2027-01-01T00:00"), 1.0),
    ],
)
def test_the_pace_is_linear_within_the_cycle_and_stays_at_its_ends(now: object, share: float) -> None:
    assert expected(START, END, now) == share


def test_a_cycle_on_a_day_that_a_time_zone_skipped_has_no_length() -> None:
    """Apia had no 30 December 2011."""
    assert expected(START, START, START) == 1.0
