"""Who hears of what: the team first, owner and leads when it got worse, leadership of the month alone.

Leadership follows the strategic objectives by a monthly report, not by a feed of every team's moves (P2.10); so
nothing else goes to the organization's own destinations, and nothing to those of a unit above the team.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.destination import Audience, AudienceKind
from domain.team import MemberRole
from domain.telling.notice import Notice, Occasion


@dataclass(frozen=True, slots=True)
class Standing:
    """What routing has to know of a notice's surroundings. ``members``: of the team, with their roles. ``owners``:
    of the objective, and of the key result where that is the subject. ``reachable``: who has a destination."""

    members: Mapping[str, MemberRole]
    owners: Iterable[str]
    reachable: frozenset[Audience]


def hearers(notice: Notice, standing: Standing) -> frozenset[Audience]:
    """Those who hear, among the reachable.

    A report goes to the organization's own destinations, a mention to the person's. All else to the team at its
    own; where it has none its members hear, each at theirs. An escalation goes to the owners and the team's leads
    besides.
    """
    if notice.occasion is Occasion.REPORT:
        return frozenset({Audience(kind=AudienceKind.ORGANIZATION)} & standing.reachable)
    if notice.person_id is not None:
        return frozenset({_person(notice.person_id)} & standing.reachable)
    team = Audience(kind=AudienceKind.TEAM, id=notice.team_id)
    wanted = {team} if team in standing.reachable else {_person(each) for each in standing.members}
    if notice.occasion is Occasion.ESCALATED:
        leads = (who for who, role in standing.members.items() if role is MemberRole.LEAD)
        wanted |= {_person(each) for each in (*standing.owners, *leads)}
    return frozenset(wanted & standing.reachable)


def _person(person_id: str) -> Audience:
    return Audience(kind=AudienceKind.PERSON, id=person_id)
