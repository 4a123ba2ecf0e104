"""Immutable by the database, not by good manners: nobody changes the log, its owner included."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from domain.organization import OrganizationRenamed, RenameOrganization
from events.append import Origin, append
from events.catalogue import CATALOGUE
from events.errors import UnknownLog
from events.transaction import driver, transaction
from tests.house import House, new_id
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


FORGED = """
insert into northlog.events
select org, position + 1, stream, version + 1, type, recorded_at, occurred_at,
       'somebody', command_id, correlation_id, causation_id, body, hash
from northlog.events order by position desc limit 1
"""
PAST_APPEND = [
    FORGED,
    "update northlog.heads set position = 0",
    "update northlog.heads set hash = 'x'",
    "insert into northlog.heads (org, position, hash) values (gen_random_uuid(), 9, 'x')",
]


@pytest.mark.parametrize("statement", PAST_APPEND)
def test_the_application_gets_into_the_log_by_appending_alone(house: House, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction(house.app, house.org) as it:
        it.execute(text(statement))
    house.do(RenameOrganization(name="Northlight"))
    assert_whole(house)


def test_the_application_cannot_append_to_another_log(house: House) -> None:
    other = house.another_organization()
    event, origin = OrganizationRenamed(name="Ours"), Origin("test", new_id(), "test")
    with pytest.raises(UnknownLog), transaction(house.app, house.org) as it:
        append(driver(it), CATALOGUE, other.org, [event], {"organization": 1}, origin)
    assert len(log_of(other)) == 1


def test_the_application_cannot_give_its_head_to_another(house: House) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction(house.app, house.org) as it:
        it.execute(text("update northlog.heads set org = gen_random_uuid()"))


COLUMNS = (
    *("org", "position", "stream", "version", "type", "recorded_at", "occurred_at"),
    *("actor", "command_id", "correlation_id", "causation_id", "body", "hash"),
)
NEXT = {"position": "position + 1", "version": "version + 1"}
MALFORMED = {
    "position": "0",
    "version": "0",
    "stream": "'two words'",
    "type": "'organization.renamed'",
    "recorded_at": "'-infinity'",
    "occurred_at": "'infinity'",
    "actor": "e'two\\nlines'",
    "command_id": "e'two\\nlines'",
    "correlation_id": "e'two\\nlines'",
    "causation_id": "''",
}


@pytest.mark.parametrize("column", MALFORMED)
def test_the_log_takes_nothing_malformed_from_its_owner_either(house: House, column: str) -> None:
    values = (NEXT | {column: MALFORMED[column]}).get
    row = ", ".join(values(each, each) for each in COLUMNS)
    with pytest.raises(IntegrityError, match="violates check constraint"), house.owner.begin() as it:
        it.execute(text(f"insert into northlog.events select {row} from northlog.events"))
