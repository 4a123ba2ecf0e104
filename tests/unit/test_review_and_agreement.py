"""Reviews are asked for and given and gate nothing (P2.1); an agreement stands when both sides say so (P2.5)."""

from domain.agreement import (
    AgreeAsLeadership,
    AgreeAsTeam,
    Agreement,
    AgreementRevoked,
    ImportanceAgreed,
    RevokeAsLeadership,
    RevokeAsTeam,
    Side,
)
from domain.objective.commands import PublishObjective
from domain.objective.events import ObjectivePublished
from domain.review import (
    AskReview,
    GiveReview,
    ReviewAsked,
    ReviewGiven,
    ReviewWithdrawn,
    WithdrawReview,
)
from domain.team import MemberAdded, MemberRole
from domain.words import Event
from tests.facts import (
    ANN,
    BEN,
    OBJECTIVE,
    REVIEW,
    SUCCESSOR,
    TEAM,
    UNIT,
    an_id,
    check_in,
    closed,
    drafting,
    formed,
    introduced,
    running,
)
from tests.spec import given

IT, GOAL = {"review_id": REVIEW}, {"objective_id": OBJECTIVE}
MEMBERS: list[Event] = [
    introduced(BEN),
    formed(UNIT),
    MemberAdded(team_id=TEAM, person_id=ANN, role=MemberRole.MEMBER),
]
DRAFT, RUNNING = [*drafting(), *MEMBERS], [*running(), *MEMBERS]

ASK, ASKED = (kind(**IT, **GOAL, reviewer=BEN, note="Too broad?", by=ANN) for kind in (AskReview, ReviewAsked))
GIVE, GIVEN = (kind(**IT, says="Broad enough", by=BEN) for kind in (GiveReview, ReviewGiven))
WITHDRAW, WITHDRAWN = (kind(**IT, reason="At lunch", by=ANN) for kind in (WithdrawReview, ReviewWithdrawn))


def test_a_review_is_asked_of_a_person_and_given_by_that_person() -> None:
    given(*DRAFT).when(ASK).then(ASKED)
    given(*DRAFT, ASKED).when(GIVE).then(GIVEN)
    given(*DRAFT, ASKED, GIVEN).when(GIVE).then()
    again = {"says": "Not any more"}
    anew = GIVE.model_copy(update=again)
    given(*DRAFT, ASKED, GIVEN).when(anew).then(GIVEN.model_copy(update=again))
    given(*DRAFT, ASKED).when(GIVE.model_copy(update={"by": ANN})).refused("review_id", "asked")
    given(*DRAFT).when(GIVE).refused("review_id", "unknown")


def test_a_review_is_of_what_is_there_by_somebody_who_is_there() -> None:
    given(*DRAFT).when(ASK.model_copy(update={"objective_id": SUCCESSOR})).refused("objective_id", "unknown")
    given(*DRAFT).when(ASK.model_copy(update={"reviewer": an_id(1, 9)})).refused("reviewer", "unknown")
    given(*DRAFT, ASKED).when(ASK).refused("review_id", "exists")


def test_a_review_that_was_not_given_can_be_taken_back() -> None:
    given(*DRAFT, ASKED).when(WITHDRAW).then(WITHDRAWN)
    given(*DRAFT, ASKED, WITHDRAWN).when(WITHDRAW).then()
    given(*DRAFT, ASKED, WITHDRAWN).when(GIVE).refused("review_id", "withdrawn")
    given(*DRAFT, ASKED, GIVEN).when(WITHDRAW).refused("review_id", "given")


def test_publishing_and_checking_in_never_wait_for_a_review() -> None:
    """P2.1: an open review is no part of what they are decided by."""
    publish = PublishObjective(**GOAL)
    for before in ([], [ASKED], [ASKED, GIVEN], [ASKED, WITHDRAWN]):
        given(*DRAFT, *before).when(publish).then(ObjectivePublished(**GOAL))
        world = given(*RUNNING, *before).world
        assert world.decide(check_in()) == given(*RUNNING).world.decide(check_in())
        assert world.states[f"objective-{OBJECTIVE}"] == given(*RUNNING).world.states[f"objective-{OBJECTIVE}"]


ABOVE = AgreeAsLeadership(**GOAL, why_now="It carries the first priority", by=BEN)
OWN = AgreeAsTeam(**GOAL, team_id=TEAM, why_now="A quarter leaves", by=ANN)
ABOVE_SAID = ImportanceAgreed(
    **GOAL, side=Side.LEADERSHIP, why_now="It carries the first priority", team_id=TEAM, by=BEN
)
OWN_SAID = ImportanceAgreed(**GOAL, side=Side.TEAM, why_now="A quarter leaves", team_id=TEAM, by=ANN)


def agreement(*events: Event) -> Agreement:
    state = given(*events).world.states[f"agreement-{OBJECTIVE}"]
    assert isinstance(state, Agreement)
    return state


def test_an_agreement_is_recorded_by_either_side_and_stands_when_both_have_said_so() -> None:
    given(*RUNNING).when(ABOVE).then(ABOVE_SAID)
    given(*RUNNING).when(OWN).then(OWN_SAID)
    given(*RUNNING, OWN_SAID).when(ABOVE).then(ABOVE_SAID)
    given(*RUNNING, OWN_SAID).when(OWN).then()
    assert [agreement(*said).stands for said in ([OWN_SAID], [ABOVE_SAID], [OWN_SAID, ABOVE_SAID])] == [0, 0, 1]


def test_an_agreement_is_reversible_by_either_side_with_a_reason() -> None:
    revoke, revoked = (
        RevokeAsLeadership(**GOAL, reason="The merger first", by=BEN),
        AgreementRevoked(**GOAL, side=Side.LEADERSHIP, reason="The merger first", by=BEN),
    )
    given(*RUNNING, OWN_SAID, ABOVE_SAID).when(revoke).then(revoked)
    given(*RUNNING, OWN_SAID).when(revoke).then()
    given(*RUNNING).when(revoke).refused("objective_id", "unknown")
    assert not agreement(OWN_SAID, ABOVE_SAID, revoked).stands
    assert agreement(OWN_SAID, ABOVE_SAID, revoked, ABOVE_SAID).stands
    back = RevokeAsTeam(**GOAL, reason="Too much", by=ANN)
    taken = AgreementRevoked(**GOAL, side=Side.TEAM, reason="Too much", by=ANN)
    given(*RUNNING, OWN_SAID, ABOVE_SAID).when(back).then(taken)
    given(*RUNNING, OWN_SAID).when(back.model_copy(update={"by": BEN})).refused("objective_id", "own")


def test_a_side_speaks_for_itself_of_an_objective_that_runs() -> None:
    given(*RUNNING).when(OWN.model_copy(update={"by": BEN})).refused("team_id", "own")
    given(*RUNNING).when(OWN.model_copy(update={"team_id": UNIT})).refused("team_id", "own")
    given(*RUNNING).when(OWN.model_copy(update={"team_id": an_id(2, 9)})).refused("team_id", "unknown")
    given(*RUNNING).when(ABOVE.model_copy(update={"objective_id": SUCCESSOR})).refused("objective_id", "unknown")
    given(*RUNNING, closed()).when(ABOVE).refused("objective_id", "closed")


def test_publishing_never_waits_for_an_agreement() -> None:
    revoked = AgreementRevoked(**GOAL, side=Side.LEADERSHIP, reason="The merger first", by=BEN)
    given(*DRAFT, ABOVE_SAID, revoked).when(PublishObjective(**GOAL)).then(ObjectivePublished(**GOAL))
