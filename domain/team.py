"""A team in the tree: company, unit, team. Its members and the rhythm of its check-ins (P3.8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, assert_never
from zoneinfo import ZoneInfo

from pydantic import Field

from domain import organization, person
from domain.decider import Decider, Given, Refused, absent, existing
from domain.organization import Organization
from domain.words import Command, Day, Event, Id, Line, Part


class TeamKind(StrEnum):
    COMPANY = "company"
    UNIT = "unit"
    TEAM = "team"


# Every kind stands below a higher one, so no move can ever close the tree into a ring.
PARENTS: Mapping[TeamKind, frozenset[TeamKind]] = {
    TeamKind.COMPANY: frozenset(),
    TeamKind.UNIT: frozenset({TeamKind.COMPANY}),
    TeamKind.TEAM: frozenset({TeamKind.COMPANY, TeamKind.UNIT}),
}


class MemberRole(StrEnum):
    MEMBER = "member"
    LEAD = "lead"


class Cadence(Part):
    """When the team checks in: on ``weekday`` (1 Monday to 7 Sunday) at ``hour`` (0 to 23, the organization's
    time zone), every ``every_weeks`` weeks counted from the week in which the cycle starts."""

    weekday: Annotated[int, Field(ge=1, le=7)]
    hour: Annotated[int, Field(ge=0, le=23)]
    every_weeks: Annotated[int, Field(ge=1, le=12)] = 1


def stream_of(team_id: str) -> str:
    return f"team-{team_id}"


class _Command(Command):
    team_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.team_id)


class _Event(Event):
    team_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.team_id)


class FormTeam(_Command):
    """A company has no parent; a unit stands below a company; a team below a unit or a company."""

    name: Line
    kind: TeamKind = TeamKind.TEAM
    parent_id: Id | None = None


class RenameTeam(_Command):
    name: Line


class MoveTeam(_Command):
    parent_id: Id


class SetCadence(_Command):
    cadence: Cadence


class AddMember(_Command):
    """Adding a member again with another role changes the role."""

    person_id: Id
    role: MemberRole = MemberRole.MEMBER


class RemoveMember(_Command):
    person_id: Id


class DissolveTeam(_Command):
    """The team takes up nothing new; its past stays. Its objectives are closed first, drafts dropped: they
    would be silent for ever, and what became of them is the team's to say (P4.3)."""


class ReviewBacklog(_Command):
    """The team went through its backlog (P1.10), today unless said. One before the last changes nothing."""

    reviewed_on: Day | None = None


class TeamFormed(_Event):
    """A team, a unit or the company itself was formed and took its place in the tree."""

    stored_as: ClassVar[str] = "team.formed.v1"
    name: str
    kind: TeamKind
    parent_id: Id | None


class TeamRenamed(_Event):
    """A team goes by another name."""

    stored_as: ClassVar[str] = "team.renamed.v1"
    name: str


class TeamMoved(_Event):
    """A team stands below another parent."""

    stored_as: ClassVar[str] = "team.moved.v1"
    parent_id: Id


class CadenceSet(_Event):
    """A team chose when it checks in (P3.8)."""

    stored_as: ClassVar[str] = "team.cadence_set.v1"
    cadence: Cadence


class MemberAdded(_Event):
    """A person joined a team, or a member's role there changed."""

    stored_as: ClassVar[str] = "team.member_added.v1"
    person_id: Id
    role: MemberRole


class MemberRemoved(_Event):
    """A person left a team."""

    stored_as: ClassVar[str] = "team.member_removed.v1"
    person_id: Id


class TeamDissolved(_Event):
    """A team ended; its past stays."""

    stored_as: ClassVar[str] = "team.dissolved.v1"


class BacklogReviewed(_Event):
    """A team went through its backlog (P1.10)."""

    stored_as: ClassVar[str] = "team.backlog_reviewed.v1"
    reviewed_on: date


TeamCommand = (
    FormTeam | RenameTeam | MoveTeam | SetCadence | AddMember | RemoveMember | DissolveTeam | ReviewBacklog
)
TeamEvent = (
    TeamFormed
    | TeamRenamed
    | TeamMoved
    | CadenceSet
    | MemberAdded
    | MemberRemoved
    | TeamDissolved
    | BacklogReviewed
)


@dataclass(frozen=True, slots=True)
class Team:
    name: str
    kind: TeamKind
    parent_id: str | None
    cadence: Cadence | None = None
    members: Mapping[str, MemberRole] = field(default_factory=dict)
    dissolved: bool = False
    backlog_reviewed_on: date | None = None


