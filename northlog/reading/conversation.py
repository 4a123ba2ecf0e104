"""What people and programs are shown of conversation: comments, reviews, agreements, proposals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from pydantic import Field

from domain.proposal import Change, ProposalStatus
from domain.review import ReviewStatus
from domain.subject import TopicKind
from northlog.reading.snapshot import Snapshot
from northlog.reading.views import View
from projections.current.conversation_rows import AGREEMENTS, COMMENTS, PROPOSALS, REVIEWS
from projections.reader import After, Holds, Wanted
from projections.table import ReadTable

R = TypeVar("R")
V = TypeVar("V", bound=View)


class CommentView(View):
    """``objective_id``: the objective that is talked about, itself or by a part of it. ``mentions`` are people's
    ids; ``text`` is null once it was withdrawn."""

    comment_id: str
    subject_kind: TopicKind
    subject_id: str
    objective_id: str | None
    thread_id: str
    in_reply_to: str | None
    text: str | None
    mentions: list[str]
    written_at: datetime
    written_by: str
    position: int = Field(description="Where it was written in the log")
    edited_at: datetime | None
    withdrawn: bool
    withdrawn_reason: str | None
    version: int


class ReviewView(View):
    """A second pair of eyes, which nothing waits for (P2.1). ``reason``: of its withdrawal."""

    review_id: str
    objective_id: str
    reviewer: str
    note: str
    status: ReviewStatus
    says: str | None
    asked_at: datetime
    asked_by: str
    given_at: datetime | None
    reason: str | None
    version: int


class AgreementView(View):
    """That an objective matters (P2.5): it stands when leadership and the team say so, since both did.

    Null is what a side does not agree to. ``reason``: of the last revocation.
    """

    objective_id: str
    team_id: str
    leadership_why_now: str | None
    leadership_at: datetime | None
    leadership_by: str | None
    team_why_now: str | None
    team_at: datetime | None
    team_by: str | None
    stands: bool
    stands_since: datetime | None
    begun_at: datetime
    revoked_at: datetime | None
    revoked_by: str | None
    reason: str | None
    version: int


class ProposalView(View):
    """A change of an objective that is, or was, negotiated (P2.9). ``answer``: the note or reason of its end.

    ``edit`` names the objective's own event that an accepted one became, at ``edit_position`` of the log.
    """

    proposal_id: str
    objective_id: str
    of_team_id: str
    team_id: str | None
    change: Change
    reason: str
    counters: str | None
    countered_by: str | None
    status: ProposalStatus
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    ended_by: str | None
    answer: str | None
    edit: str | None
    edit_position: int | None
    version: int


@dataclass(frozen=True)
class Conversation:
    """One look at what is said in an organization; every list in the order in which it began."""

    seen: Snapshot

    def comments(
        self, wanted: Wanted | None = None, after: int | None = None, limit: int | None = None
    ) -> list[CommentView]:
        """Withdrawn ones included, without their text. ``after``: a position."""
        # Of several that are written at one instant, too, an answer stands below what it answers.
        begins = None if after is None else (after,)
        return self._views(CommentView, COMMENTS, ("position",), wanted, begins, limit)

    def mentions(self, person_id: str, after: int | None = None, limit: int | None = None) -> list[CommentView]:
        """The comments that mean a person. ``after``: a position."""
        return self.comments({"mentions": Holds(person_id)}, after, limit)

    def reviews(
        self, wanted: Wanted | None = None, after: After = None, limit: int | None = None
    ) -> list[ReviewView]:
        """``after``: (asked_at, review_id)."""
        return self._views(ReviewView, REVIEWS, ("asked_at", "review_id"), wanted, after, limit)

    def agreements(
        self, wanted: Wanted | None = None, after: After = None, limit: int | None = None
    ) -> list[AgreementView]:
        """Those that do not stand included. ``after``: (begun_at, agreement_id)."""
        return self._views(AgreementView, AGREEMENTS, ("begun_at", "agreement_id"), wanted, after, limit)

    def proposals(
        self, wanted: Wanted | None = None, after: After = None, limit: int | None = None
    ) -> list[ProposalView]:
        """``after``: (made_at, proposal_id)."""
        return self._views(ProposalView, PROPOSALS, ("made_at", "proposal_id"), wanted, after, limit)

    def _views(
        self,
        view: type[V],
        table: ReadTable[R],
        order: Sequence[str],
        wanted: Wanted | None,
        after: After,
        limit: int | None,
    ) -> list[V]:
        return [view.model_validate(each) for each in self.seen.reader.rows(table, wanted, order, after, limit)]
