"""The tables of conversation: comments, reviews, agreements, and proposals."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from pydantic import TypeAdapter

from domain.proposal import Change
from projections.table import Json, ReadTable

_CHANGE: TypeAdapter[Change] = TypeAdapter(Change)
ChangeColumn = Annotated[Change, Json(_CHANGE.serializer.to_json, _CHANGE.validate_python)]
Mentions = Annotated[list[str], Json()]


@dataclass(slots=True)
class CommentRow:
    """``objective_id``: the objective that is talked about, itself or by a part of it. ``position``: where it was
    written in the log. Once it was withdrawn ``text`` is null and nobody is mentioned."""

    comment_id: str
    subject_kind: str
    subject_id: str
    objective_id: str | None
    thread_id: str
    in_reply_to: str | None
    text: str | None
    mentions: Mentions
    written_at: datetime
    written_by: str
    position: int
    version: int
    edited_at: datetime | None = None
    withdrawn: bool = False
    withdrawn_reason: str | None = None


@dataclass(slots=True)
class ReviewRow:
    """``reason``: of its withdrawal."""

    review_id: str
    objective_id: str
    reviewer: str
    note: str
    status: str
    asked_at: datetime
    asked_by: str
    version: int
    says: str | None = None
    given_at: datetime | None = None
    reason: str | None = None


@dataclass(slots=True)
class AgreementRow:
    """One an objective, whose id it has. Null is what a side does not agree to. ``stands_since``: when both
    did; ``reason`` and ``revoked_at``: of the last revocation."""

    agreement_id: str
    objective_id: str
    team_id: str
    begun_at: datetime
    version: int
    leadership_why_now: str | None = None
    leadership_at: datetime | None = None
    leadership_by: str | None = None
    team_why_now: str | None = None
    team_at: datetime | None = None
    team_by: str | None = None
    stands: bool = False
    stands_since: datetime | None = None
    revoked_at: datetime | None = None
    revoked_by: str | None = None
    reason: str | None = None


@dataclass(slots=True)
class ProposalRow:
    """``answer``: the note or the reason that came with its end. ``edit``: the stored name of the objective's own
    event that it became, at ``edit_position`` of the log."""

    proposal_id: str
    objective_id: str
    of_team_id: str
    team_id: str | None
    change: ChangeColumn
    reason: str
    counters: str | None
    status: str
    made_at: datetime
    made_by: str
    version: int
    ended_at: datetime | None = None
    ended_by: str | None = None
    answer: str | None = None
    countered_by: str | None = None
    edit: str | None = None
    edit_position: int | None = None


COMMENTS = ReadTable(
    CommentRow, "comments", "comment", indexes=[["subject_id"], ["objective_id"], ["thread_id"], ["position"]]
)
REVIEWS = ReadTable(ReviewRow, "reviews", "review", indexes=[["objective_id"], ["reviewer", "status"]])
AGREEMENTS = ReadTable(AgreementRow, "agreements", "agreement", indexes=[["team_id"]])
PROPOSALS = ReadTable(
    ProposalRow, "proposals", "proposal", indexes=[["objective_id"], ["of_team_id", "status"], ["team_id"]]
)

TABLES: tuple[ReadTable[Any], ...] = (COMMENTS, REVIEWS, AGREEMENTS, PROPOSALS)
