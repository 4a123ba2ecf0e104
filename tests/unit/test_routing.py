"""The team hears first (P5.1), owner and leads when it got worse, leadership not at all (P2.10)."""

import pytest

from domain.destination import Audience, AudienceKind
from domain.team import MemberRole
from domain.telling import Occasion, Standing, hearers
from tests.facts import ANN, BEN, COMPANY, TEAM, an_id
from tests.telling import a_notice

CLEO = an_id(1, 3)
OF_TEAM = Audience(kind=AudienceKind.TEAM, id=TEAM)
OF_COMPANY = Audience(kind=AudienceKind.TEAM, id=COMPANY)
OF_ALL = Audience(kind=AudienceKind.ORGANIZATION)
OF_ANN, OF_BEN, OF_CLEO = (Audience(kind=AudienceKind.PERSON, id=each) for each in (ANN, BEN, CLEO))
EVERYBODY = frozenset({OF_TEAM, OF_COMPANY, OF_ALL, OF_ANN, OF_BEN, OF_CLEO})
MEMBERS = {BEN: MemberRole.LEAD, CLEO: MemberRole.MEMBER}


def hear(occasion: Occasion, reachable: frozenset[Audience] = EVERYBODY) -> frozenset[Audience]:
    return hearers(a_notice(occasion=occasion), Standing(MEMBERS, [ANN], reachable))


@pytest.mark.parametrize("occasion", [Occasion.RAISED, Occasion.REMINDER])
def test_the_team_hears_first_and_alone(occasion: Occasion) -> None:
    assert hear(occasion) == {OF_TEAM}


def test_owner_and_leads_hear_besides_when_it_got_worse() -> None:
    assert hear(Occasion.ESCALATED) == {OF_TEAM, OF_ANN, OF_BEN}


def test_members_hear_themselves_where_the_team_has_no_place_of_its_own() -> None:
    assert hear(Occasion.RAISED, EVERYBODY - {OF_TEAM}) == {OF_BEN, OF_CLEO}


def test_who_is_meant_hears_of_it_alone_and_nowhere_else() -> None:
    meant = a_notice(occasion=Occasion.MENTION, person_id=CLEO, team_id=None)
    assert hearers(meant, Standing(MEMBERS, [ANN], EVERYBODY)) == {OF_CLEO}
    assert hearers(meant, Standing(MEMBERS, [ANN], EVERYBODY - {OF_CLEO})) == frozenset()


def test_whoever_gave_no_destination_is_not_told() -> None:
    assert hear(Occasion.ESCALATED, frozenset({OF_ALL, OF_COMPANY, OF_ANN})) == {OF_ANN}
    assert hear(Occasion.RAISED, frozenset({OF_ALL, OF_COMPANY})) == frozenset()
