"""Teams: a tree of company, unit and team, with members and a cadence of their own (P3.8)."""

import pytest
from pydantic import ValidationError

from domain.person import PersonForgotten
from domain.team import (
    AddMember,
    Cadence,
    CadenceSet,
    DissolveTeam,
    FormTeam,
    MemberAdded,
    MemberRemoved,
    MemberRole,
    MoveTeam,
    RemoveMember,
    RenameTeam,
    SetCadence,
    TeamDissolved,
    TeamKind,
    TeamMoved,
    TeamRenamed,
)
from domain.words import Command
from tests.facts import ANN, BEN, COMPANY, TEAM, UNIT, company, formed, introduced
from tests.spec import given

UNIT_FORMED = formed(UNIT, TeamKind.UNIT, COMPANY)
DISSOLVED = TeamDissolved(team_id=TEAM)
MONDAY_AT_NINE = Cadence(weekday=1, hour=9)
ANN_JOINED = MemberAdded(team_id=TEAM, person_id=ANN, role=MemberRole.MEMBER)


def forming(kind: TeamKind, parent_id: str | None, team_id: str = TEAM) -> FormTeam:
    return FormTeam(team_id=team_id, name="Discover", kind=kind, parent_id=parent_id)


@pytest.mark.parametrize(
    ("kind", "parent_id"), [(TeamKind.UNIT, COMPANY), (TeamKind.TEAM, COMPANY), (TeamKind.TEAM, UNIT)]
)
def test_every_kind_stands_below_a_higher_one(kind: TeamKind, parent_id: str) -> None:
    given(company(), UNIT_FORMED).when(forming(kind, parent_id)).then(formed(TEAM, kind, parent_id))


def test_a_company_stands_at_the_top() -> None:
    given().when(forming(TeamKind.COMPANY, None, COMPANY)).then(company())


@pytest.mark.parametrize("kind", [TeamKind.UNIT, TeamKind.TEAM])
def test_all_others_need_a_parent(kind: TeamKind) -> None:
    given().when(forming(kind, None)).refused("parent_id", "required")


@pytest.mark.parametrize(
    ("kind", "parent_id"), [(TeamKind.COMPANY, COMPANY), (TeamKind.UNIT, UNIT), (TeamKind.COMPANY, UNIT)]
)
def test_no_kind_stands_below_its_equal_or_a_lower_one(kind: TeamKind, parent_id: str) -> None:
    given(company(), UNIT_FORMED).when(forming(kind, parent_id)).refused("parent_id", "tree")


def test_a_parent_must_be_there() -> None:
    given().when(forming(TeamKind.TEAM, UNIT)).refused("parent_id", "unknown")


def test_no_team_is_its_own_parent() -> None:
    given().when(forming(TeamKind.TEAM, TEAM)).refused("parent_id", "unknown")


def test_a_dissolved_parent_takes_up_nothing() -> None:
    known = given(company(), TeamDissolved(team_id=COMPANY))
    known.when(forming(TeamKind.TEAM, COMPANY)).refused("parent_id", "dissolved")


def test_no_team_is_formed_twice() -> None:
    given(company(), formed()).when(forming(TeamKind.TEAM, COMPANY)).refused("team_id", "exists")


def test_renaming() -> None:
    given(formed()).when(RenameTeam(team_id=TEAM, name="New")).then(TeamRenamed(team_id=TEAM, name="New"))


def test_moving_below_another_parent() -> None:
    known = given(company(), UNIT_FORMED, formed())
    known.when(MoveTeam(team_id=TEAM, parent_id=UNIT)).then(TeamMoved(team_id=TEAM, parent_id=UNIT))


def test_a_move_keeps_the_tree_a_tree() -> None:
    known = given(company(), UNIT_FORMED, formed(parent_id=UNIT))
    known.when(MoveTeam(team_id=UNIT, parent_id=TEAM)).refused("parent_id", "tree")


