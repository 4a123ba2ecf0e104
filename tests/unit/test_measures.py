"""How every kind of key result is measured (P1.3) and scored (P4.1)."""

import pytest
from pydantic import ValidationError

from domain.measure import (
    Binary,
    Completion,
    Measure,
    Metric,
    Quantity,
    Relative,
    Subjective,
    Threshold,
    Value,
    Zone,
    Zones,
    progress,
    progress_by,
    start_of,
    target_of,
)
from domain.objective import Objective
from domain.scoring import rolled_up, score
from tests.facts import OTHER_RESULT, added, checked_in, drafted, reads, running
from tests.spec import NOW, World

ZONES = Zones(commit="one", target="two", stretch="three")
UP, DOWN = Metric(start=20, target=35), Metric(start=15, target=10)


@pytest.mark.parametrize(
    ("measure", "value", "expected"),
    [
        (UP, 20.0, 0.0),
        (UP, 26.0, 0.4),
        (UP, 38.0, 1.2),
        (UP, 17.0, -0.2),
        (DOWN, 12.0, 0.6),
        (DOWN, 16.0, -0.2),
        (Completion(start=20, target=50), 35.0, 0.5),
        (Completion(), 30.0, 0.3),
        (Quantity(target=5), 3.0, 0.6),
        (Quantity(target=5), 6.0, 1.2),
        (Relative(baseline=120, change=-0.3), 102.0, 0.5),
        (Relative(baseline=-10, change=0.5), -12.5, 0.5),
        (Threshold(stay="above", limit=99.9), 99.9, 1.0),
        (Threshold(stay="above", limit=99.9), 99.8, 0.0),
        (Threshold(stay="below", limit=200), 200.0, 1.0),
        (Threshold(stay="below", limit=200), 201.0, 0.0),
        (ZONES, Zone.FAIL, 0.0),
        (ZONES, Zone.COMMIT, 0.3),
        (ZONES, Zone.TARGET, 0.7),
        (ZONES, Zone.STRETCH, 1.0),
        (Subjective(criteria="Three of four"), 0.75, 0.75),
        (Binary(), False, 0.0),
        (Binary(), True, 1.0),
    ],
)
def test_progress_is_linear_and_not_clamped_and_the_score_is(
    measure: Measure, value: Value, expected: float
) -> None:
    assert progress(measure, value) == pytest.approx(expected)
    assert progress_by(measure)(value) == progress(measure, value)
    assert score(measure, value) == pytest.approx(min(1.0, max(0.0, expected)))


@pytest.mark.parametrize("measure", [UP, DOWN, ZONES, Metric(target=5), Binary(), Subjective(criteria="Three")])
@pytest.mark.parametrize("value", [True, False, Zone.TARGET, 0.5])
def test_progress_by_a_measure_is_the_same_whatever_was_read(measure: Measure, value: Value) -> None:
    assert progress_by(measure)(value) == progress(measure, value)


@pytest.mark.parametrize("measure", [UP, Completion(start=20, target=50), Quantity(target=5), Binary()])
def test_before_the_first_reading_a_movement_stands_at_its_start(measure: Measure) -> None:
    assert progress(measure, None) == 0.0


@pytest.mark.parametrize("measure", [Threshold(stay="above", limit=1), ZONES, Subjective(criteria="All")])
def test_silence_is_unknown_where_there_is_no_start(measure: Measure) -> None:
    """P5.2."""
    assert progress(measure, None) is None


@pytest.mark.parametrize("measure", [Metric(target=10), Relative(change=-0.3)])
@pytest.mark.parametrize("value", [None, 4.0])
def test_no_baseline_is_never_guessed(measure: Measure, value: Value | None) -> None:
    """P1.3: until the baseline is known the goal cannot be scored, whatever was read."""
    assert (start_of(measure), progress(measure, value), score(measure, value)) == (None, None, None)


def test_a_relative_goal_has_its_target_once_it_has_its_baseline() -> None:
    assert target_of(Relative(change=-0.3)) is None
    assert target_of(Relative(baseline=120, change=-0.3)) == pytest.approx(84)


@pytest.mark.parametrize(
    ("measure", "start", "target"),
    [
        (UP, 20, 35),
        (Completion(), 0, 100),
        (Quantity(target=5), 0, 5),
        (Threshold(stay="below", limit=200), None, 200),
        (ZONES, None, None),
        (Subjective(criteria="All"), None, None),
        (Binary(), None, None),
    ],
)
def test_every_kind_says_where_it_starts_and_ends(
    measure: Measure, start: float | None, target: float | None
) -> None:
    assert (start_of(measure), target_of(measure)) == (start, target)


@pytest.mark.parametrize(
    ("kind", "wrong", "rule"),
    [
        (Metric, {"start": 5, "target": 5}, "must differ"),
        (Metric, {"start": 5, "target": 5 + 1e-12}, "must differ"),
        (Metric, {"target": 1e16}, "target"),
        (Metric, {"target": float("inf")}, "finite"),
        (Metric, {"target": 1, "unit": "\x00"}, "control characters"),
        (Completion, {"start": -1}, "start"),
        (Completion, {"target": 101}, "target"),
        (Completion, {"start": 100}, "must differ"),
        (Quantity, {"target": 0}, "target"),
        (Relative, {"change": 0}, "change must not be 0"),
        (Relative, {"change": -1.1}, "change"),
        (Relative, {"change": 0.5, "baseline": 0}, "baseline must not be 0"),
        (Relative, {"change": 1e-300, "baseline": 1e15}, "so small a movement"),
        (Zones, {"commit": "one", "target": "two", "stretch": " "}, "stretch"),
        (Subjective, {"criteria": ""}, "criteria"),
        (Threshold, {"stay": "near", "limit": 1}, "stay"),
    ],
)
def test_a_measure_that_measures_nothing_is_refused(
    kind: type[Metric], wrong: dict[str, object], rule: str
) -> None:
    """P1.2: a key result is a movement."""
    with pytest.raises(ValidationError, match=rule):
        kind.model_validate(wrong)


def test_an_objective_scores_the_mean_of_what_can_be_scored() -> None:
    assert rolled_up([0.5, None, 1.0]) == 0.75
    assert rolled_up([None]) is None
    assert rolled_up([]) is None


def test_a_key_result_without_baseline_does_not_pull_its_objective_down() -> None:
    world = World().happened(
        *running(measure=Metric(start=0, target=10)),
        added(OTHER_RESULT, measure=Relative(change=-0.3)),
        checked_in(NOW, readings=(reads(4.0), reads(100.0, OTHER_RESULT))),
    )
    objective = world.states[drafted().stream]
    assert isinstance(objective, Objective)
    assert objective.score_of(OTHER_RESULT) is None
    assert objective.computed_score() == 0.4


def test_nothing_done_yet_of_a_way_down_is_zero_without_a_sign() -> None:
    for said in (progress(DOWN, 15.0), progress(Subjective(criteria="Three of four"), -0.0)):
        assert str(said) == "0.0"
