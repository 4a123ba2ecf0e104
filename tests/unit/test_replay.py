"""The first frame whole, then differences: whoever applies them has every tree as it was."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.objective.events import OwnerAssigned
from domain.words import Event
from northlog.reading.views import CycleTree
from northlog.reports.replay import Frame, applied, differences, frames
from tests.facts import ANN, CYCLE, OBJECTIVE, SUCCESSOR, at, checked_in, drafted, running
from tests.generated import History, histories
from tests.looks import lived, trees

MONDAY = at("2026-01-05T09:00")


def week_by_week(*events: Event) -> list[CycleTree]:
    """Looks after each of some events, of which one happens a week."""
    dated = [(MONDAY + timedelta(weeks=number), each) for number, each in enumerate(events)]
    return list(trees(dated, CYCLE))


def rebuilt(played: list[Frame]) -> list[CycleTree]:
    """What a client makes of frames that came as JSON."""
    first, *rest = [Frame.model_validate_json(each.model_dump_json()) for each in played]
    assert first.tree is not None
    made = [first.tree]
    for each in rest:
        assert each.differences is not None
        made.append(applied(made[-1], each.differences))
    return made


@settings(max_examples=60)
@given(histories(30))
def test_applying_the_differences_one_after_the_other_gives_every_tree(history: History) -> None:
    looks = list(trees(lived(history), CYCLE))
    assert rebuilt(list(frames(looks))) == looks


@settings(max_examples=60)
@given(histories(30), st.data())
def test_differences_lead_from_any_tree_of_a_cycle_to_any_other_even_back(
    history: History, data: st.DataObject
) -> None:
    looks = list(trees(lived(history), CYCLE))
    before, after = data.draw(st.sampled_from(looks)), data.draw(st.sampled_from(looks))
    assert applied(before, differences(before, after)) == after


def test_a_week_without_events_moves_the_pace_and_names_no_objective() -> None:
    tree, later = week_by_week(*running(), drafted(SUCCESSOR))[-2:]
    quiet = later.model_copy(update={"objectives": tree.objectives, "cycle": later.cycle})
    found = differences(tree, quiet)
    assert found.cycle.expected > tree.cycle.expected
    assert (found.objectives, found.teams, found.people) == ([], {}, {})
    assert all(each.expected == found.cycle.expected for each in applied(tree, found).objectives)


def test_only_the_objective_that_was_checked_in_on_is_sent_again_and_whole() -> None:
    looks = week_by_week(*running(), drafted(SUCCESSOR), checked_in(MONDAY))
    found = differences(looks[-2], looks[-1])
    (sent,) = found.objectives
    assert sent.objective_id == OBJECTIVE
    assert [each.value for each in sent.key_results] == [70.0]


def test_who_owns_nothing_any_more_is_removed() -> None:
    looks = week_by_week(*running(), OwnerAssigned(objective_id=OBJECTIVE, owner=None))
    assert differences(looks[-2], looks[-1]).removed.people == [ANN]


def test_a_page_that_begins_later_tells_its_first_frame_against_the_look_before_it() -> None:
    looks = week_by_week(*running(), checked_in(MONDAY))
    whole = list(frames(looks))
    assert [each.number for each in whole] == list(range(1, len(looks) + 1))
    assert list(frames(looks[2:], first=3)) == whole[3:]
