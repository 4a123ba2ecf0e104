"""How far a goal moved."""

import pytest

from domain.goalposts import Shift, shift
from domain.measure import Completion, Measure, Metric, Quantity, Relative, Threshold


@pytest.mark.parametrize(
    ("before", "after", "farther"),
    [
        (Metric(start=65, target=90), Metric(start=65, target=85), -0.2),
        (Metric(start=65, target=90), Metric(start=65, target=95), 0.2),
        (Metric(start=20, target=10), Metric(start=20, target=15), -0.5),
        (Metric(start=20, target=10), Metric(start=15, target=10), -0.5),
        (Quantity(target=4), Quantity(target=6), 0.5),
        (Relative(baseline=100, change=-0.3), Relative(baseline=100, change=-0.15), -0.5),
    ],
)
def test_a_move_is_told_in_shares_of_the_way_there_was(before: Measure, after: Measure, farther: float) -> None:
    assert shift(before, after).farther == pytest.approx(farther)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Metric(target=90), Metric(start=65, target=90)),
        (Relative(change=-0.3), Relative(baseline=100, change=-0.3)),
        (Metric(start=65, target=90), Metric(start=65, target=60)),
        (Metric(start=65, target=90, unit="%"), Metric(start=65, target=90, unit="calls")),
        (Metric(start=65, target=90), Completion(start=65, target=90)),
        (Threshold(stay="above", limit=5), Threshold(stay="above", limit=6)),
    ],
)
def test_what_cannot_be_compared_is_not(before: Measure, after: Measure) -> None:
    assert shift(before, after).farther is None


def test_the_numbers_before_and_after_are_kept_whatever_can_be_compared() -> None:
    found = shift(Threshold(stay="above", limit=5), Threshold(stay="above", limit=6))
    assert found == Shift(None, None, 5, 6, None)
