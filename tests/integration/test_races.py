"""Two at once: one wins, the other is told or finds the winner's answer; nothing is half-written."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from domain.cycle import CloseCycle
from domain.decider import Refused
from domain.objective.commands import CarryForward
from domain.organization import RenameOrganization
from events.catalogue import CATALOGUE
from events.executor import Answer
from projections.building.rebuild import rebuild
from projections.current import CURRENT
from tests.house import House, new_id
from tests.logs import assert_whole, count_of, log_of, read_tables
from tests.worked_example import play

ROUNDS = 15


def at_once(*acts: Callable[[], Answer]) -> list[Answer | Refused]:
    """What became of acts that were let go at the same moment."""
    start = Barrier(len(acts))

    def go(act: Callable[[], Answer]) -> Answer | Refused:
        start.wait(10)
        try:
            return act()
        except Refused as refused:
            return refused

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(go, acts))


def test_the_same_key_twice_at_once_appends_once_and_answers_alike(house: House) -> None:
    for number in range(ROUNDS):
        command = RenameOrganization(name=f"Name {number}")
        answers = at_once(*[lambda command=command, number=number: house.do(command, key=f"k{number}")] * 2)
        places = {(a.version, a.first_position, a.last_position) for a in answers if isinstance(a, Answer)}
        assert len(places) == 1
        assert sorted(a.repeated for a in answers if isinstance(a, Answer)) == [False, True]
        assert count_of(house, f"k{number}") == 1
    assert_whole(house)


def test_the_same_key_twice_at_once_without_any_change_answers_alike(house: House) -> None:
    same = RenameOrganization(name="Northwind")
    for number in range(ROUNDS):
        answers = at_once(*[lambda number=number: house.do(same, key=f"k{number}")] * 2)
        assert sorted(a.repeated for a in answers if isinstance(a, Answer)) == [False, True]
    assert len(log_of(house)) == 1


def test_writers_of_one_stream_all_get_in_when_they_expect_no_version(house: House) -> None:
    names = [f"Name {number}" for number in range(4)]
    for _ in range(5):
        answers = at_once(*(lambda name=name: house.do(RenameOrganization(name=name)) for name in names))
        assert all(isinstance(answer, Answer) for answer in answers)
    assert_whole(house)


def test_a_predecessor_is_carried_forward_by_one_of_two(house: House) -> None:
    """P4.3: no two objectives claim one predecessor."""
    for _ in range(5):
        example = play(house)
        carries = [
            CarryForward(objective_id=example.objective_id, successor_id=new_id(), cycle_id=example.next_cycle_id)
            for _ in range(2)
        ]
        outcomes = at_once(*(lambda carry=carry: house.do(carry) for carry in carries))
        assert [type(each) for each in sorted(outcomes, key=lambda each: isinstance(each, Refused))] == [
            Answer,
            Refused,
        ]
        claims = [row for row in house.rows("objectives") if row.carried_from == example.objective_id]
        assert len(claims) == 1
    assert_whole(house)


def test_no_check_in_stands_behind_the_close_of_its_cycle(house: House) -> None:
    for _ in range(ROUNDS):
        example = play(house)
        outcomes = at_once(
            lambda example=example: house.do(example.check_in(71)),
            lambda example=example: house.do(example.check_in(72)),
            lambda example=example: house.do(CloseCycle(cycle_id=example.cycle_id)),
        )
        assert isinstance(outcomes[2], Answer)
        refusals = {(each.field, each.rule) for each in outcomes if isinstance(each, Refused)}
        assert refusals <= {("objective_id", "cycle")}
        events = [e for e in log_of(house) if example.cycle_id in e.stream or example.objective_id in e.stream]
        closed = next(e.position for e in events if e.type == "cycle.closed.v1")
        assert all(e.position < closed for e in events if e.type == "objective.checked_in.v1")
    assert_whole(house)


def test_after_all_races_the_rows_are_those_of_the_log(house: House) -> None:
    examples = [play(house) for _ in range(2)]
    for value in range(66, 76):
        at_once(
            *(lambda example=example, value=value: house.do(example.check_in(value)) for example in examples * 2)
        )
    before = read_tables(house)
    rebuild(house.owner, CATALOGUE, CURRENT)
    assert read_tables(house) == before
    assert sum(len(row.trail) for row in house.rows("objectives")) == 42
