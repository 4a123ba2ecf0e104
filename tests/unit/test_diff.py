"""What differs between two looks at a cycle: each change under its own name, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.cycle import CycleClosed, CycleRenamed, CycleRescheduled
from domain.measure import Completion, Metric
from domain.objective.events import (
    AmbitionSet,
    CarriedForward,
    KeyResultDropped,
    KeyResultJudged,
    KeyResultOwnerAssigned,
    KeyResultRebaselined,
    KeyResultRetargeted,
    KeyResultReworded,
    LevelSet,
    ObjectiveJudged,
    ObjectivePublished,
    ObjectiveReworded,
    OwnerAssigned,
    WhyNowStated,
)
from domain.words import Ambition, Event, Level, Outcome
from northlog.reports.diff import Change, CycleDiff, KeyResultDiff, ObjectiveDiff, diff
from tests.facts import (
    ANN,
    BEN,
    CHECK_IN,
    CYCLE,
    NEW_RESULT,
    OBJECTIVE,
    ONBOARDING,
    RESULT,
    SUCCESSOR,
    added,
    at,
    checked_in,
    closed,
    drafted,
    introduced,
    planned,
    reads,
    running,
)
from tests.generated import History, histories
from tests.looks import Watched, lived, trees

MONDAY = at("2026-01-12T09:00")
OF = {"objective_id": OBJECTIVE}
RESULT_OF = {**OF, "key_result_id": RESULT}


def between(*events: Event, known: list[Event] | None = None) -> CycleDiff:
    """What differs once these events have happened in a running cycle, a week after what was known."""
    watched = Watched()
    for event in known or running():
        watched.happened(event, MONDAY)
    before = watched.tree(CYCLE, MONDAY)
    later = MONDAY + timedelta(weeks=1)
    for event in events:
        watched.happened(event, later)
    return diff(before, watched.tree(CYCLE, later))


def told(found: ObjectiveDiff | KeyResultDiff | CycleDiff) -> dict[str, Any]:
    """What is said to differ, by its name; names and ids left out."""
    about = {"objective_id", "key_result_id", "team_id", "number", "title", "measure", "cycle_id", "name"}
    about |= {"position", "as_of", "expected", "teams", "people"}
    return {name: value for name, value in found if name not in about and value not in (None, False, [])}


def of_objective(*events: Event) -> dict[str, Any]:
    (found,) = between(*events).objectives
    return told(found)


def of_key_result(*events: Event) -> dict[str, Any]:
    (found,) = between(*events).objectives
    (result,) = found.key_results
    return told(result)


def test_a_week_in_which_nothing_happened_differs_in_its_pace_alone() -> None:
    found = between()
    assert told(found) == {}
    hours = 90 * 24 - 1  # in Zurich summer time takes one in March
    assert found.expected.after - found.expected.before == pytest.approx(7 * 24 / hours)


def test_of_the_cycle_its_name_dates_and_end_are_told() -> None:
    end = planned().ends_on + timedelta(days=14)
    found = between(
        CycleRenamed(cycle_id=CYCLE, name="Spring"),
        CycleRescheduled(cycle_id=CYCLE, starts_on=planned().starts_on, ends_on=end),
        CycleClosed(cycle_id=CYCLE),
    )
    assert told(found) == {
        "renamed": Change(before="Q1 2026", after="Spring"),
        "ends_on": Change(before=planned().ends_on, after=end),
        "status": Change(before="started", after="closed"),
    }


def test_words_owner_ambition_and_level_each_stand_under_their_own_name() -> None:
    assert of_objective(
        ObjectiveReworded(**OF, title="A week to remember", description="For all users"),
        WhyNowStated(**OF, why_now="Sign-ups doubled"),
        OwnerAssigned(**OF, owner=None),
        AmbitionSet(**OF, ambition=Ambition.COMMITTED),
        LevelSet(**OF, level=Level.STRATEGIC),
    ) == {
        "reworded": Change(before="Make the first week seamless", after="A week to remember"),
        "redescribed": Change(before="For new users", after="For all users"),
        "why_now": Change(before="Onboarding is this year's first priority", after="Sign-ups doubled"),
        "owner": Change(before=ANN, after=None),
        "ambition": Change(before="aspirational", after="committed"),
        "level": Change(before="team", after="strategic"),
    }


def test_what_was_put_back_in_between_is_no_difference() -> None:
    there_and_back = [OwnerAssigned(**OF, owner=BEN), OwnerAssigned(**OF, owner=ANN)]
    assert between(introduced(BEN), *there_and_back).objectives == []


def test_closing_tells_the_outcome_the_judgement_and_who_goes_on() -> None:
    found = of_objective(
        ObjectiveJudged(**OF, computed=0.2, judged=0.7, reason="The last step is live"),
        closed(outcome=Outcome.PARTLY, judged=0.7),
        CarriedForward(**OF, successor_id=SUCCESSOR, cycle_id=CYCLE),
    )
    assert found == {
        "status": Change(before="published", after="closed"),
        "outcome": Change(before=None, after="partly"),
        "judged": Change(before=None, after=0.7),
        "judged_reason": Change(before=None, after="The last step is live"),
        "successor": Change(before=None, after=SUCCESSOR),
    }


def test_a_check_in_moves_value_progress_scores_and_confidence() -> None:
    says = checked_in(MONDAY, goal_confidence=7, readings=(reads(70.0, confidence=6),))
    (found,) = between(says).objectives
    assert told(found) | {"key_results": []} == {
        "score": Change(before=0.0, after=0.2),
        "confidence": Change(before=None, after=7),
        "check_ins": [CHECK_IN],
        "key_results": [],
    }
    assert told(found.key_results[0]) == {
        "value": Change(before=None, after=70.0),
        "progress": Change(before=0.0, after=0.2),
        "progress_original": Change(before=0.0, after=0.2),
        "score": Change(before=0.0, after=0.2),
        "confidence": Change(before=None, after=6),
        "check_ins": [CHECK_IN],
    }


def test_a_target_that_moved_is_told_whole_and_progress_by_both_measures() -> None:
    checked = [*running(), checked_in(MONDAY)]
    moved = ONBOARDING.model_copy(update={"target": 75.0})
    retargeted = KeyResultRetargeted(**RESULT_OF, measure=moved, reason="the market turned")
    (found,) = between(retargeted, known=checked).objectives
    assert told(found.key_results[0]) == {
        "retargeted": Change(before=ONBOARDING, after=moved),
        "progress": Change(before=0.2, after=0.5),
        "score": Change(before=0.2, after=0.5),
    }


def test_a_start_that_moved_is_no_other_target() -> None:
    moved = ONBOARDING.model_copy(update={"start": 60.0})
    found = of_key_result(KeyResultRebaselined(**RESULT_OF, measure=moved, reason="recounted"))
    assert found == {"rebaselined": Change(before=65.0, after=60.0)}


def test_start_and_target_that_both_moved_are_told_apart() -> None:
    found = of_key_result(
        KeyResultRebaselined(**RESULT_OF, measure=Metric(start=60, target=90, unit="%"), reason="recounted"),
        KeyResultRetargeted(**RESULT_OF, measure=Metric(start=60, target=80, unit="%"), reason="the market"),
    )
    assert found == {
        "rebaselined": Change(before=65.0, after=60.0),
        "retargeted": Change(before=ONBOARDING, after=Metric(start=60, target=80, unit="%")),
    }


def test_a_key_result_is_reworded_handed_over_judged_and_dropped_with_a_reason() -> None:
    assert of_key_result(
        KeyResultReworded(**RESULT_OF, title="Onboarding completed"),
        KeyResultOwnerAssigned(**RESULT_OF, owner=ANN),
        KeyResultJudged(**RESULT_OF, computed=0.0, judged=0.6, reason="half of it seasonal"),
        KeyResultDropped(**RESULT_OF, reason="superseded"),
    ) == {
        "reworded": Change(before="Onboarding completion", after="Onboarding completed"),
        "owner": Change(before=None, after=ANN),
        "judged": Change(before=None, after=0.6),
        "judged_reason": Change(before=None, after="half of it seasonal"),
        "dropped": "superseded",
    }


def test_an_added_key_result_is_compared_with_itself_as_it_was_added() -> None:
    half = Completion(start=0, target=50)
    found = of_key_result(
        added(NEW_RESULT, Completion(), title="Guide"),
        checked_in(MONDAY, readings=(reads(25.0, NEW_RESULT),)),
        KeyResultRetargeted(**OF, key_result_id=NEW_RESULT, measure=half, reason="enough"),
    )
    assert found == {
        "added": True,
        "retargeted": Change(before=Completion(), after=half),
        "value": Change(before=None, after=25.0),
        "progress": Change(before=0.0, after=0.5),
        "progress_original": Change(before=0.0, after=0.25),
        "score": Change(before=0.0, after=0.5),
        "check_ins": [CHECK_IN],
    }


def test_an_added_objective_is_compared_with_its_draft() -> None:
    (found,) = between(drafted(SUCCESSOR), ObjectivePublished(objective_id=SUCCESSOR)).objectives
    assert told(found) == {"added": True, "status": Change(before="draft", after="published")}


@settings(max_examples=60)
@given(histories(30), st.data())
def test_a_look_differs_from_itself_in_nothing_and_from_another_in_what_can_be_written_and_read(
    history: History, data: st.DataObject
) -> None:
    looks = list(trees(lived(history), CYCLE))
    first, second = sorted(data.draw(st.tuples(*[st.integers(0, len(looks) - 1)] * 2)))
    assert told(diff(looks[second], looks[second])) == {}
    found = diff(looks[first], looks[second])
    assert CycleDiff.model_validate_json(found.model_dump_json()) == found
