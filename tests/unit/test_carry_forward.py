"""Carrying forward: once, into another cycle; the original stays as it is (P4.3)."""

from domain.cycle import CycleClosed
from domain.objective.commands import Carried, CarryForward
from domain.objective.events import (
    CarriedForward,
    KeyResultAdded,
    KeyResultDropped,
    KeyResultOwnerAssigned,
)
from domain.person import PersonForgotten
from domain.team import TeamDissolved
from tests.facts import (
    ANN,
    CYCLE,
    NEW_RESULT,
    NEXT_CYCLE,
    OBJECTIVE,
    ONBOARDING,
    OTHER_RESULT,
    RESULT,
    SUCCESSOR,
    TEAM,
    added,
    an_id,
    closed,
    drafted,
    drafting,
    introduced,
    planned,
    running,
)
from tests.spec import given

KNOWN = [*running(), planned(NEXT_CYCLE)]
CARRIED = CarriedForward(objective_id=OBJECTIVE, successor_id=SUCCESSOR, cycle_id=NEXT_CYCLE)
DRAFTED = drafted(SUCCESSOR, cycle_id=NEXT_CYCLE, carried_from=OBJECTIVE)


def carry(
    *key_results: tuple[str, str], successor_id: str = SUCCESSOR, cycle_id: str = NEXT_CYCLE
) -> CarryForward:
    taken = tuple(Carried(key_result_id=old, successor_id=new) for old, new in key_results)
    return CarryForward(objective_id=OBJECTIVE, successor_id=successor_id, cycle_id=cycle_id, key_results=taken)


def test_the_successor_is_drafted_and_linked_both_ways() -> None:
    given(*KNOWN).when(carry()).then(CARRIED, DRAFTED)


def test_key_results_are_taken_along_with_a_link() -> None:
    taken = KeyResultAdded(
        objective_id=SUCCESSOR,
        key_result_id=NEW_RESULT,
        title=added().title,
        measure=ONBOARDING,
        owner=None,
        carried_from=RESULT,
    )
    given(*KNOWN).when(carry((RESULT, NEW_RESULT))).then(CARRIED, DRAFTED, taken)


def test_a_closed_objective_can_be_carried_forward() -> None:
    given(*KNOWN, closed(), CycleClosed(cycle_id=CYCLE)).when(carry()).then(CARRIED, DRAFTED)


def test_a_predecessor_is_claimed_once() -> None:
    another = carry(successor_id=an_id(4, 3))
    given(*KNOWN, CARRIED, DRAFTED).when(another).refused("objective_id", "carried")


def test_an_objective_that_exists_is_no_successor() -> None:
    given(*KNOWN, drafted(SUCCESSOR)).when(carry()).refused("successor_id", "exists")


def test_an_objective_is_not_its_own_successor() -> None:
    given(*KNOWN).when(carry(successor_id=OBJECTIVE)).refused("successor_id", "exists")


def test_the_next_cycle_is_another_one() -> None:
    given(*KNOWN).when(carry(cycle_id=CYCLE)).refused("cycle_id", "same")


def test_the_next_cycle_is_known() -> None:
    given(*running()).when(carry()).refused("cycle_id", "unknown")


def test_the_next_cycle_is_open() -> None:
    given(*KNOWN, CycleClosed(cycle_id=NEXT_CYCLE)).when(carry()).refused("cycle_id", "closed")


def test_a_draft_was_never_begun() -> None:
    given(*drafting(), planned(NEXT_CYCLE)).when(carry()).refused("objective_id", "draft")


def test_every_carried_key_result_takes_an_id_of_its_own() -> None:
    known = given(*KNOWN, added(OTHER_RESULT))
    known.when(carry((RESULT, NEW_RESULT), (OTHER_RESULT, NEW_RESULT))).refused("key_results", "twice")


def test_a_key_result_is_carried_once() -> None:
    known = given(*KNOWN)
    known.when(carry((RESULT, NEW_RESULT), (RESULT, OTHER_RESULT))).refused("key_results", "twice")


def test_only_key_results_of_the_objective_are_carried() -> None:
    given(*KNOWN).when(carry((RESULT, NEW_RESULT), (OTHER_RESULT, an_id(5, 4)))).refused(
        "key_results.1.key_result_id", "unknown"
    )


def test_dropped_key_results_are_left_behind() -> None:
    dropped = KeyResultDropped(objective_id=OBJECTIVE, key_result_id=RESULT, reason="Gone")
    given(*KNOWN, dropped).when(carry((RESULT, NEW_RESULT))).refused("key_results.0.key_result_id", "dropped")


def test_an_objective_nobody_drafted_is_unknown() -> None:
    given(planned(NEXT_CYCLE)).when(carry()).refused("objective_id", "unknown")


def test_a_dissolved_team_takes_nothing_along() -> None:
    given(*KNOWN, TeamDissolved(team_id=TEAM)).when(carry()).refused("objective_id", "dissolved")


def test_an_owner_who_was_forgotten_is_not_taken_along() -> None:
    owned = [
        introduced(ANN),
        KeyResultOwnerAssigned(objective_id=OBJECTIVE, key_result_id=RESULT, owner=ANN),
    ]
    taken = added(NEW_RESULT, carried_from=RESULT).model_copy(update={"objective_id": SUCCESSOR})
    forgotten = PersonForgotten(person_id=ANN)
    unowned = DRAFTED.model_copy(update={"owner": None})
    given(*KNOWN, *owned, forgotten).when(carry((RESULT, NEW_RESULT))).then(CARRIED, unowned, taken)
    kept = taken.model_copy(update={"owner": ANN})
    given(*KNOWN, *owned).when(carry((RESULT, NEW_RESULT))).then(CARRIED, DRAFTED, kept)
