"""Immutable by the database, not by good manners: nobody changes the log, its owner included."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from events.transaction import transaction
from tests.house import House
from tests.logs import assert_whole, log_of

CHANGES = [
    "update northlog.events set body = '{}'",
    "update northlog.events set body = body where false",
    "delete from northlog.events",
    "truncate northlog.events",
    "truncate northlog.heads cascade",
    "delete from northlog.heads",
]


@pytest.mark.parametrize("role", ["app", "owner"])
@pytest.mark.parametrize("statement", CHANGES)
def test_no_role_changes_the_log(house: House, role: str, statement: str) -> None:
    before = log_of(house)
    engine: Engine = getattr(house, role)
    with (
        pytest.raises(ProgrammingError, match=r"immutable|permission denied"),
        transaction(engine, house.org) as it,
    ):
        it.execute(text(statement))
    assert log_of(house) == before


@pytest.mark.parametrize("table", ["events", "heads", "commands", "tokens"])
def test_the_application_deletes_nothing_that_must_stay(house: House, table: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction(house.app, house.org) as it:
        it.execute(text(f"delete from northlog.{table}"))


def test_the_application_cannot_take_the_guard_away(house: House) -> None:
    with pytest.raises(ProgrammingError, match="must be owner"), transaction(house.app, house.org) as it:
        it.execute(text("alter table northlog.events disable trigger all"))


def test_the_application_cannot_play_a_replica_for_which_triggers_sleep(house: House) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction(house.app, house.org) as it:
        it.execute(text("set local session_replication_role = replica"))


def test_the_application_cannot_move_the_head_of_another_log(house: House) -> None:
    other = house.another_organization()
    with transaction(house.app, house.org) as it:
        moved = it.execute(text("update northlog.heads set position = 99 where org = :org"), {"org": other.org})
        assert moved.rowcount == 0
    assert_whole(other)


def test_the_application_cannot_give_its_head_to_another(house: House) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction(house.app, house.org) as it:
        it.execute(text("update northlog.heads set org = gen_random_uuid()"))