def test_moving_below_nothing_is_refused() -> None:
    given(formed()).when(MoveTeam(team_id=TEAM, parent_id=UNIT)).refused("parent_id", "unknown")


def test_a_team_sets_its_own_cadence() -> None:
    asked = SetCadence(team_id=TEAM, cadence=MONDAY_AT_NINE)
    given(formed()).when(asked).then(CadenceSet(team_id=TEAM, cadence=MONDAY_AT_NINE))


@pytest.mark.parametrize(
    "wrong", [{"weekday": 0}, {"weekday": 8}, {"hour": -1}, {"hour": 24}, {"every_weeks": 0}, {"every_weeks": 13}]
)
def test_a_cadence_no_calendar_has_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValidationError, match=next(iter(wrong))):
        Cadence(**({"weekday": 1, "hour": 9} | wrong))


def test_adding_a_member() -> None:
    given(formed(), introduced()).when(AddMember(team_id=TEAM, person_id=ANN)).then(ANN_JOINED)


def test_adding_a_member_again_with_another_role_changes_the_role() -> None:
    known = given(formed(), introduced(), ANN_JOINED)
    as_lead = AddMember(team_id=TEAM, person_id=ANN, role=MemberRole.LEAD)
    known.when(as_lead).then(MemberAdded(team_id=TEAM, person_id=ANN, role=MemberRole.LEAD))


def test_a_stranger_joins_no_team() -> None:
    given(formed()).when(AddMember(team_id=TEAM, person_id=BEN)).refused("person_id", "unknown")


def test_a_forgotten_person_joins_no_team() -> None:
    known = given(formed(), introduced(), PersonForgotten(person_id=ANN))
    known.when(AddMember(team_id=TEAM, person_id=ANN)).refused("person_id", "forgotten")


def test_removing_a_member() -> None:
    asked = RemoveMember(team_id=TEAM, person_id=ANN)
    given(formed(), ANN_JOINED).when(asked).then(MemberRemoved(team_id=TEAM, person_id=ANN))


def test_who_is_no_member_cannot_be_removed() -> None:
    given(formed()).when(RemoveMember(team_id=TEAM, person_id=ANN)).refused("person_id", "unknown")


def test_who_was_removed_is_no_member() -> None:
    known = given(formed(), ANN_JOINED, MemberRemoved(team_id=TEAM, person_id=ANN))
    known.when(RemoveMember(team_id=TEAM, person_id=ANN)).refused("person_id", "unknown")


def test_dissolving() -> None:
    given(formed()).when(DissolveTeam(team_id=TEAM)).then(DISSOLVED)


def test_dissolving_again_changes_nothing() -> None:
    given(formed(), DISSOLVED).when(DissolveTeam(team_id=TEAM)).then()


CHANGES = [
    RenameTeam(team_id=TEAM, name="Discover"),
    MoveTeam(team_id=TEAM, parent_id=COMPANY),
    SetCadence(team_id=TEAM, cadence=MONDAY_AT_NINE),
    AddMember(team_id=TEAM, person_id=ANN),
]


@pytest.mark.parametrize("said_again", CHANGES)
def test_what_is_so_already_changes_nothing(said_again: Command) -> None:
    rhythm = CadenceSet(team_id=TEAM, cadence=MONDAY_AT_NINE)
    given(company(), formed(), introduced(), rhythm, ANN_JOINED).when(said_again).then()


OTHERS = [*CHANGES, RemoveMember(team_id=TEAM, person_id=ANN)]


@pytest.mark.parametrize("command", OTHERS)
def test_a_dissolved_team_keeps_its_record(command: Command) -> None:
    given(company(), formed(), introduced(), DISSOLVED).when(command).refused("team_id", "dissolved")


@pytest.mark.parametrize("command", [*OTHERS, DissolveTeam(team_id=TEAM)])
def test_a_team_nobody_formed_is_unknown(command: Command) -> None:
    given(company(), introduced()).when(command).refused("team_id", "unknown")
