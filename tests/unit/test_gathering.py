"""Calls that come while one is at work are answered together; none is forgotten, and none waits."""

from threading import Event, Thread

import pytest

from workers.gathering import Gathered

PATIENCE = 5.0


class Slow:
    """Work that takes until it is let go; counts how often it began."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.at_work, self.let_go = Event(), Event()

    def __call__(self, org: str) -> None:
        self.begun.append(org)
        self.at_work.set()
        assert self.let_go.wait(PATIENCE)


def test_calls_one_after_the_other_work_each():
    begun: list[str] = []
    gathered = Gathered(begun.append)
    gathered("a")
    gathered("b")
    gathered("a")
    assert begun == ["a", "b", "a"]


def test_many_that_come_while_it_works_leave_at_once_and_have_it_go_once_more():
    slow = Slow()
    gathered = Gathered(slow)
    first = Thread(target=gathered, args=("a",))
    first.start()
    assert slow.at_work.wait(PATIENCE)
    for _ in range(5):
        gathered("a")  # were it to wait, it would wait for ever: nobody lets go
    assert slow.begun == ["a"]
    slow.let_go.set()
    first.join(PATIENCE)
    assert slow.begun == ["a", "a"]


def test_other_organizations_do_not_wait():
    slow, begun = Slow(), []
    gathered = Gathered(lambda org: slow(org) if org == "a" else begun.append(org))
    first = Thread(target=gathered, args=("a",))
    first.start()
    assert slow.at_work.wait(PATIENCE)
    gathered("b")
    assert begun == ["b"]
    slow.let_go.set()
    first.join(PATIENCE)


def test_work_that_fails_fails_its_caller_and_the_next_call_works():
    outcomes = iter([ValueError("away"), None])

    def work(_org: str) -> None:
        if (outcome := next(outcomes)) is not None:
            raise outcome

    gathered = Gathered(work)
    with pytest.raises(ValueError, match="away"):
        gathered("a")
    gathered("a")
    assert next(outcomes, "all were worked") == "all were worked"
