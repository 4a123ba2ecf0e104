"""Conversation in the order in which it was held."""

from domain.comment import WriteComment
from domain.subject import Subject, TopicKind
from domain.team import FormTeam, TeamKind
from northlog.reading.conversation import Conversation
from northlog.reading.looking import Looking
from tests.api import northlog_of
from tests.facts import COMPANY, an_id, at
from tests.house import House

ANSWERS = [an_id(16, number) for number in range(9, 1, -1)]
"""Ids whose order is the opposite of the one they are written in."""


def test_comments_of_one_instant_come_in_the_order_they_were_written_page_by_page(house: House) -> None:
    still = house.another_organization(lambda: at("2026-01-05T09:00"))
    still.do(FormTeam(team_id=COMPANY, name="Northwind", kind=TeamKind.COMPANY))
    about = Subject(kind=TopicKind.TEAM, id=COMPANY)
    before = None
    for key in ANSWERS:
        still.do(WriteComment(comment_id=key, subject=about, text="And then?", in_reply_to=before))
        before = key
    looking = Looking(northlog_of(still), still.org)
    for moment in (None, "2026-01-05T09:00:00Z"):
        with looking.snapshot(moment) as seen:
            said = Conversation(seen)
            first = said.comments(limit=3)
            found = first + said.comments(after=first[-1].position)
        assert len({each.written_at for each in found}) == 1
        assert [each.comment_id for each in found] == ANSWERS
