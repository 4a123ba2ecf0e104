"""Objectives: drafted, published without any approval (P2.1), reworded, owned (P1.5)."""

import pytest
from pydantic import ValidationError

from domain.cycle import CycleClosed, CycleStarted
from domain.objective.commands import (
    AssignOwner,
    DraftObjective,
    PublishObjective,
    RewordObjective,
    SetAmbition,
    SetLevel,
    StateWhyNow,
)
from domain.objective.events import (
    AmbitionSet,
    LevelSet,
    ObjectivePublished,
    ObjectiveReworded,
    OwnerAssigned,
    WhyNowStated,
)
from domain.person import PersonForgotten
from domain.team import TeamDissolved
from domain.words import Ambition, Command, Level
from tests.facts import (
    ANN,
    BEN,
    CYCLE,
    NEXT_CYCLE,
    OBJECTIVE,
    TEAM,
    UNIT,
    closed,
    drafted,
    drafting,
    introduced,
    planned,
)
from tests.spec import given

BEFORE = drafting()[:-1]
PUBLISHED = ObjectivePublished(objective_id=OBJECTIVE)
CLOSED = closed()
CYCLE_CLOSED = CycleClosed(cycle_id=CYCLE)


def draft(**changed: object) -> DraftObjective:
    said = drafted().model_dump(exclude={"carried_from"})
    return DraftObjective.model_validate(said | changed)


def test_drafting() -> None:
    given(*BEFORE).when(draft()).then(drafted())


def test_a_draft_needs_no_owner_and_no_why_now() -> None:
    """Their lack is a lint, never a wall (P1.7)."""
    given(*BEFORE).when(draft(owner=None, why_now="")).then(drafted(owner=None, why_now=""))


def test_a_cycle_takes_drafts_before_it_starts() -> None:
    known = given(*BEFORE, planned(NEXT_CYCLE))
    known.when(draft(cycle_id=NEXT_CYCLE)).then(drafted(cycle_id=NEXT_CYCLE))


def test_no_objective_is_drafted_twice() -> None:
    given(*drafting()).when(draft()).refused("objective_id", "exists")


def test_a_draft_needs_a_cycle() -> None:
    given(*BEFORE).when(draft(cycle_id=NEXT_CYCLE)).refused("cycle_id", "unknown")


def test_a_closed_cycle_takes_up_nothing_new() -> None:
    given(*BEFORE, CYCLE_CLOSED).when(draft()).refused("cycle_id", "closed")


def test_a_draft_needs_a_team() -> None:
    given(*BEFORE).when(draft(team_id=UNIT)).refused("team_id", "unknown")


def test_a_dissolved_team_takes_up_nothing_new() -> None:
    given(*BEFORE, TeamDissolved(team_id=TEAM)).when(draft()).refused("team_id", "dissolved")


def test_a_stranger_owns_nothing() -> None:
    given(*BEFORE).when(draft(owner=BEN)).refused("owner", "unknown")


def test_a_forgotten_person_takes_up_nothing_new() -> None:
    given(*BEFORE, PersonForgotten(person_id=ANN)).when(draft()).refused("owner", "forgotten")


def test_publishing_asks_nobody() -> None:
    """P2.1: no approval gate."""
    given(*drafting()).when(PublishObjective(objective_id=OBJECTIVE)).then(PUBLISHED)


def test_publishing_again_changes_nothing_even_when_the_cycle_has_closed() -> None:
    given(*drafting(), PUBLISHED, CYCLE_CLOSED).when(PublishObjective(objective_id=OBJECTIVE)).then()


def test_nothing_is_published_in_a_closed_cycle() -> None:
    given(*drafting(), CYCLE_CLOSED).when(PublishObjective(objective_id=OBJECTIVE)).refused(
        "objective_id", "cycle"
    )


def test_a_planned_cycle_lets_publish() -> None:
    known = given(*BEFORE, planned(NEXT_CYCLE), drafted(cycle_id=NEXT_CYCLE))
    known.when(PublishObjective(objective_id=OBJECTIVE)).then(PUBLISHED)


