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


def begun(gathered: Gathered, slow: Slow) -> Thread:
    """A thread that has begun to work for an organization, and works until it is let go."""
    slow.at_work.clear()
    thread = Thread(target=gathered, args=("a",))
    thread.start()
    assert slow.at_work.wait(PATIENCE)
    return thread


def test_calls_one_after_the_other_work_each():
    worked: list[str] = []
    gathered = Gathered(worked.append, 1)
    gathered("a")
    gathered("b")
    gathered("a")
    assert worked == ["a", "b", "a"]


def test_many_that_come_while_it_works_leave_at_once_and_have_it_go_once_more():
    slow = Slow()
    gathered = Gathered(slow, 3)
    first = begun(gathered, slow)
    for _ in range(5):
        gathered("a")  # were it to wait, it would wait for ever: nobody lets go
    assert slow.begun == ["a"]
    slow.let_go.set()
    first.join(PATIENCE)
    assert slow.begun == ["a", "a"]


def test_other_organizations_do_not_wait():
    slow, worked = Slow(), []
    gathered = Gathered(lambda org: slow(org) if org == "a" else worked.append(org), 2)
    first = begun(gathered, slow)
    gathered("b")
    assert worked == ["b"]
    slow.let_go.set()
    first.join(PATIENCE)


def test_work_that_fails_fails_its_caller_and_the_next_call_works():
    outcomes = iter([ValueError("away"), None])

    def work(_org: str) -> None:
        if (outcome := next(outcomes)) is not None:
            raise outcome

    gathered = Gathered(work, 1)
    with pytest.raises(ValueError, match="away"):
        gathered("a")
    gathered("a")
    assert next(outcomes, "all were worked") == "all were worked"


def test_beyond_its_threads_nobody_waits_and_those_at_work_take_up_what_was_left():
    slow = Slow()
    gathered = Gathered(slow, 1)
    first = begun(gathered, slow)
    for org in ("b", "c", "b"):
        gathered(org)
    assert slow.begun == ["a"]
    slow.let_go.set()
    first.join(PATIENCE)
    assert slow.begun == ["a", "b", "c"]


def test_as_many_as_are_allowed_work_for_one_organization_at_once():
    slow = Slow()
    gathered = Gathered(slow, 3, each=2)
    threads = [begun(gathered, slow) for _ in range(2)]
    gathered("a")
    assert slow.begun == ["a", "a"]
    slow.let_go.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert slow.begun == ["a", "a", "a"]


def test_what_was_left_behind_by_work_that_failed_is_taken_up_by_the_next_call():
    worked: list[str] = []

    def work(org: str) -> None:
        worked.append(org)
        if worked == ["a"]:
            gathered("b")
            raise ValueError("away")

    gathered = Gathered(work, 1)
    with pytest.raises(ValueError, match="away"):
        gathered("a")
    gathered("c")
    assert worked == ["a", "b", "c"]
