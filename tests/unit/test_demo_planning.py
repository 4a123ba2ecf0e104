"""The sample company plans from the end of its cycles: stories, themes, and the goals made of them."""

from datetime import date

import pytest

from domain.cycle import Cycle, CycleStatus
from domain.objective import Objective, ObjectiveStatus
from domain.planning import Planning, ThemeBecame
from domain.words import Level
from northlog.demo.step import id_of, key_result_id, objective_id
from northlog.demo.story import tell
from tests.tale import Tale, live_through


@pytest.fixture(scope="module")
def tale() -> Tale:
    return live_through(tell(date(2026, 11, 18)))


def planning(tale: Tale, key: str) -> Planning:
    state = tale.states[f"planning-{id_of('planning', key)}"]
    assert isinstance(state, Planning)
    return state


def status_of_cycle(tale: Tale, planned: Planning) -> CycleStatus:
    state = tale.states[f"cycle-{planned.cycle_id}"]
    assert isinstance(state, Cycle)
    return state.status


def test_a_closed_a_running_and_the_next_cycle_were_planned_and_the_next_is_under_way(tale: Tale) -> None:
    plannings = [planning(tale, key) for key in ("discover-3", "storefront-4", "storefront-5")]
    assert [(status_of_cycle(tale, each), each.closed) for each in plannings] == [
        (CycleStatus.CLOSED, True),
        (CycleStatus.STARTED, True),
        (CycleStatus.PLANNED, False),
    ]
    assert len([state for state in tale.states.values() if isinstance(state, Planning)]) == len(plannings)


def test_themes_became_goals_of_that_team_and_cycle_and_one_a_key_result(tale: Tale) -> None:
    became = {(each.objective_id, each.key_result_id) for each in tale.of(ThemeBecame)}
    goals = ("discover/onboarding-3", "discover/tutorial-2", "storefront/offers-4", "storefront/backup-4")
    assert became == {
        *((objective_id(each), None) for each in (*goals, "storefront/loyalty-4")),
        (objective_id("storefront/backup-4"), key_result_id("storefront/backup-4", 2)),
    }
    for event in tale.of(ThemeBecame):
        goal, planned = tale.states[f"objective-{event.objective_id}"], tale.states[event.stream]
        assert isinstance(goal, Objective)
        assert isinstance(planned, Planning)
        assert (goal.team_id, goal.cycle_id, goal.level) == (planned.team_id, planned.cycle_id, Level.TEAM)
        assert event.stories


def test_what_was_planned_was_then_lived(tale: Tale) -> None:
    keys = ("discover/onboarding-3", "storefront/offers-4", "storefront/loyalty-4")
    goals = [tale.states[f"objective-{objective_id(key)}"] for key in keys]
    assert [each.status for each in goals if isinstance(each, Objective)] == [
        ObjectiveStatus.CLOSED,
        ObjectiveStatus.PUBLISHED,
        ObjectiveStatus.DRAFT,
    ]


def test_a_story_was_told_anew_one_taken_back_and_a_theme_dropped_or_waits(tale: Tale) -> None:
    discover, storefront = planning(tale, "discover-3"), planning(tale, "storefront-5")
    assert [each.withdrawn for each in discover.stories.values()] == [False, False, False, False, True]
    assert [each.text[:34] for each in discover.stories.values()][3] == "We deleted the tour. Two customers"
    assert [(each.dropped, each.became is None) for each in discover.themes.values()] == [
        (False, False),
        (False, False),
        (True, True),
    ]
    assert [each.became is None for each in storefront.themes.values()] == [False, True]
