"""The sample company looks back: on every closed cycle, now and then in its middle, and decisions go on."""

from datetime import date

import pytest

from domain.cycle import Cycle, CycleStatus
from domain.objective import Objective
from domain.retrospective import EntryKind, Question, Retrospective, RetrospectiveKind, Trigger
from northlog.demo.story import tell
from tests.tale import Tale, live_through


@pytest.fixture(scope="module")
def tale() -> Tale:
    return live_through(tell(date(2026, 11, 18)))


def retrospectives(tale: Tale) -> list[Retrospective]:
    return [state for state in tale.states.values() if isinstance(state, Retrospective)]


def cycle(tale: Tale, cycle_id: str) -> Cycle:
    state = tale.states[f"cycle-{cycle_id}"]
    assert isinstance(state, Cycle)
    return state


def test_every_closed_cycle_ends_with_one_of_everybody_and_one_of_a_team(tale: Tale) -> None:
    closed = {
        key.removeprefix("cycle-")
        for key, state in tale.states.items()
        if isinstance(state, Cycle) and state.status is CycleStatus.CLOSED
    }
    ended = [each for each in retrospectives(tale) if each.kind is RetrospectiveKind.END]
    assert {each.cycle_id for each in ended if each.team_id is None} == closed
    assert {each.cycle_id for each in ended if each.team_id is not None} == closed


def test_end_ones_are_scheduled_after_the_last_day_answer_what_they_ask_and_are_closed(tale: Tale) -> None:
    ended = [each for each in retrospectives(tale) if each.kind is RetrospectiveKind.END]
    assert all(each.held_on > cycle(tale, each.cycle_id).ends_on for each in ended)
    assert all(each.trigger is None and each.closed and each.summary for each in ended)
    assert all(len(each.answers) >= 3 for each in ended)
    assert {question for each in ended for question in each.answers} == set(Question)


def test_mid_cycle_ones_were_called_for_within_their_cycle(tale: Tale) -> None:
    held = [each for each in retrospectives(tale) if each.kind is RetrospectiveKind.MID_CYCLE]
    assert {each.trigger for each in held} == set(Trigger) - {Trigger.MISALIGNMENT}
    for each in held:
        during = cycle(tale, each.cycle_id)
        assert during.starts_on < each.held_on < during.ends_on


def test_one_is_open_in_the_running_cycle(tale: Tale) -> None:
    (open_one,) = [each for each in retrospectives(tale) if not each.closed]
    assert cycle(tale, open_one.cycle_id).status is CycleStatus.STARTED


def test_entries_of_every_kind_were_said_and_one_was_taken_back(tale: Tale) -> None:
    entries = [entry for each in retrospectives(tale) for entry in each.entries.values()]
    assert {entry.kind for entry in entries} == set(EntryKind)
    assert sum(entry.withdrawn for entry in entries) == 1


def test_decisions_became_objectives_of_the_next_cycle_and_others_did_not(tale: Tale) -> None:
    decisions = [
        (each, entry)
        for each in retrospectives(tale)
        for entry in each.entries.values()
        if entry.kind is EntryKind.DECISION
    ]
    carried = [(each, entry.carried) for each, entry in decisions if entry.carried is not None]
    assert 5 <= len(carried) < len(decisions)
    for each, carrying in carried:
        became = tale.states[f"objective-{carrying.became}"]
        assert isinstance(became, Objective)
        assert became.cycle_id == carrying.cycle_id
        one_on = cycle(tale, carrying.cycle_id).starts_on - cycle(tale, each.cycle_id).ends_on
        assert one_on.days == 1


def test_what_is_said_of_an_objective_is_said_of_one_of_the_same_cycle(tale: Tale) -> None:
    for each in retrospectives(tale):
        for entry in each.entries.values():
            if entry.objective_id is not None:
                spoken_of = tale.states[f"objective-{entry.objective_id}"]
                assert isinstance(spoken_of, Objective)
                assert spoken_of.cycle_id == each.cycle_id
