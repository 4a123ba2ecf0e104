"""The organization: founded once, then renamed, moved to another time zone, given other settings."""

import pytest
from pydantic import ValidationError

from domain.organization import (
    ChangeSettings,
    FoundOrganization,
    OrganizationRenamed,
    RenameOrganization,
    SetTimeZone,
    SettingsChanged,
    TimeZoneSet,
)
from domain.words import Command
from tests.facts import founded
from tests.spec import given


def test_founding_begins_the_log() -> None:
    asked = FoundOrganization(name="Northwind", time_zone="Europe/Zurich")
    given().when(asked).then(founded(time_zone="Europe/Zurich", grace=7))


def test_a_log_belongs_to_one_organization() -> None:
    given(founded()).when(FoundOrganization(name="Southwind")).refused("name", "exists")


def test_renaming() -> None:
    given(founded()).when(RenameOrganization(name="New")).then(OrganizationRenamed(name="New"))


def test_setting_the_time_zone() -> None:
    given(founded()).when(SetTimeZone(time_zone="Asia/Tokyo")).then(TimeZoneSet(time_zone="Asia/Tokyo"))


def test_changing_the_grace_of_cycles_to_come() -> None:
    given(founded()).when(ChangeSettings(late_entry_grace_days=0)).then(SettingsChanged(late_entry_grace_days=0))


CHANGES = [
    RenameOrganization(name="Northwind"),
    SetTimeZone(time_zone="Europe/Zurich"),
    ChangeSettings(late_entry_grace_days=7),
]


@pytest.mark.parametrize("said_again", CHANGES)
def test_what_is_so_already_changes_nothing(said_again: Command) -> None:
    given(founded()).when(said_again).then()


@pytest.mark.parametrize("command", CHANGES)
def test_nothing_can_be_said_of_an_organization_before_its_founding(command: Command) -> None:
    given().when(command).refused("organization", "unknown")


def test_a_time_zone_nobody_knows_is_refused() -> None:
    with pytest.raises(ValidationError, match="must be an IANA time zone"):
        SetTimeZone(time_zone="Europe/Atlantis")


@pytest.mark.parametrize("zone", ["localtime", "Factory", "posixrules"])
def test_a_time_zone_that_differs_from_host_to_host_is_refused(zone: str) -> None:
    with pytest.raises(ValidationError, match="must be an IANA time zone"):
        SetTimeZone(time_zone=zone)


@pytest.mark.parametrize("days", [-1, 3661])
def test_a_grace_outside_its_range_is_refused(days: int) -> None:
    with pytest.raises(ValidationError, match="late_entry_grace_days"):
        ChangeSettings(late_entry_grace_days=days)


@pytest.mark.parametrize(
    "name", ["", "   ", "x" * 301, "bell\x07", "half \ud800", "\x9b31mred", "two\nlines", "a\tb"]
)
def test_a_name_nobody_can_read_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        RenameOrganization(name=name)
