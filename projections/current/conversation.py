"""Comments, reviews, agreements and proposals: how their events change the current state."""

from domain.agreement import AgreementRevoked, ImportanceAgreed, Side
from domain.comment import CommentEdited, CommentWithdrawn, CommentWritten
from domain.proposal import (
    ChangeProposed,
    ProposalAccepted,
    ProposalCountered,
    ProposalDeclined,
    ProposalEvent,
    ProposalStatus,
    ProposalWithdrawn,
)
from domain.review import ReviewAsked, ReviewGiven, ReviewStatus, ReviewWithdrawn
from domain.subject import TopicKind
from domain.words import Event
from events.record import Recorded
from projections.current.conversation_rows import AgreementRow, CommentRow, ProposalRow, ReviewRow
from projections.current.workspace import CurrentRows
from projections.projection import Handler


def written(rows: CurrentRows, at: Recorded[CommentWritten]) -> None:
    event, subject = at.event, at.event.subject
    itself = subject.id if subject.kind is TopicKind.OBJECTIVE else None
    rows.comments.add(
        CommentRow(
            comment_id=event.comment_id,
            subject_kind=subject.kind,
            subject_id=subject.id,
            objective_id=subject.objective_id or itself,
            thread_id=event.thread_id,
            in_reply_to=event.in_reply_to,
            text=event.text,
            mentions=list(event.mentions),
            written_at=at.recorded_at,
            written_by=at.actor,
            position=at.position,
            version=at.version,
        )
    )


def edited(rows: CurrentRows, at: Recorded[CommentEdited]) -> None:
    row = rows.comments.of(at.event.comment_id)
    row.text, row.mentions = at.event.text, list(at.event.mentions)
    row.edited_at, row.version = at.recorded_at, at.version


def comment_withdrawn(rows: CurrentRows, at: Recorded[CommentWithdrawn]) -> None:
    row = rows.comments.of(at.event.comment_id)
    row.text, row.mentions = None, []
    row.withdrawn, row.withdrawn_reason, row.version = True, at.event.reason, at.version


def review_asked(rows: CurrentRows, at: Recorded[ReviewAsked]) -> None:
    event = at.event
    rows.reviews.add(
        ReviewRow(
            review_id=event.review_id,
            objective_id=event.objective_id,
            reviewer=event.reviewer,
            note=event.note,
            status=ReviewStatus.ASKED,
            asked_at=at.recorded_at,
            asked_by=at.actor,
            version=at.version,
        )
    )


def review_given(rows: CurrentRows, at: Recorded[ReviewGiven]) -> None:
    row = rows.reviews.of(at.event.review_id)
    row.status, row.says, row.given_at, row.version = (
        ReviewStatus.GIVEN,
        at.event.says,
        at.recorded_at,
        at.version,
    )


def review_withdrawn(rows: CurrentRows, at: Recorded[ReviewWithdrawn]) -> None:
    row = rows.reviews.of(at.event.review_id)
    row.status, row.reason, row.version = ReviewStatus.WITHDRAWN, at.event.reason, at.version


def agreed(rows: CurrentRows, at: Recorded[ImportanceAgreed]) -> None:
    event, key = at.event, at.event.objective_id
    row = rows.agreements.group(key).get("") or rows.agreements.add(
        AgreementRow(key, key, event.team_id, at.recorded_at, at.version)
    )
    if event.side is Side.LEADERSHIP:
        row.leadership_why_now, row.leadership_at, row.leadership_by = event.why_now, at.recorded_at, at.actor
    else:
        row.team_why_now, row.team_at, row.team_by = event.why_now, at.recorded_at, at.actor
    _brought(row, at)


def revoked(rows: CurrentRows, at: Recorded[AgreementRevoked]) -> None:
    row = rows.agreements.of(at.event.objective_id)
    if at.event.side is Side.LEADERSHIP:
        row.leadership_why_now = row.leadership_at = row.leadership_by = None
    else:
        row.team_why_now = row.team_at = row.team_by = None
    row.revoked_at, row.revoked_by, row.reason = at.recorded_at, at.actor, at.event.reason
    _brought(row, at)


def _brought(row: AgreementRow, at: Recorded[ImportanceAgreed] | Recorded[AgreementRevoked]) -> None:
    """Whether it stands now; once it does, saying why anew does not begin it anew."""
    row.stands = row.leadership_why_now is not None and row.team_why_now is not None
    row.stands_since = (row.stands_since or at.recorded_at) if row.stands else None
    row.version = at.version


def proposed(rows: CurrentRows, at: Recorded[ChangeProposed]) -> None:
    event = at.event
    rows.proposals.add(
        ProposalRow(
            proposal_id=event.proposal_id,
            objective_id=event.objective_id,
            of_team_id=event.of_team_id,
            team_id=event.team_id,
            change=event.change,
            reason=event.reason,
            counters=event.counters,
            status=ProposalStatus.OPEN,
            made_at=at.recorded_at,
            made_by=at.actor,
            version=at.version,
        )
    )


def accepted(rows: CurrentRows, at: Recorded[ProposalAccepted]) -> None:
    row = _ended(rows, at, ProposalStatus.ACCEPTED)
    row.answer, row.edit = at.event.note, at.event.edit
    # What one decision appends stands together: the edit comes next.
    row.edit_position = None if at.event.edit is None else at.position + 1


def declined(rows: CurrentRows, at: Recorded[ProposalDeclined]) -> None:
    _ended(rows, at, ProposalStatus.DECLINED).answer = at.event.reason


def countered(rows: CurrentRows, at: Recorded[ProposalCountered]) -> None:
    _ended(rows, at, ProposalStatus.COUNTERED).countered_by = at.event.countered_by


def proposal_withdrawn(rows: CurrentRows, at: Recorded[ProposalWithdrawn]) -> None:
    _ended(rows, at, ProposalStatus.WITHDRAWN).answer = at.event.reason


def _ended(rows: CurrentRows, at: Recorded[ProposalEvent], status: ProposalStatus) -> ProposalRow:
    row = rows.proposals.of(at.event.proposal_id)
    row.status, row.ended_at, row.ended_by, row.version = status, at.recorded_at, at.actor, at.version
    return row


HANDLERS: dict[type[Event], Handler] = {
    CommentWritten: written,
    CommentEdited: edited,
    CommentWithdrawn: comment_withdrawn,
    ReviewAsked: review_asked,
    ReviewGiven: review_given,
    ReviewWithdrawn: review_withdrawn,
    ImportanceAgreed: agreed,
    AgreementRevoked: revoked,
    ChangeProposed: proposed,
    ProposalAccepted: accepted,
    ProposalDeclined: declined,
    ProposalCountered: countered,
    ProposalWithdrawn: proposal_withdrawn,
}
