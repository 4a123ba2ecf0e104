"""Contributions are pledged by the team itself, amended and withdrawn; a ring of them is refused (P2.6, P2.7)."""

from typing import Any

import pytest
from hypothesis import given as generated
from hypothesis import strategies as st

from domain.alignment import Alignment, ContributedBy, evolve
from domain.contribution import (
    AmendContribution,
    Basis,
    ContributionAmended,
    ContributionPledged,
    ContributionWithdrawn,
    PledgeContribution,
    WithdrawContribution,
    contributed,
)
from domain.objective.events import KeyResultDropped, ObjectiveClosed
from domain.team import MemberAdded, MemberRole, TeamDissolved
from domain.words import Event, Level, Outcome
from tests.facts import (
    ANN,
    BEN,
    CONTRIBUTION,
    OBJECTIVE,
    OTHER_CONTRIBUTION,
    RESULT,
    TEAM,
    UNIT,
    an_id,
    drafted,
    formed,
    introduced,
    running,
)
from tests.spec import given

NORTH = an_id(4, 9)
HOUSE: list[Event] = [
    *running(),
    introduced(BEN),
    formed(UNIT),
    drafted(NORTH, team_id=UNIT, level=Level.STRATEGIC),
    MemberAdded(team_id=TEAM, person_id=ANN, role=MemberRole.MEMBER),
]
IT = {"contribution_id": CONTRIBUTION}
OWN = (Basis(objective_id=OBJECTIVE),)
SAID: dict[str, Any] = {
    "what": "A first week without dead ends",
    "approach": "Shadow newcomers",
    "measured_by": "Onboarding completion",
    "rests_on": (),
    "counts": False,
    "weight": 1.0,
}


def pledging(**changed: Any) -> PledgeContribution:
    return PledgeContribution(**{**IT, "team_id": TEAM, "objective_id": NORTH, **SAID, **changed})


def pledged(**changed: Any) -> ContributionPledged:
    return ContributionPledged(**{**IT, "team_id": TEAM, "objective_id": NORTH, **SAID, **changed})


def drawn(by: tuple[str, ...], objective_id: str = NORTH, contribution_id: str = CONTRIBUTION) -> ContributedBy:
    return ContributedBy(contribution_id=contribution_id, objective_id=objective_id, by=by)


def test_a_team_pledges_for_itself() -> None:
    given(*HOUSE).when(pledging()).then(pledged())
    given(*HOUSE).when(pledging(by=ANN)).then(pledged())
    given(*HOUSE).when(pledging(by=BEN)).refused("team_id", "own")
    given(*HOUSE, pledged()).when(pledging()).refused("contribution_id", "exists")
    given(*HOUSE, TeamDissolved(team_id=TEAM)).when(pledging()).refused("team_id", "dissolved")


def test_it_is_pledged_to_a_strategic_objective_that_is_open() -> None:
    given(*HOUSE).when(pledging(objective_id=OBJECTIVE)).refused("objective_id", "strategic")
    given(*HOUSE).when(pledging(objective_id=an_id(4, 8))).refused("objective_id", "unknown")
    closed = ObjectiveClosed(
        objective_id=NORTH, outcome=Outcome.DROPPED, computed=None, judged=None, reason="", key_results=()
    )
    given(*HOUSE, closed).when(pledging()).refused("objective_id", "closed")


def test_what_it_rests_on_is_the_teams_own_and_stands() -> None:
    result = (Basis(objective_id=OBJECTIVE, key_result_id=RESULT),)
    given(*HOUSE).when(pledging(rests_on=result, counts=True, weight=2.0)).then(
        pledged(rests_on=result, counts=True, weight=2.0), drawn((OBJECTIVE,))
    )
    theirs = (Basis(objective_id=NORTH),)
    given(*HOUSE).when(pledging(rests_on=theirs)).refused("rests_on.0.objective_id", "own")
    unknown = (Basis(objective_id=OBJECTIVE, key_result_id=an_id(5, 9)),)
    given(*HOUSE).when(pledging(rests_on=unknown)).refused("rests_on.0.key_result_id", "unknown")
    dropped = KeyResultDropped(objective_id=OBJECTIVE, key_result_id=RESULT, reason="Superseded")
    given(*HOUSE, dropped).when(pledging(rests_on=result)).refused("rests_on.0.key_result_id", "dropped")
    given(*HOUSE).when(pledging(rests_on=OWN + OWN)).refused("rests_on.1", "once")
    given(*HOUSE).when(pledging(counts=True)).refused("counts", "rests_on")


