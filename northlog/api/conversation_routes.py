"""What can be asked of conversation over HTTP: leads speak for leadership, all else for whoever may check in."""

from domain.agreement import AgreeAsLeadership, AgreeAsTeam, RevokeAsLeadership, RevokeAsTeam
from domain.comment import EditComment, WithdrawComment, WriteComment
from domain.proposal import AcceptProposal, DeclineProposal, ProposeChange, WithdrawProposal
from domain.review import AskReview, GiveReview, WithdrawReview
from northlog.api.route import Route
from northlog.tokens import Role

_A, _B, _C = (f"3f0a4f6e-8a4e-4c63-9f0e-2d1c5a7b9e0{number}" for number in range(1, 4))

_COMMENTS, _COMMENT = "/comments", "/comments/{comment_id}"
_REVIEWS, _REVIEW = "/reviews", "/reviews/{review_id}"
_AGREEMENT = "/agreements/{objective_id}"
_PROPOSALS, _PROPOSAL = "/proposals", "/proposals/{proposal_id}"

_MERGER = {"reason": "The merger comes first until June."}

_COMMENT_ROUTES = (
    Route(
        "POST",
        _COMMENTS,
        WriteComment,
        Role.MEMBER,
        {
            "subject": {"kind": "key_result", "id": _A, "objective_id": _B},
            "text": "Does this count guests?",
            "mentions": [_C],
        },
        makes="comment_id",
        location=_COMMENT,
    ),
    Route("PUT", _COMMENT, EditComment, Role.MEMBER, {"text": "Does this count guests, too?"}),
    Route("POST", _COMMENT + "/withdraw", WithdrawComment, Role.MEMBER, {"reason": "Said elsewhere."}),
)

_REVIEW_ROUTES = (
    Route(
        "POST",
        _REVIEWS,
        AskReview,
        Role.MEMBER,
        {"objective_id": _A, "reviewer": _B, "note": "Is it too broad?"},
        makes="review_id",
        location=_REVIEW,
    ),
    Route("POST", _REVIEW + "/give", GiveReview, Role.MEMBER, {"says": "Broad, and clear enough to begin."}),
    Route("POST", _REVIEW + "/withdraw", WithdrawReview, Role.MEMBER, {"reason": "Said at lunch."}),
)

_AGREEMENT_ROUTES = (
    Route(
        "PUT",
        _AGREEMENT + "/leadership",
        AgreeAsLeadership,
        Role.LEAD,
        {"why_now": "It carries this year's first priority."},
    ),
    Route(
        "PUT",
        _AGREEMENT + "/team",
        AgreeAsTeam,
        Role.MEMBER,
        {"team_id": _A, "why_now": "Every week we lose a quarter."},
    ),
    Route("POST", _AGREEMENT + "/leadership/revoke", RevokeAsLeadership, Role.LEAD, _MERGER),
    Route("POST", _AGREEMENT + "/team/revoke", RevokeAsTeam, Role.MEMBER, _MERGER),
)

_PROPOSAL_ROUTES = (
    Route(
        "POST",
        _PROPOSALS,
        ProposeChange,
        Role.MEMBER,
        {
            "objective_id": _A,
            "change": {"kind": "reword", "title": "Delight new private customers"},
            "reason": "Businesses need a year.",
            "team_id": _B,
        },
        makes="proposal_id",
        location=_PROPOSAL,
    ),
    Route("POST", _PROPOSAL + "/accept", AcceptProposal, Role.MEMBER, {"note": "Agreed on Monday."}),
    Route("POST", _PROPOSAL + "/decline", DeclineProposal, Role.MEMBER, {"reason": "They are back in March."}),
    Route("POST", _PROPOSAL + "/withdraw", WithdrawProposal, Role.MEMBER, {"reason": "Settled."}),
)

CONVERSATION_ROUTES = (*_COMMENT_ROUTES, *_REVIEW_ROUTES, *_AGREEMENT_ROUTES, *_PROPOSAL_ROUTES)
