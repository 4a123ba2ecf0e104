"""Proposals to change somebody else's objective (P2.9): accepted they are the edit itself."""

from typing import Any

import pytest

from domain.measure import Metric
from domain.objective.events import (
    KeyResultDropped,
    KeyResultRetargeted,
    ObjectiveReworded,
    PriorityServed,
)
from domain.proposal import (
    AcceptProposal,
    Change,
    ChangeProposed,
    DeclineProposal,
    Drop,
    ProposalAccepted,
    ProposalCountered,
    ProposalDeclined,
    ProposalWithdrawn,
    ProposeChange,
    Retarget,
    Reword,
    Serve,
    WithdrawProposal,
)
from domain.strategy import PriorityDropped, PrioritySet
from domain.team import MemberAdded, MemberRole
from domain.words import Event
from tests.facts import (
    ANN,
    BEN,
    OBJECTIVE,
    OTHER_PROPOSAL,
    OTHER_RESULT,
    PRIORITY,
    PROPOSAL,
    RESULT,
    SUCCESSOR,
    TEAM,
    UNIT,
    closed,
    drafted,
    formed,
    introduced,
    running,
)
from tests.spec import given

HOUSE: list[Event] = [
    *running(),
    introduced(BEN),
    formed(UNIT),
    MemberAdded(team_id=TEAM, person_id=ANN, role=MemberRole.MEMBER),
    MemberAdded(team_id=UNIT, person_id=BEN, role=MemberRole.LEAD),
    PrioritySet(priority_id=PRIORITY, year=2026, title="Simplify onboarding", why=""),
]
IT = {"proposal_id": PROPOSAL}
LOWER = Metric(start=65, target=80, unit="%")
WHY = "Two of five are on leave"
NARROW = Reword(title="Seamless for private customers")
OF_RESULT = {"objective_id": OBJECTIVE, "key_result_id": RESULT, "reason": WHY}

EDITS: list[tuple[Change, Event]] = [
    (NARROW, ObjectiveReworded(objective_id=OBJECTIVE, title=NARROW.title, description="")),
    (Retarget(key_result_id=RESULT, measure=LOWER), KeyResultRetargeted(**OF_RESULT, measure=LOWER)),
    (Serve(priority_id=PRIORITY), PriorityServed(objective_id=OBJECTIVE, priority_id=PRIORITY)),
    (Drop(key_result_id=RESULT), KeyResultDropped(**OF_RESULT)),
]


def proposing(**changed: Any) -> ProposeChange:
    usual: dict[str, Any] = {
        "objective_id": OBJECTIVE,
        "change": NARROW,
        "reason": WHY,
        "team_id": UNIT,
        "by": BEN,
    }
    return ProposeChange(**(IT | usual | changed))


def proposed(**changed: Any) -> ChangeProposed:
    return ChangeProposed(**dict(proposing(**changed)), of_team_id=TEAM)


ACCEPT = AcceptProposal(**IT, note="On Monday", by=ANN)
DECLINE = DeclineProposal(**IT, reason="They are back in March", by=ANN)
DECLINED = ProposalDeclined(**IT, reason="They are back in March", by=ANN)


@pytest.mark.parametrize(("change", "edit"), EDITS, ids=["scope", "metric", "priority", "key result dropped"])
def test_what_was_accepted_becomes_the_edit_itself_in_one_decision(change: Change, edit: Event) -> None:
    given(*HOUSE).when(proposing(change=change)).then(proposed(change=change))
    accepted = ProposalAccepted(**IT, note="On Monday", edit=edit.stored_as, by=ANN)
    given(*HOUSE, proposed(change=change)).when(ACCEPT).then(accepted, edit)


def test_an_open_proposal_changes_nothing_and_is_accepted_where_it_is_so_already() -> None:
    world = given(*HOUSE, proposed()).world
    assert world.states[f"objective-{OBJECTIVE}"] == given(*HOUSE).world.states[f"objective-{OBJECTIVE}"]
    meanwhile = EDITS[0][1]
    accepted = ProposalAccepted(**IT, note="On Monday", edit=None, by=ANN)
    given(*HOUSE, proposed(), meanwhile).when(ACCEPT).then(accepted)
    given(*HOUSE, meanwhile).when(proposing()).refused("change", "same")


WRONG: list[tuple[Change, str, str]] = [
    (Retarget(key_result_id=OTHER_RESULT, measure=LOWER), "change.key_result_id", "unknown"),
    (Retarget(key_result_id=RESULT, measure=Metric(start=60, target=80)), "change.measure", "start"),
    (Serve(priority_id=OTHER_RESULT), "change.priority_id", "unknown"),
    (Drop(key_result_id=OTHER_RESULT), "change.key_result_id", "unknown"),
]


@pytest.mark.parametrize(("change", "field", "rule"), WRONG)
def test_the_rules_of_the_objective_hold_when_it_is_proposed(change: Change, field: str, rule: str) -> None:
    given(*HOUSE).when(proposing(change=change)).refused(field, rule)


