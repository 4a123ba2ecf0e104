"""The same progress under other scorings; the official one is the first of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rescoring import RULES, Scoring, Standing, rescored
from domain.scoring import clamped, rolled_up
from domain.words import Ambition

WAYS = [Standing(-0.2), Standing(0.31, weight=3.0), Standing(0.72), Standing(1.4, weight=2.0), Standing(None)]
ASPIRATIONAL, COMMITTED = Ambition.ASPIRATIONAL, Ambition.COMMITTED


@pytest.mark.parametrize(
    ("scoring", "ambition", "key_results", "objective"),
    [
        (Scoring.LINEAR, ASPIRATIONAL, (0.0, 0.31, 0.72, 1.0, None), 2.03 / 4),
        (Scoring.THRESHOLDS, ASPIRATIONAL, (0.0, 0.0, 1.0, 1.0, None), 0.5),
        (Scoring.THRESHOLDS, COMMITTED, (0.0, 0.0, 0.0, 1.0, None), 0.25),
        (Scoring.ZONES, ASPIRATIONAL, (0.0, 0.3, 0.7, 1.0, None), 0.5),
        (Scoring.WEIGHTED, ASPIRATIONAL, (0.0, 0.31, 0.72, 1.0, None), (0.93 + 0.72 + 2.0) / 7),
        (Scoring.WEAKEST, ASPIRATIONAL, (0.0, 0.31, 0.72, 1.0, None), 0.0),
    ],
)
def test_each_scoring_scores_as_its_rule_says(
    scoring: Scoring, ambition: Ambition, key_results: tuple[float | None, ...], objective: float
) -> None:
    found = rescored(scoring, WAYS, ambition)
    assert found.key_results == key_results
    assert found.objective == pytest.approx(objective)


@pytest.mark.parametrize("scoring", Scoring)
def test_where_nothing_can_be_said_no_scoring_guesses(scoring: Scoring) -> None:
    nothing = rescored(scoring, [Standing(None), Standing(None)], ASPIRATIONAL)
    assert (nothing.key_results, nothing.objective) == ((None, None), None)
    assert rescored(scoring, [], ASPIRATIONAL).objective is None


@pytest.mark.parametrize("edge", [0.3, 0.7, 1.0])
def test_a_zone_begins_where_it_is_reached_and_not_before(edge: float) -> None:
    (at,) = rescored(Scoring.ZONES, [Standing(edge)], ASPIRATIONAL).key_results
    (below,) = rescored(Scoring.ZONES, [Standing(edge - 0.001)], ASPIRATIONAL).key_results
    assert at == edge
    assert below is not None
    assert below < edge


progresses = st.lists(st.none() | st.floats(-3, 3), max_size=6)


@given(progresses, st.sampled_from(Scoring), st.sampled_from(Ambition))
def test_scores_lie_within_0_and_1_and_the_objective_between_its_least_and_best(
    ways: list[float | None], scoring: Scoring, ambition: Ambition
) -> None:
    found = rescored(scoring, [Standing(each) for each in ways], ambition)
    known = [score for score in found.key_results if score is not None]
    assert all(0 <= score <= 1 for score in known)
    assert [score is None for score in found.key_results] == [each is None for each in ways]
    if found.objective is not None:
        assert min(known) - 1e-9 <= found.objective <= max(known) + 1e-9


@given(progresses)
def test_linear_is_the_official_score_and_equal_weights_change_nothing(ways: list[float | None]) -> None:
    standings = [Standing(each) for each in ways]
    official = rolled_up([clamped(each) for each in ways])
    assert rescored(Scoring.LINEAR, standings, ASPIRATIONAL).objective == official
    assert rescored(Scoring.WEIGHTED, standings, ASPIRATIONAL).objective == pytest.approx(official)


def test_every_scoring_has_its_rule_in_a_sentence() -> None:
    assert set(RULES) == set(Scoring)
