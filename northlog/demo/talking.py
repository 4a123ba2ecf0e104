"""The talk of the story: comments, reviews, agreements, and goals negotiated in any direction (P2.5, P2.9)."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Literal

from domain.agreement import AgreeAsLeadership, AgreeAsTeam, RevokeAsLeadership
from domain.comment import WithdrawComment, WriteComment
from domain.measure import Measure
from domain.proposal import (
    AcceptProposal,
    Change,
    DeclineProposal,
    Drop,
    ProposeChange,
    Retarget,
    Reword,
    Serve,
    WithdrawProposal,
)
from domain.review import AskReview, GiveReview
from domain.subject import Subject, TopicKind
from domain.words import Line, Part, Reason
from northlog.demo.plot import Ended, Said, told
from northlog.demo.step import Step, id_of, key_result_id, objective_id, person_id, team_id
from northlog.demo.timeline import Quarter


class Reply(Part):
    by: str
    text: Reason
    mentions: tuple[str, ...] = ()


class CommentPlot(Said):
    """``about``: a key, as "team/key" for an objective; with ``number``, that key result of it."""

    key: str
    kind: TopicKind = TopicKind.OBJECTIVE
    about: str
    number: int | None = None
    text: Reason
    mentions: tuple[str, ...] = ()
    withdrawn: Reason | None = None
    replies: tuple[Reply, ...] = ()


class ReviewPlot(Said):
    of: str
    reviewer: str
    note: str
    says: Reason | None = None


class AgreementPlot(Said):
    """``by`` speaks for leadership, ``own`` for the team, if it agrees."""

    of: str
    why_now: Reason
    own: str | None = None
    own_why_now: Reason = "It is what we would have chosen."
    revoked: Ended | None = None


class ProposalPlot(Said):
    """Changes one thing: the wording, the measure of a key result by its ``number``, the priority served, or that
    key result is given up. ``answered``: who answers it a week later, and how."""

    key: str
    of: str
    team: str
    title: Line | None = None
    measure: Measure | None = None
    priority: str | None = None
    number: int = 0
    reason: Reason
    counters: str | None = None
    became: Literal["accepted", "declined", "withdrawn", "open"] = "open"
    answered: str = ""
    answer: str = ""


class TalkPlot(Part):
    comments: tuple[CommentPlot, ...]
    reviews: tuple[ReviewPlot, ...]
    agreements: tuple[AgreementPlot, ...]
    proposals: tuple[ProposalPlot, ...]


def talk(calendar: Sequence[Quarter]) -> Iterator[Step]:
    """All steps of the talk, not in order of time."""
    plot = told("talking.toml", TalkPlot)
    for comment in plot.comments:
        yield from _comment(comment, calendar)
    for review in plot.reviews:
        yield from _review(review, calendar)
    for agreement in plot.agreements:
        yield from _agreement(agreement, calendar)
    for proposal in plot.proposals:
        yield from _proposal(proposal, calendar)


def _comment(plot: CommentPlot, calendar: Sequence[Quarter]) -> Iterator[Step]:
    label, subject, at = f"comment/{plot.key}", _subject(plot), plot.at(calendar, 12)
    said = [Reply(by=plot.by, text=plot.text, mentions=plot.mentions), *plot.replies]
    first = id_of("comment", label)
    for number, each in enumerate(said):
        key = id_of("comment", f"{label}/{number}") if number else first
        write = WriteComment(
            comment_id=key,
            by=person_id(each.by),
            subject=subject,
            text=each.text,
            mentions=tuple(map(person_id, each.mentions)),
            in_reply_to=first if number else None,
        )
        yield Step(at + timedelta(hours=5 * number), f"{label}/{number}", each.by, write)
    if plot.withdrawn:
        back = WithdrawComment(comment_id=first, by=person_id(plot.by), reason=plot.withdrawn)
        yield Step(at + timedelta(hours=2), f"{label}/withdraw", plot.by, back)


def _subject(plot: CommentPlot) -> Subject:
    if plot.number is not None:
        result = key_result_id(plot.about, plot.number)
        return Subject(kind=TopicKind.KEY_RESULT, id=result, objective_id=objective_id(plot.about))
    return Subject(kind=plot.kind, id=id_of(plot.kind.replace("_", " "), plot.about))


def _review(plot: ReviewPlot, calendar: Sequence[Quarter]) -> Iterator[Step]:
    label, at = f"review/{plot.of}", plot.at(calendar, 17)
    it = {"review_id": id_of("review", plot.of)}
    asked = AskReview(
        **it,
        by=person_id(plot.by),
        objective_id=objective_id(plot.of),
        reviewer=person_id(plot.reviewer),
        note=plot.note,
    )
    yield Step(at, f"{label}/ask", plot.by, asked)
    if plot.says:
        given = GiveReview(**it, by=person_id(plot.reviewer), says=plot.says)
        yield Step(at + timedelta(days=2), f"{label}/give", plot.reviewer, given)


def _agreement(plot: AgreementPlot, calendar: Sequence[Quarter]) -> Iterator[Step]:
    it, label, at = {"objective_id": objective_id(plot.of)}, f"agreement/{plot.of}", plot.at(calendar, 15)
    above = AgreeAsLeadership(**it, by=person_id(plot.by), why_now=plot.why_now)
    yield Step(at, f"{label}/leadership", plot.by, above)
    if plot.own:
        team = team_id(plot.of.split("/")[0])
        own = AgreeAsTeam(**it, by=person_id(plot.own), team_id=team, why_now=plot.own_why_now)
        yield Step(at + timedelta(minutes=10), f"{label}/team", plot.own, own)
    if plot.revoked:
        gone = RevokeAsLeadership(**it, by=person_id(plot.by), reason=plot.revoked.reason)
        yield Step(calendar[plot.cycle].at(weeks=plot.revoked.week), f"{label}/revoke", plot.by, gone)


def _proposal(plot: ProposalPlot, calendar: Sequence[Quarter]) -> Iterator[Step]:
    it, label, at = {"proposal_id": id_of("proposal", plot.key)}, f"proposal/{plot.key}", plot.at(calendar, 14)
    made = ProposeChange(
        **it,
        by=person_id(plot.by),
        objective_id=objective_id(plot.of),
        change=_change(plot),
        reason=plot.reason,
        team_id=team_id(plot.team),
        counters=None if plot.counters is None else id_of("proposal", plot.counters),
    )
    yield Step(at, f"{label}/make", plot.by, made)
    answering = {**it, "by": person_id(plot.answered)}
    then = at + timedelta(days=7)
    match plot.became:
        case "accepted":
            yield Step(then, f"{label}/accept", plot.answered, AcceptProposal(**answering, note=plot.answer))
        case "declined":
            yield Step(then, f"{label}/decline", plot.answered, DeclineProposal(**answering, reason=plot.answer))
        case "withdrawn":
            yield Step(then, f"{label}/withdraw", plot.answered, WithdrawProposal(**answering, reason=plot.answer))


def _change(plot: ProposalPlot) -> Change:
    if plot.title:
        return Reword(title=plot.title)
    if plot.priority:
        return Serve(priority_id=id_of("priority", plot.priority))
    of = {"key_result_id": key_result_id(plot.of, plot.number)}
    return Retarget(**of, measure=plot.measure) if plot.measure else Drop(**of)
