"""What a command leaves in the log."""

import pytest

from domain.organization import RenameOrganization
from events import read
from events.errors import CommandReused, VersionConflict
from events.transaction import driver, transaction
from events.verify import against_head, verify
from tests.house import House


def test_a_repeated_command_gets_its_first_answer_and_appends_nothing(house: House) -> None:
    first = house.do(RenameOrganization(name="Northlight"), key="once")
    again = house.do(RenameOrganization(name="Northlight"), key="once")
    assert (again.last_position, again.repeated) == (first.last_position, True)
    assert first.last_position == 2


def test_a_key_used_for_another_command_is_refused(house: House) -> None:
    house.do(RenameOrganization(name="Northlight"), key="once")
    with pytest.raises(CommandReused):
        house.do(RenameOrganization(name="Southlight"), key="once")


def test_an_expected_version_that_passed_is_told_and_nothing_is_written(house: House) -> None:
    house.do(RenameOrganization(name="Northlight"), expected_version=1)
    with pytest.raises(VersionConflict):
        house.do(RenameOrganization(name="Southlight"), expected_version=1)
    assert [row.name for row in house.rows("organizations")] == ["Northlight"]


def test_the_chain_is_computed_alike_by_the_database_and_by_python(house: House) -> None:
    house.do(RenameOrganization(name='Ünï "quoted" \\ back'))
    with transaction(house.app, house.org) as connection:
        raw = driver(connection)
        head = read.head(raw, house.org)
        assert head is not None
        verdict = against_head(verify(house.org, read.every(raw, house.org)), *head)
    assert (verdict.events, verdict.problem) == (2, None)
