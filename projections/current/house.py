"""Organization, people, teams and cycles: how their events change the current state.

Values are replaced, never changed in place: history keeps those that stood before.
"""

from domain.cycle import (
    CycleClosed,
    CyclePlanned,
    CycleRenamed,
    CycleRescheduled,
    CycleStarted,
    CycleStatus,
)
from domain.organization import OrganizationFounded, OrganizationRenamed, SettingsChanged, TimeZoneSet
from domain.person import DetailsChanged, PersonForgotten, PersonIntroduced
from domain.team import (
    BacklogReviewed,
    CadenceSet,
    MemberAdded,
    MemberRemoved,
    TeamDissolved,
    TeamFormed,
    TeamMoved,
    TeamRenamed,
)
from domain.words import Event
from events.record import Recorded
from projections.current.rows import CycleRow, OrganizationRow, PersonRow, TeamRow
from projections.current.workspace import CurrentRows
from projections.projection import Handler


def founded(rows: CurrentRows, at: Recorded[OrganizationFounded]) -> None:
    event = at.event
    rows.organizations.add(OrganizationRow(event.name, event.time_zone, event.late_entry_grace_days, at.version))


def organization_renamed(rows: CurrentRows, at: Recorded[OrganizationRenamed]) -> None:
    row = rows.organizations.of()
    row.name, row.version = at.event.name, at.version


def time_zone_set(rows: CurrentRows, at: Recorded[TimeZoneSet]) -> None:
    row = rows.organizations.of()
    row.time_zone, row.version = at.event.time_zone, at.version


def settings_changed(rows: CurrentRows, at: Recorded[SettingsChanged]) -> None:
    row = rows.organizations.of()
    row.late_entry_grace_days, row.version = at.event.late_entry_grace_days, at.version


def introduced(rows: CurrentRows, at: Recorded[PersonIntroduced]) -> None:
    rows.people.add(
        PersonRow(at.event.person_id, at.event.sealed, forgotten=False, since=at.position, version=at.version)
    )


def details_changed(rows: CurrentRows, at: Recorded[DetailsChanged]) -> None:
    row = rows.people.of(at.event.person_id)
    row.sealed, row.version = at.event.sealed, at.version


def forgotten(rows: CurrentRows, at: Recorded[PersonForgotten]) -> None:
    row = rows.people.of(at.event.person_id)
    row.forgotten, row.version = True, at.version


def formed(rows: CurrentRows, at: Recorded[TeamFormed]) -> None:
    event = at.event
    rows.teams.add(TeamRow(event.team_id, event.name, event.kind, event.parent_id, at.version))


def team_renamed(rows: CurrentRows, at: Recorded[TeamRenamed]) -> None:
    row = rows.teams.of(at.event.team_id)
    row.name, row.version = at.event.name, at.version


def moved(rows: CurrentRows, at: Recorded[TeamMoved]) -> None:
    row = rows.teams.of(at.event.team_id)
    row.parent_id, row.version = at.event.parent_id, at.version


def cadence_set(rows: CurrentRows, at: Recorded[CadenceSet]) -> None:
    row, cadence = rows.teams.of(at.event.team_id), at.event.cadence
    row.cadence_weekday, row.cadence_hour = cadence.weekday, cadence.hour
    row.cadence_every_weeks, row.version = cadence.every_weeks, at.version


def member_added(rows: CurrentRows, at: Recorded[MemberAdded]) -> None:
    row = rows.teams.of(at.event.team_id)
    row.members, row.version = {**row.members, at.event.person_id: at.event.role}, at.version


def member_removed(rows: CurrentRows, at: Recorded[MemberRemoved]) -> None:
    row = rows.teams.of(at.event.team_id)
    row.members = {person: role for person, role in row.members.items() if person != at.event.person_id}
    row.version = at.version


def dissolved(rows: CurrentRows, at: Recorded[TeamDissolved]) -> None:
    row = rows.teams.of(at.event.team_id)
    row.dissolved, row.version = True, at.version


def backlog_reviewed(rows: CurrentRows, at: Recorded[BacklogReviewed]) -> None:
    row = rows.teams.of(at.event.team_id)
    row.backlog_reviewed_on, row.version = at.event.reviewed_on, at.version


def planned(rows: CurrentRows, at: Recorded[CyclePlanned]) -> None:
    event = at.event
    rows.cycles.add(
        CycleRow(
            cycle_id=event.cycle_id,
            name=event.name,
            starts_on=event.starts_on,
            ends_on=event.ends_on,
            grace_days=event.grace_days,
            time_zone=event.time_zone,
            status=CycleStatus.PLANNED,
            version=at.version,
        )
    )


def cycle_renamed(rows: CurrentRows, at: Recorded[CycleRenamed]) -> None:
    row = rows.cycles.of(at.event.cycle_id)
    row.name, row.version = at.event.name, at.version


def rescheduled(rows: CurrentRows, at: Recorded[CycleRescheduled]) -> None:
    row = rows.cycles.of(at.event.cycle_id)
    row.starts_on, row.ends_on, row.version = at.event.starts_on, at.event.ends_on, at.version


def started(rows: CurrentRows, at: Recorded[CycleStarted]) -> None:
    row = rows.cycles.of(at.event.cycle_id)
    row.status, row.version = CycleStatus.STARTED, at.version


def closed(rows: CurrentRows, at: Recorded[CycleClosed]) -> None:
    row = rows.cycles.of(at.event.cycle_id)
    row.status, row.version = CycleStatus.CLOSED, at.version


HANDLERS: dict[type[Event], Handler] = {
    OrganizationFounded: founded,
    OrganizationRenamed: organization_renamed,
    TimeZoneSet: time_zone_set,
    SettingsChanged: settings_changed,
    PersonIntroduced: introduced,
    DetailsChanged: details_changed,
    PersonForgotten: forgotten,
    TeamFormed: formed,
    TeamRenamed: team_renamed,
    TeamMoved: moved,
    CadenceSet: cadence_set,
    MemberAdded: member_added,
    MemberRemoved: member_removed,
    TeamDissolved: dissolved,
    BacklogReviewed: backlog_reviewed,
    CyclePlanned: planned,
    CycleRenamed: cycle_renamed,
    CycleRescheduled: rescheduled,
    CycleStarted: started,
    CycleClosed: closed,
}
