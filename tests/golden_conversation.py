"""What the golden files of comments, reviews, agreements and proposals read back to."""

from domain.agreement import AgreementRevoked, ImportanceAgreed, Side
from domain.comment import CommentEdited, CommentWithdrawn, CommentWritten
from domain.measure import Metric
from domain.proposal import (
    ChangeProposed,
    ProposalAccepted,
    ProposalCountered,
    ProposalDeclined,
    ProposalWithdrawn,
    Retarget,
)
from domain.review import ReviewAsked, ReviewGiven, ReviewWithdrawn
from domain.subject import Subject, TopicKind
from domain.words import Event
from tests.facts import (
    ANN,
    BEN,
    COMMENT,
    OBJECTIVE,
    OTHER_COMMENT,
    OTHER_PROPOSAL,
    PROPOSAL,
    RESULT,
    REVIEW,
    TEAM,
    UNIT,
)

CONVERSATION: dict[str, Event] = {
    "comment.written.v1": CommentWritten(
        comment_id=COMMENT,
        subject=Subject(kind=TopicKind.KEY_RESULT, id=RESULT, objective_id=OBJECTIVE),
        thread_id=OTHER_COMMENT,
        in_reply_to=OTHER_COMMENT,
        text="Zählen Gäste?\nJa.",
        mentions=(ANN, BEN),
        by=ANN,
    ),
    "comment.edited.v1": CommentEdited(comment_id=COMMENT, text="Zählen Gäste mit?", mentions=()),
    "comment.withdrawn.v1": CommentWithdrawn(comment_id=COMMENT, reason="Said elsewhere"),
    "review.asked.v1": ReviewAsked(
        review_id=REVIEW, objective_id=OBJECTIVE, reviewer=BEN, note="Too broad?", by=ANN
    ),
    "review.given.v1": ReviewGiven(review_id=REVIEW, says="Broad enough to begin", by=BEN),
    "review.withdrawn.v1": ReviewWithdrawn(review_id=REVIEW, reason="Said at lunch", by=None),
    "agreement.said.v1": ImportanceAgreed(
        objective_id=OBJECTIVE, side=Side.TEAM, why_now="A quarter leaves", team_id=TEAM, by=ANN
    ),
    "agreement.revoked.v1": AgreementRevoked(
        objective_id=OBJECTIVE, side=Side.LEADERSHIP, reason="The merger first", by=None
    ),
    "proposal.made.v1": ChangeProposed(
        proposal_id=PROPOSAL,
        objective_id=OBJECTIVE,
        of_team_id=TEAM,
        team_id=UNIT,
        change=Retarget(key_result_id=RESULT, measure=Metric(start=65, target=80, unit="%")),
        reason="Two of five are on leave",
        counters=OTHER_PROPOSAL,
        by=BEN,
    ),
    "proposal.accepted.v1": ProposalAccepted(
        proposal_id=PROPOSAL, note="On Monday", edit="key_result.retargeted.v1", by=ANN
    ),
    "proposal.declined.v1": ProposalDeclined(proposal_id=PROPOSAL, reason="They are back in March", by=ANN),
    "proposal.countered.v1": ProposalCountered(proposal_id=PROPOSAL, countered_by=OTHER_PROPOSAL, by=ANN),
    "proposal.withdrawn.v1": ProposalWithdrawn(proposal_id=PROPOSAL, reason="Settled", by=None),
}
