"""Looking at conversation: comments, reviews, agreements, proposals."""

from operator import attrgetter
from typing import Annotated, Any

from fastapi import APIRouter, Query

from domain.proposal import ProposalStatus
from domain.review import ReviewStatus
from domain.subject import TopicKind
from domain.words import Id
from northlog.api.access import Reader
from northlog.api.cursors import BY_POSITION, After, Limit, Page, paging
from northlog.api.etags import FreshAnswer, Unsaid
from northlog.api.listing import Listed, OfObjective, OfTeam, said
from northlog.api.looks import Look
from northlog.api.problems import Fault, Problem, there
from northlog.api.queries import LIST, ONE, IdInPath
from northlog.reading.conversation import (
    AgreementView,
    CommentView,
    Conversation,
    ProposalView,
    ReviewView,
)

router = APIRouter(tags=["conversation"])

COMMENTS = Listed("comments", lambda seen: Conversation(seen).comments, ["position"], BY_POSITION)
REVIEWS = Listed("reviews", lambda seen: Conversation(seen).reviews, ("asked_at", "review_id"))
AGREEMENTS = Listed("agreements", lambda seen: Conversation(seen).agreements, ("begun_at", "objective_id"))
PROPOSALS = Listed("proposals", lambda seen: Conversation(seen).proposals, ("made_at", "proposal_id"))


@router.get("/comments", response_model=Page[CommentView], responses=LIST)
def comments(
    look: Look,
    kind: Annotated[TopicKind | Unsaid, Query(description="Only on subjects of this kind")] = None,
    subject: Annotated[Id | Unsaid, Query(description="Only on this subject")] = None,
    objective: Annotated[Id | Unsaid, Query(description="Only on this objective and its parts")] = None,
    thread: Annotated[Id | Unsaid, Query(description="Only of the thread that began with this one")] = None,
    after: After = None,
    limit: Limit = 50,
) -> Any:
    """Comments in the order they were written; those withdrawn without their text."""
    wanted = said(subject_kind=kind, subject_id=subject, objective_id=objective, thread_id=thread)
    return COMMENTS.page(look, wanted, after, limit)


@router.get("/comments/{comment_id}", response_model=CommentView, responses=ONE)
def comment(comment_id: IdInPath, look: Look, fresh: FreshAnswer) -> Any:
    """One comment."""
    with look.snapshot() as seen:
        found = Conversation(seen).comments({"comment_id": comment_id})
        return fresh(there(next(iter(found), None), "comment_id", "comment"))


@router.get("/mentions", response_model=Page[CommentView], responses=LIST)
def mentions(
    look: Look,
    reader: Reader,
    person: Annotated[Id | Unsaid, Query(description="Of this person; else of the token's own")] = None,
    after: After = None,
    limit: Limit = 50,
) -> Any:
    """Comments that mean a person, in the order they were written. Anybody may read them, as all comments."""
    whose = person or reader.person_id
    if whose is None:
        detail = "this token is no person's; say whose mentions are wanted"
        raise Problem(422, "required", detail, [Fault(parameter="person", rule="required", detail=detail)])
    asked = paging(after, f"mentions {whose}", BY_POSITION, look.looking, look.said)
    with look.snapshot(asked.moment) as seen:
        found = Conversation(seen).mentions(whose, asked.after, limit + 1)
        return asked.page(found, limit, attrgetter("position"), seen)


@router.get("/reviews", response_model=Page[ReviewView], responses=LIST)
def reviews(
    look: Look,
    objective: OfObjective = None,
    reviewer: Annotated[Id | Unsaid, Query(description="Only asked of this person")] = None,
    status: ReviewStatus | Unsaid = None,
    after: After = None,
    limit: Limit = 50,
) -> Any:
    """Reviews in the order they were asked for."""
    wanted = said(objective_id=objective, reviewer=reviewer, status=status)
    return REVIEWS.page(look, wanted, after, limit)


@router.get("/reviews/{review_id}", response_model=ReviewView, responses=ONE)
def review(review_id: IdInPath, look: Look, fresh: FreshAnswer) -> Any:
    """One review."""
    with look.snapshot() as seen:
        found = Conversation(seen).reviews({"review_id": review_id})
        return fresh(there(next(iter(found), None), "review_id", "review"))


@router.get("/agreements", response_model=Page[AgreementView], responses=LIST)
def agreements(
    look: Look,
    objective: OfObjective = None,
    team: OfTeam = None,
    stands: Annotated[bool | Unsaid, Query(description="Only those that stand, or that do not")] = None,
    after: After = None,
    limit: Limit = 50,
) -> Any:
    """Agreements in the order they began, with either side."""
    wanted = said(objective_id=objective, team_id=team, stands=stands)
    return AGREEMENTS.page(look, wanted, after, limit)


@router.get("/agreements/{objective_id}", response_model=AgreementView, responses=ONE)
def agreement(objective_id: IdInPath, look: Look, fresh: FreshAnswer) -> Any:
    """What leadership and the team say of why an objective matters."""
    with look.snapshot() as seen:
        found = Conversation(seen).agreements({"objective_id": objective_id})
        return fresh(there(next(iter(found), None), "objective_id", "agreement"))


@router.get("/proposals", response_model=Page[ProposalView], responses=LIST)
def proposals(
    look: Look,
    objective: OfObjective = None,
    team: Annotated[Id | Unsaid, Query(description="Only made in the name of this team")] = None,
    of_team: Annotated[Id | Unsaid, Query(description="Only to this team")] = None,
    status: ProposalStatus | Unsaid = None,
    after: After = None,
    limit: Limit = 50,
) -> Any:
    """Proposals in the order they were made."""
    wanted = said(objective_id=objective, team_id=team, of_team_id=of_team, status=status)
    return PROPOSALS.page(look, wanted, after, limit)


@router.get("/proposals/{proposal_id}", response_model=ProposalView, responses=ONE)
def proposal(proposal_id: IdInPath, look: Look, fresh: FreshAnswer) -> Any:
    """One proposal."""
    with look.snapshot() as seen:
        found = Conversation(seen).proposals({"proposal_id": proposal_id})
        return fresh(there(next(iter(found), None), "proposal_id", "proposal"))