def test_rewording() -> None:
    asked = RewordObjective(objective_id=OBJECTIVE, title="Better", description="Words")
    given(*drafting()).when(asked).then(
        ObjectiveReworded(objective_id=OBJECTIVE, title="Better", description="Words")
    )


def test_stating_why_now() -> None:
    """P2.4."""
    asked = StateWhyNow(objective_id=OBJECTIVE, why_now="Half of all users leave")
    given(*drafting()).when(asked).then(WhyNowStated(objective_id=OBJECTIVE, why_now="Half of all users leave"))


def test_assigning_another_owner() -> None:
    asked = AssignOwner(objective_id=OBJECTIVE, owner=BEN)
    given(*drafting(), introduced(BEN)).when(asked).then(OwnerAssigned(objective_id=OBJECTIVE, owner=BEN))


def test_an_objective_may_lose_its_owner() -> None:
    asked = AssignOwner(objective_id=OBJECTIVE, owner=None)
    given(*drafting()).when(asked).then(OwnerAssigned(objective_id=OBJECTIVE, owner=None))


def test_a_stranger_cannot_be_made_owner() -> None:
    given(*drafting()).when(AssignOwner(objective_id=OBJECTIVE, owner=BEN)).refused("owner", "unknown")


def test_a_forgotten_person_cannot_be_made_owner() -> None:
    known = given(*drafting(), introduced(BEN), PersonForgotten(person_id=BEN))
    known.when(AssignOwner(objective_id=OBJECTIVE, owner=BEN)).refused("owner", "forgotten")


def test_committed_and_aspirational_are_told_apart() -> None:
    """P1.8."""
    asked = SetAmbition(objective_id=OBJECTIVE, ambition=Ambition.COMMITTED)
    given(*drafting()).when(asked).then(AmbitionSet(objective_id=OBJECTIVE, ambition=Ambition.COMMITTED))


def test_setting_the_level() -> None:
    asked = SetLevel(objective_id=OBJECTIVE, level=Level.STRATEGIC)
    given(*drafting()).when(asked).then(LevelSet(objective_id=OBJECTIVE, level=Level.STRATEGIC))


AS_DRAFTED = drafted()
CHANGES = [
    RewordObjective(objective_id=OBJECTIVE, title=AS_DRAFTED.title, description=AS_DRAFTED.description),
    StateWhyNow(objective_id=OBJECTIVE, why_now=AS_DRAFTED.why_now),
    AssignOwner(objective_id=OBJECTIVE, owner=AS_DRAFTED.owner),
    SetAmbition(objective_id=OBJECTIVE, ambition=AS_DRAFTED.ambition),
    SetLevel(objective_id=OBJECTIVE, level=AS_DRAFTED.level),
]


@pytest.mark.parametrize("said_again", CHANGES)
def test_what_is_so_already_changes_nothing(said_again: Command) -> None:
    given(*drafting()).when(said_again).then()


@pytest.mark.parametrize("command", [*CHANGES, PublishObjective(objective_id=OBJECTIVE)])
def test_a_closed_objective_keeps_its_record(command: Command) -> None:
    """P3.9."""
    given(*drafting(), PUBLISHED, CLOSED).when(command).refused("objective_id", "closed")


@pytest.mark.parametrize("command", [*CHANGES, PublishObjective(objective_id=OBJECTIVE)])
def test_an_objective_nobody_drafted_is_unknown(command: Command) -> None:
    given(*BEFORE, CycleStarted(cycle_id=CYCLE)).when(command).refused("objective_id", "unknown")


@pytest.mark.parametrize("wrong", [{"title": " "}, {"objective_id": "7"}, {"ambition": "wild"}, {"colour": "red"}])
def test_a_draft_of_the_wrong_shape_is_refused_by_its_field(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match=next(iter(wrong))):
        draft(**wrong)
