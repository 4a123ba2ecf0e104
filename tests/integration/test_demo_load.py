"""Loading the sample company into an empty organization: once whatever happens, quickly, and whole."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from time import process_time

import pytest

from events import read
from events.catalogue import CATALOGUE
from events.record import Stored
from events.transaction import driver, transaction
from events.verify import against_head, verify
from northlog.demo import load as loading
from northlog.demo.load import TOGETHER, CannotLoad, ToldOtherwise, load, told_for
from northlog.demo.story import tell
from tests.house import House, new_id
from tests.tale import fake_seal, live_through

TODAY = datetime.now(UTC).date()


class CutOff(Exception):
    """The load ended in the middle."""


@pytest.fixture
def empty(house: House) -> House:
    """An organization whose log was not begun."""
    return replace(house, org=new_id())


def load_cut_off(house: House, steps: int) -> None:
    def progress(done: int, _all: int) -> None:
        if done >= steps:
            raise CutOff

    with pytest.raises(CutOff):
        load(house.executor, house.org, TODAY, fake_seal, progress)


def the_log(house: House) -> list[Stored]:
    """The whole log, found good against its head."""
    with transaction(house.app, house.org) as connection:
        raw = driver(connection)
        stored = list(read.every(raw, house.org))
        head = read.head(raw, house.org)
    assert head is not None
    assert against_head(verify(house.org, stored), *head).problem is None
    return stored


def test_a_load_that_was_cut_off_goes_on_and_tells_the_whole_story_once(empty: House) -> None:
    begun = process_time()
    load_cut_off(empty, 500)
    done: list[tuple[int, int]] = []
    new = load(empty.executor, empty.org, TODAY, fake_seal, lambda *at: done.append(at))
    worked = process_time() - begun

    tale, stored = live_through(tell(TODAY)), the_log(empty)
    steps = len(list(tell(TODAY)))
    assert new == steps - 500
    assert done[0] == (500 + TOGETHER, steps)
    assert done[-1] == (steps, steps)
    told = [(step.at, event.happened_at or step.at, event) for step, event in tale.events]
    assert [(at.recorded_at, at.occurred_at, CATALOGUE.decode(at.type, at.body)) for at in stored] == told
    assert all(at.actor.startswith("person:") for at in stored)
    assert stored[-1].recorded_at < datetime.now(UTC)
    # The process's own time: what other programs take of the machine is not the loader's.
    assert worked < 5

    assert load(empty.executor, empty.org, TODAY, fake_seal) == 0
    assert the_log(empty) == stored
    assert told_for(empty.executor, empty.org) == TODAY

    assert {row.measure["kind"] for row in empty.rows("key_results")} == {
        *("metric", "relative", "threshold", "quantity", "completion", "zones", "subjective", "binary")
    }
    outcomes = {"achieved", "partly", "missed", "dropped", None}
    assert {row.outcome for row in empty.rows("objectives")} == outcomes
    assert [row.status for row in empty.rows("cycles")].count("closed") == 3
    assert len(empty.rows("people")) == 26
    assert any(row.measure != row.original for row in empty.rows("key_results"))
    assert any(row.carried_from for row in empty.rows("objectives"))


def test_an_empty_log_was_told_for_no_day(empty: House) -> None:
    assert told_for(empty.executor, empty.org) is None


def test_the_story_of_another_day_is_not_mixed_into_the_same_log(empty: House) -> None:
    load_cut_off(empty, 1)
    with pytest.raises(CannotLoad, match=f"as of {TODAY}"):
        load(empty.executor, empty.org, TODAY - timedelta(days=1), fake_seal)
    assert len(the_log(empty)) == TOGETHER


def test_the_story_of_another_version_is_told_apart_and_stays_as_it_is(
    empty: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = [step for step in islice(tell(TODAY), TOGETHER) if not step.label.endswith("/cadence")]
    with monkeypatch.context() as then:
        then.setattr(loading, "tell", lambda _today: iter(older))
        assert load(empty.executor, empty.org, TODAY, fake_seal) == len(older) < TOGETHER
    with pytest.raises(ToldOtherwise, match="another version"):
        load(empty.executor, empty.org, TODAY, fake_seal)
    assert len(the_log(empty)) == len(older)


def test_of_two_who_load_at_once_each_goes_on_from_where_the_other_is(
    empty: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = list(islice(tell(TODAY), 3 * TOGETHER))
    monkeypatch.setattr(loading, "tell", lambda _today: iter(some))
    others: list[int] = []

    def meanwhile(_done: int, _all: int) -> None:
        if not others:
            others.append(0)
            others[0] = load(empty.executor, empty.org, TODAY, fake_seal)

    assert load(empty.executor, empty.org, TODAY, fake_seal, meanwhile) == TOGETHER
    assert others == [2 * TOGETHER]
    assert {event.command_id for event in the_log(empty)} == {f"demo/{step.label}" for step in some}


def test_a_day_that_has_not_come_is_refused_before_anything_is_written(empty: House) -> None:
    with pytest.raises(CannotLoad, match="has not come"):
        load(empty.executor, empty.org, date(2199, 1, 1), fake_seal)
    assert told_for(empty.executor, empty.org) is None


def test_another_organization_keeps_its_log_to_itself(house: House) -> None:
    with pytest.raises(CannotLoad, match="another organization"):
        load(house.executor, house.org, TODAY, fake_seal)
    assert len(the_log(house)) == 1
