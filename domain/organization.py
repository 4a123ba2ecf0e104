"""The organization: one log, one time zone, its settings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, ClassVar, assert_never
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from domain.decider import Decider, Given, Refused, existing
from domain.words import Command, Event, Line

STREAM = "organization"


OF_A_HOST = frozenset({"localtime", "posixrules", "Factory"})
"""No zones of the IANA's: what they mean, and whether they are there, differs from host to host."""


@cache
def _zones() -> frozenset[str]:
    # Once: it walks the folders of the host's time zones, which takes longer than an append.
    return frozenset(available_timezones() - OF_A_HOST)


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError("must be an IANA time zone such as Europe/Zurich")
    return name


TimeZone = Annotated[str, AfterValidator(_known_zone)]
GraceDays = Annotated[int, Field(ge=0, le=3660)]
"""For how many days after a cycle's end a check-in about it may still be entered."""


class _Command(Command):
    @property
    def stream(self) -> str:
        return STREAM


class _Event(Event):
    @property
    def stream(self) -> str:
        return STREAM


class FoundOrganization(_Command):
    name: Line
    time_zone: TimeZone = "UTC"
    late_entry_grace_days: GraceDays = 7


class RenameOrganization(_Command):
    name: Line


class SetTimeZone(_Command):
    time_zone: TimeZone


class ChangeSettings(_Command):
    """``late_entry_grace_days`` is the default of cycles planned from now on."""

    late_entry_grace_days: GraceDays


class OrganizationFounded(_Event):
    """The log began: an organization with its time zone. The first event of every log."""

    stored_as: ClassVar[str] = "organization.founded.v1"
    name: str
    # Not checked against today's zone names: an old log stays readable when a zone is renamed.
    time_zone: str
    late_entry_grace_days: int


class OrganizationRenamed(_Event):
    """The organization goes by another name."""

    stored_as: ClassVar[str] = "organization.renamed.v1"
    name: str


class TimeZoneSet(_Event):
    """Cycles planned from now on run in another time zone."""

    stored_as: ClassVar[str] = "organization.time_zone_set.v1"
    time_zone: str


class SettingsChanged(_Event):
    """Cycles planned from now on have another grace for late entries."""

    stored_as: ClassVar[str] = "organization.settings_changed.v1"
    late_entry_grace_days: int


OrganizationCommand = FoundOrganization | RenameOrganization | SetTimeZone | ChangeSettings
OrganizationEvent = OrganizationFounded | OrganizationRenamed | TimeZoneSet | SettingsChanged


@dataclass(frozen=True, slots=True)
class Organization:
    name: str
    time_zone: str
    late_entry_grace_days: int


def decide(state: Organization | None, command: OrganizationCommand, given: Given) -> Sequence[OrganizationEvent]:
    if isinstance(command, FoundOrganization):
        if state is not None:
            raise Refused("name", "exists", "this log belongs to an organization already")
        return [OrganizationFounded(**command.model_dump())]
    now = existing(state, "organization", "organization")
    match command:
        case RenameOrganization(name=name):
            return [] if name == now.name else [OrganizationRenamed(name=name)]
        case SetTimeZone(time_zone=zone):
            return [] if zone == now.time_zone else [TimeZoneSet(time_zone=zone)]
        case ChangeSettings(late_entry_grace_days=days):
            return [] if days == now.late_entry_grace_days else [SettingsChanged(late_entry_grace_days=days)]
        case _:
            assert_never(command)


def evolve(state: Organization | None, event: OrganizationEvent) -> Organization:
    if isinstance(event, OrganizationFounded):
        return Organization(event.name, event.time_zone, event.late_entry_grace_days)
    assert state is not None, "an organization's log begins with its founding"
    match event:
        case OrganizationRenamed():
            return replace(state, name=event.name)
        case TimeZoneSet():
            return replace(state, time_zone=event.time_zone)
        case SettingsChanged():
            return replace(state, late_entry_grace_days=event.late_entry_grace_days)
        case _:
            assert_never(event)


organization = Decider(decide=decide, evolve=evolve)
