"""A second pair of eyes on an objective (P2.1): asked for, given; recommended, never required, nothing waits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from domain import objective, person
from domain.decider import Decider, Given, Refused, absent, existing
from domain.objective import Objective
from domain.words import Command, Event, Id, Prose, Reason


class ReviewStatus(StrEnum):
    ASKED = "asked"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


def stream_of(review_id: str) -> str:
    return f"review-{review_id}"


class _Command(Command):
    """``by``: the person who says it; absent where a machine does."""

    review_id: Id
    by: Id | None = None

    @property
    def stream(self) -> str:
        return stream_of(self.review_id)


class AskReview(_Command):
    """Asks a person to look at an objective, draft or not; ``note``: at what."""

    objective_id: Id
    reviewer: Id
    note: Prose = ""


class GiveReview(_Command):
    """What the reviewer says of it. Said again, it is said anew."""

    says: Reason


class WithdrawReview(_Command):
    """It is not asked for any more."""

    reason: Reason


class _Event(Event):
    review_id: Id
    by: Id | None

    @property
    def stream(self) -> str:
        return stream_of(self.review_id)


class ReviewAsked(_Event):
    """A person was asked to look at an objective (P2.1)."""

    stored_as: ClassVar[str] = "review.asked.v1"
    objective_id: Id
    reviewer: Id
    note: str


class ReviewGiven(_Event):
    """The person said what they think of it."""

    stored_as: ClassVar[str] = "review.given.v1"
    says: str


class ReviewWithdrawn(_Event):
    """The review was not asked for any more."""

    stored_as: ClassVar[str] = "review.withdrawn.v1"
    reason: str


ReviewCommand = AskReview | GiveReview | WithdrawReview
ReviewEvent = ReviewAsked | ReviewGiven | ReviewWithdrawn


@dataclass(frozen=True, slots=True)
class Review:
    reviewer: str
    status: ReviewStatus = ReviewStatus.ASKED
    says: str | None = None


def needs(_state: Review | None, command: ReviewCommand) -> Sequence[str]:
    if isinstance(command, AskReview):
        return (objective.stream_of(command.objective_id), person.stream_of(command.reviewer))
    return ()


def decide(state: Review | None, command: ReviewCommand, given: Given) -> Sequence[ReviewEvent]:
    if isinstance(command, AskReview):
        absent(state, "review_id", "review")
        goal = given.state(objective.stream_of(command.objective_id), Objective)
        existing(goal, "objective_id", "objective")
        person.known_person(given, command.reviewer, "reviewer")
        return [ReviewAsked(**dict(command))]
    now = existing(state, "review_id", "review")
    if isinstance(command, WithdrawReview):
        if now.status is ReviewStatus.GIVEN:
            raise Refused("review_id", "given", "it was given already; what was said stays")
        return [] if now.status is ReviewStatus.WITHDRAWN else [ReviewWithdrawn(**dict(command))]
    if now.status is ReviewStatus.WITHDRAWN:
        raise Refused("review_id", "withdrawn", "it is asked for no more; say it in a comment")
    if command.by is not None and command.by != now.reviewer:
        raise Refused("review_id", "asked", "a review is given by whoever was asked; others comment")
    return [] if command.says == now.says else [ReviewGiven(**dict(command))]


def evolve(state: Review | None, event: ReviewEvent) -> Review:
    if isinstance(event, ReviewAsked):
        return Review(event.reviewer)
    assert state is not None, "a review's stream begins with its being asked for"
    if isinstance(event, ReviewGiven):
        return replace(state, status=ReviewStatus.GIVEN, says=event.says)
    return replace(state, status=ReviewStatus.WITHDRAWN)


review = Decider(decide=decide, evolve=evolve, needs=needs)