def needs(_state: Team | None, command: TeamCommand) -> Sequence[str]:
    match command:
        case FormTeam(parent_id=str(parent)) | MoveTeam(parent_id=parent):
            return (stream_of(parent),)
        case AddMember():
            return (person.stream_of(command.person_id),)
        case ReviewBacklog():
            return (organization.STREAM,)
        case _:
            return ()


def _may_stand_below(kind: TeamKind, parent_id: str | None, given: Given) -> None:
    if parent_id is None:
        if kind is not TeamKind.COMPANY:
            allowed = " or a ".join(sorted(PARENTS[kind]))
            raise Refused("parent_id", "required", f"a {kind} stands below a {allowed}; name it")
        return
    parent = existing(given.state(stream_of(parent_id), Team), "parent_id", "team")
    if parent.kind not in PARENTS[kind]:
        raise Refused("parent_id", "tree", f"a {kind} cannot stand below a {parent.kind}")
    if parent.dissolved:
        raise Refused("parent_id", "dissolved", "this team was dissolved")


def working_team(given: Given, team_id: str, field: str) -> Team:
    """The team, or a refusal if there is none or it was dissolved. Its stream must be among the needs."""
    team = existing(given.state(stream_of(team_id), Team), field, "team")
    if team.dissolved:
        raise Refused(field, "dissolved", "this team was dissolved and takes up nothing new")
    return team


def decide(state: Team | None, command: TeamCommand, given: Given) -> Sequence[TeamEvent]:
    key = command.team_id
    if isinstance(command, FormTeam):
        absent(state, "team_id", "team")
        _may_stand_below(command.kind, command.parent_id, given)
        return [TeamFormed(team_id=key, name=command.name, kind=command.kind, parent_id=command.parent_id)]
    team = existing(state, "team_id", "team")
    if isinstance(command, DissolveTeam):
        return [] if team.dissolved else [TeamDissolved(team_id=key)]
    if team.dissolved:
        raise Refused("team_id", "dissolved", "this team was dissolved; its record stays as it is")
    match command:
        case RenameTeam(name=name):
            return [] if name == team.name else [TeamRenamed(team_id=key, name=name)]
        case MoveTeam(parent_id=parent_id):
            _may_stand_below(team.kind, parent_id, given)
            return [] if parent_id == team.parent_id else [TeamMoved(team_id=key, parent_id=parent_id)]
        case SetCadence(cadence=cadence):
            return [] if cadence == team.cadence else [CadenceSet(team_id=key, cadence=cadence)]
        case AddMember(person_id=who, role=role):
            person.known_person(given, who, "person_id")
            if team.members.get(who) == role:
                return []
            return [MemberAdded(team_id=key, person_id=who, role=role)]
        case RemoveMember(person_id=who):
            if who not in team.members:
                raise Refused("person_id", "unknown", "this person is not a member of the team")
            return [MemberRemoved(team_id=key, person_id=who)]
        case ReviewBacklog(reviewed_on=day):
            return _reviewed(team, key, day, given)
        case _:
            assert_never(command)


def _reviewed(team: Team, key: str, day: date | None, given: Given) -> Sequence[BacklogReviewed]:
    house = existing(given.state(organization.STREAM, Organization), "team_id", "organization")
    today = given.now.astimezone(ZoneInfo(house.time_zone)).date()
    reviewed_on = day or today
    if reviewed_on > today:
        raise Refused("reviewed_on", "future", "must not lie in the future")
    if team.backlog_reviewed_on is not None and reviewed_on <= team.backlog_reviewed_on:
        return []
    return [BacklogReviewed(team_id=key, reviewed_on=reviewed_on)]


def evolve(state: Team | None, event: TeamEvent) -> Team:
    if isinstance(event, TeamFormed):
        return Team(name=event.name, kind=event.kind, parent_id=event.parent_id)
    assert state is not None, "a team's stream begins with its forming"
    match event:
        case TeamRenamed():
            return replace(state, name=event.name)
        case TeamMoved():
            return replace(state, parent_id=event.parent_id)
        case CadenceSet():
            return replace(state, cadence=event.cadence)
        case MemberAdded():
            return replace(state, members={**state.members, event.person_id: event.role})
        case MemberRemoved():
            left = {who: role for who, role in state.members.items() if who != event.person_id}
            return replace(state, members=left)
        case TeamDissolved():
            return replace(state, dissolved=True)
        case BacklogReviewed():
            return replace(state, backlog_reviewed_on=event.reviewed_on)
        case _:
            assert_never(event)


team = Decider(decide=decide, evolve=evolve, needs=needs)
