"""Reported and computed health; silence is never green."""

from datetime import timedelta

import pytest

from domain.health import Health, computed, reported, watermelon
from domain.words import Ambition
from tests.facts import at

MONDAY = at("2026-02-16T09:00")
GREEN, YELLOW, RED, UNKNOWN = Health.GREEN, Health.YELLOW, Health.RED, Health.UNKNOWN
ASPIRATIONAL, COMMITTED = Ambition.ASPIRATIONAL, Ambition.COMMITTED


@pytest.mark.parametrize(
    ("confidence", "health"), [(10, GREEN), (7, GREEN), (6, YELLOW), (4, YELLOW), (3, RED), (0, RED)]
)
def test_what_was_stated_is_the_reported_health(confidence: int, health: Health) -> None:
    assert reported(confidence, MONDAY, MONDAY + timedelta(days=6)) is health


def test_silence_in_every_form_is_unknown() -> None:
    assert reported(None, None, MONDAY) is UNKNOWN
    assert reported(None, MONDAY, MONDAY) is UNKNOWN
    assert reported(9, None, MONDAY) is UNKNOWN


@pytest.mark.parametrize(("every_weeks", "days"), [(1, 14), (2, 28)])
def test_what_was_said_lasts_for_two_of_the_teams_own_meetings(every_weeks: int, days: int) -> None:
    assert reported(9, MONDAY, MONDAY + timedelta(days=days), every_weeks) is GREEN
    assert reported(9, MONDAY, MONDAY + timedelta(days=days, seconds=1), every_weeks) is UNKNOWN


@pytest.mark.parametrize(
    ("score", "expected", "ambition", "health"),
    [
        (0.35, 0.5, ASPIRATIONAL, GREEN),
        (0.34, 0.5, ASPIRATIONAL, YELLOW),
        (0.175, 0.5, ASPIRATIONAL, YELLOW),
        (0.17, 0.5, ASPIRATIONAL, RED),
        (0.5, 0.5, COMMITTED, GREEN),
        (0.35, 0.5, COMMITTED, YELLOW),
        (0.24, 0.5, COMMITTED, RED),
        (0.7, 1.0, ASPIRATIONAL, GREEN),
        (0.0, 0.15, ASPIRATIONAL, UNKNOWN),
        (0.09, 2 / 13, ASPIRATIONAL, UNKNOWN),
        (0.1, 0.14, ASPIRATIONAL, GREEN),
        (0.0, 0.16, ASPIRATIONAL, RED),
        (0.2, 0.1, COMMITTED, GREEN),
        (None, 0.5, ASPIRATIONAL, UNKNOWN),
    ],
)
def test_figures_are_held_against_the_pace_that_success_needs(
    score: float | None, expected: float, ambition: Ambition, health: Health
) -> None:
    assert computed(score, expected, ambition) is health


def test_a_watermelon_is_green_outside_and_red_inside_and_nothing_else_is() -> None:
    melons = [(said, seen) for said in Health for seen in Health if watermelon(said, seen)]
    assert melons == [(GREEN, RED)]