def test_and_when_it_is_accepted() -> None:
    dropped = KeyResultDropped(**OF_RESULT)
    lower = proposed(change=Retarget(key_result_id=RESULT, measure=LOWER))
    given(*HOUSE, lower, dropped).when(ACCEPT).refused("change.key_result_id", "dropped")
    serve = proposed(change=Serve(priority_id=PRIORITY))
    over = PriorityDropped(priority_id=PRIORITY, reason="Done")
    given(*HOUSE, serve, over).when(ACCEPT).refused("change.priority_id", "dropped")
    given(*HOUSE, proposed(), closed()).when(ACCEPT).refused("objective_id", "closed")
    given(*HOUSE, proposed(), closed()).when(DECLINE).then(DECLINED)


def test_proposals_are_to_others_by_members_of_the_team_they_speak_for() -> None:
    given(*HOUSE).when(proposing(team_id=TEAM, by=ANN)).refused("team_id", "other")
    given(*HOUSE).when(proposing(team_id=UNIT, by=ANN)).refused("team_id", "own")
    given(*HOUSE).when(proposing(team_id=None, by=ANN)).then(proposed(team_id=None, by=ANN))
    given(*HOUSE).when(proposing(objective_id=SUCCESSOR)).refused("objective_id", "unknown")
    given(*HOUSE, proposed()).when(proposing()).refused("proposal_id", "exists")


@pytest.mark.parametrize("answer", [ACCEPT, DECLINE])
def test_the_team_whose_objective_it_is_answers(answer: AcceptProposal | DeclineProposal) -> None:
    given(*HOUSE, proposed()).when(answer.model_copy(update={"by": BEN})).refused("proposal_id", "own")
    given(*HOUSE).when(answer).refused("proposal_id", "unknown")


def test_a_proposal_travels_upward() -> None:
    """A team asks leadership to change its goal; leadership alone can say yes (P2.9)."""
    north = drafted(SUCCESSOR, team_id=UNIT)
    upward = proposing(objective_id=SUCCESSOR, team_id=TEAM, by=ANN)
    made = ChangeProposed(**dict(upward), of_team_id=UNIT)
    given(*HOUSE, north).when(upward).then(made)
    given(*HOUSE, north, made).when(ACCEPT).refused("proposal_id", "own")
    accepted = ProposalAccepted(**IT, note="On Monday", edit="objective.reworded.v1", by=BEN)
    edit = ObjectiveReworded(objective_id=SUCCESSOR, title=NARROW.title, description="")
    given(*HOUSE, north, made).when(ACCEPT.model_copy(update={"by": BEN})).then(accepted, edit)


def test_a_proposal_is_countered_by_another_which_the_other_side_answers() -> None:
    first = proposed(proposal_id=OTHER_PROPOSAL, change=Drop(key_result_id=RESULT))
    lower = {"change": Retarget(key_result_id=RESULT, measure=LOWER), "team_id": TEAM, "by": ANN}
    counter = {**lower, "counters": OTHER_PROPOSAL}
    countered = ProposalCountered(proposal_id=OTHER_PROPOSAL, countered_by=PROPOSAL, by=ANN)
    given(*HOUSE, first).when(proposing(**counter)).then(proposed(**counter), countered)
    told = [*HOUSE, first, proposed(**counter), countered]
    given(*told).when(ACCEPT).refused("proposal_id", "other")
    accepted = ProposalAccepted(**IT, note="On Monday", edit="key_result.retargeted.v1", by=BEN)
    given(*told).when(ACCEPT.model_copy(update={"by": BEN})).then(accepted, EDITS[1][1])
    late = AcceptProposal(proposal_id=OTHER_PROPOSAL, by=ANN)
    given(*told).when(late).refused("proposal_id", "countered")


def test_what_is_countered_is_open_and_about_the_same_objective() -> None:
    elsewhere = proposed(proposal_id=OTHER_PROPOSAL).model_copy(update={"objective_id": SUCCESSOR})
    counter = proposing(counters=OTHER_PROPOSAL)
    given(*HOUSE, elsewhere).when(counter).refused("counters", "objective")
    given(*HOUSE).when(counter).refused("counters", "unknown")
    ended = ProposalWithdrawn(proposal_id=OTHER_PROPOSAL, reason="Settled", by=BEN)
    first = proposed(proposal_id=OTHER_PROPOSAL)
    given(*HOUSE, first, ended).when(counter).refused("counters", "withdrawn")


def test_a_proposal_is_declined_with_a_reason_or_taken_back_by_whoever_made_it() -> None:
    withdraw = WithdrawProposal(**IT, reason="Settled", by=BEN)
    withdrawn = ProposalWithdrawn(**IT, reason="Settled", by=BEN)
    given(*HOUSE, proposed()).when(DECLINE).then(DECLINED)
    given(*HOUSE, proposed()).when(withdraw).then(withdrawn)
    given(*HOUSE, proposed(), withdrawn).when(withdraw).then()
    given(*HOUSE, proposed()).when(withdraw.model_copy(update={"by": ANN})).refused("proposal_id", "own")
    given(*HOUSE, proposed(), DECLINED).when(withdraw).refused("proposal_id", "declined")
    given(*HOUSE, proposed(), DECLINED).when(ACCEPT).refused("proposal_id", "declined")
