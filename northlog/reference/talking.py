"""The part of the story in which people talk: comments, a review, an agreement, proposals."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.agreement import AgreeAsLeadership, AgreeAsTeam, RevokeAsLeadership
from domain.comment import EditComment, WithdrawComment, WriteComment
from domain.measure import Metric
from domain.proposal import (
    AcceptProposal,
    DeclineProposal,
    ProposeChange,
    Retarget,
    Reword,
    WithdrawProposal,
)
from domain.review import AskReview, GiveReview, WithdrawReview
from domain.subject import Subject, TopicKind
from domain.words import Command


@dataclass(frozen=True, slots=True)
class Talking:
    """Ids of the story. ``north``: the strategic objective of another team; ``new``: ids for what comes to be."""

    team: str
    person: str
    objective: str
    key_result: str
    north: str
    new: tuple[str, ...]

    def commands(self) -> Iterator[Command]:
        """A comment is answered, a review given, an importance agreed on, and goals are negotiated."""
        yield from self._comments()
        yield from self._reviews()
        yield from self._agreement()
        yield from self._proposals()

    def _comments(self) -> Iterator[Command]:
        of = {"subject": Subject(kind=TopicKind.KEY_RESULT, id=self.key_result, objective_id=self.objective)}
        first, reply = ({"comment_id": each} for each in self.new[:2])
        yield WriteComment(**first, **of, text="Does this count guests?", mentions=(self.person,))
        yield WriteComment(**reply, **of, text="It does not.", in_reply_to=self.new[0], by=self.person)
        yield EditComment(**first, text="Does this count guests, too?", mentions=(self.person,))
        yield WithdrawComment(**reply, reason="It does since Monday.", by=self.person)

    def _reviews(self) -> Iterator[Command]:
        first, second = ({"review_id": each} for each in self.new[:2])
        yield AskReview(**first, objective_id=self.north, reviewer=self.person, note="Is it too broad?")
        yield GiveReview(**first, says="Broad, and clear enough to begin.", by=self.person)
        yield AskReview(**second, objective_id=self.north, reviewer=self.person)
        yield WithdrawReview(**second, reason="Said at lunch.")

    def _agreement(self) -> Iterator[Command]:
        it = {"objective_id": self.objective}
        yield AgreeAsTeam(**it, team_id=self.team, why_now="Every week we lose a quarter.", by=self.person)
        yield AgreeAsLeadership(**it, why_now="It carries this year's first priority.")
        yield RevokeAsLeadership(**it, reason="The merger comes first until June.")

    def _proposals(self) -> Iterator[Command]:
        upward, answer, declined, dropped = ({"proposal_id": each} for each in self.new[:4])
        of = {"objective_id": self.north}
        narrow = Reword(title="Delight new private customers by transforming the first-week experience")
        narrower = Reword(title="Delight new customers of the app by transforming the first-week experience")
        yield ProposeChange(**upward, **of, team_id=self.team, change=narrow, reason="Businesses need a year.")
        yield ProposeChange(**answer, **of, change=narrower, reason="Branches do well.", counters=self.new[0])
        yield AcceptProposal(**answer, note="Agreed on Monday.")
        lower = Retarget(key_result_id=self.key_result, measure=Metric(start=65, target=80, unit="%"))
        yield ProposeChange(
            **declined, objective_id=self.objective, change=lower, reason="Two of five are on leave."
        )
        yield DeclineProposal(**declined, reason="They are back in March.")
        yield ProposeChange(**dropped, **of, change=narrow, reason="Once more.")
        yield WithdrawProposal(**dropped, reason="Settled.")