def test_a_ring_of_contributions_is_refused() -> None:
    """The unit's goal is contributed to by the team's, to which a further pledge would have it contribute."""
    strategic = drafted(an_id(4, 8), level=Level.STRATEGIC)
    up = drawn((an_id(4, 8),), NORTH, OTHER_CONTRIBUTION)
    back = pledging(team_id=UNIT, objective_id=an_id(4, 8), rests_on=(Basis(objective_id=NORTH),))
    given(*HOUSE, strategic, up).when(back).refused("rests_on", "ring")
    given(*HOUSE, strategic).when(back).then(
        pledged(team_id=UNIT, objective_id=an_id(4, 8), rests_on=(Basis(objective_id=NORTH),)),
        drawn((NORTH,), an_id(4, 8)),
    )


@pytest.mark.parametrize("rests_on", [(), OWN])
def test_a_pledge_is_said_anew_and_taken_back(rests_on: tuple[Basis, ...]) -> None:
    amended = SAID | {"what": "Less of it", "rests_on": rests_on}
    graph = (drawn((OBJECTIVE,)),) if rests_on else ()
    given(*HOUSE, pledged()).when(AmendContribution(**IT, **amended)).then(
        ContributionAmended(**IT, **amended), *graph
    )
    given(*HOUSE, pledged()).when(AmendContribution(**IT, **SAID)).then()
    gone = ContributionWithdrawn(**IT, reason="Split up")
    graph = (drawn(()),) if rests_on else ()
    before = (pledged(rests_on=rests_on), *((drawn((OBJECTIVE,)),) if rests_on else ()))
    given(*HOUSE, *before).when(WithdrawContribution(**IT, reason="Split up")).then(gone, *graph)
    given(*HOUSE, pledged(), gone).when(WithdrawContribution(**IT, reason="Again")).then()
    given(*HOUSE, pledged(), gone).when(AmendContribution(**IT, **amended)).refused("contribution_id", "withdrawn")
    given(*HOUSE).when(WithdrawContribution(**IT, reason="Never")).refused("contribution_id", "unknown")


edges = st.lists(st.tuples(st.integers(0, 5), st.lists(st.integers(0, 5), min_size=1, max_size=2)), max_size=12)


@generated(edges)
def test_whatever_is_pledged_no_objective_ever_contributes_to_itself(
    pledges: list[tuple[int, list[int]]],
) -> None:
    graph = Alignment()
    for number, (above, below) in enumerate(pledges):
        by = tuple(dict.fromkeys(an_id(4, each) for each in below))
        if not graph.would_ring(an_id(12, number), an_id(4, above), by):
            graph = evolve(graph, drawn(by, an_id(4, above), an_id(12, number)))
    down: dict[str, set[str]] = {}
    for above, lower in graph.contributed.values():
        down.setdefault(above, set()).update(lower)
    for start in list(down):
        seen, ahead = set[str](), set(down[start])
        while ahead - seen:
            seen |= ahead
            ahead = {far for near in ahead for far in down.get(near, ())}
        assert start not in seen


def test_progress_is_the_weighted_mean_of_what_counts_and_can_be_scored() -> None:
    assert contributed([(1.0, 0.2), (3.0, 0.6)]) == pytest.approx(0.5)
    assert contributed([(1.0, 0.2), (3.0, None)]) == pytest.approx(0.2)
    assert contributed([(1.0, None)]) is None
    assert contributed([]) is None
