"""What people type stands for the one thing that bears it as its name, or as a part of its name."""

import pytest

from northlog.cli.finding import Candidate, Unclear, pick

CYCLES = [
    Candidate("aaaa0000", "Cycle 1: Jan to Mar"),
    Candidate("bbbb0000", "Cycle 2: Apr to Jun"),
    Candidate("cccc0000", "Cycle 12: Jul to Sep"),
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cycle 2", "bbbb0000"),
        ("Cycle 1", "aaaa0000"),
        ("2", "bbbb0000"),
        ("apr to", "bbbb0000"),
        ("cccc", "cccc0000"),
    ],
)
def test_a_part_of_a_name_that_no_other_has_is_enough(typed: str, meant: str) -> None:
    assert pick("cycle", "cycle_id", typed, CYCLES, part=True) == meant


def test_several_that_could_be_meant_are_named_by_what_they_are() -> None:
    with pytest.raises(Unclear, match=r"one of these cycles: “Cycle 1: Jan to Mar”.*“Cycle 12: Jul to Sep”"):
        pick("cycle", "cycle_id", "cycle", CYCLES, part=True)


def test_a_scrap_of_a_word_is_not_taken_for_a_name() -> None:
    with pytest.raises(Unclear, match=r"there is no cycle “un”; there is “Cycle 2: Apr to Jun”"):
        pick("cycle", "cycle_id", "un", CYCLES, part=True)


def test_a_part_is_not_enough_where_the_whole_is_asked_for() -> None:
    with pytest.raises(Unclear, match="there is no team “cycle 2”"):
        pick("team", "team_id", "cycle 2", CYCLES)
