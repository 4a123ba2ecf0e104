"""What can be asked of a retrospective."""

from typing import Annotated, Literal

from pydantic import Field

from domain.retrospective.base import (
    EntryKind,
    Question,
    RetrospectiveCommand,
    RetrospectiveKind,
    Said,
    Trigger,
)
from domain.words import Day, Id, Part, Prose, Reason

MOST_PREFILLED = 200
"""So many entries a retrospective begins with at most."""


class Prefilled(Part):
    """What a retrospective begins with: an attractor or a detractor read off what stands (P3.5)."""

    kind: Literal[EntryKind.ATTRACTOR, EntryKind.DETRACTOR]
    entry_id: Id
    text: Said
    objective_id: Id | None = None


class OpenRetrospective(RetrospectiveCommand):
    """Of one team, or without ``team_id`` of the whole organization's cycle. ``trigger`` says what called for it;
    without one it was scheduled. ``held_on`` is the day of the meeting, today unless said, and may lie ahead.
    ``prefilled``: the entries it begins with, beside its opening or not at all."""

    cycle_id: Id
    team_id: Id | None = None
    kind: RetrospectiveKind
    trigger: Trigger | None = None
    held_on: Day | None = None
    prefilled: Annotated[tuple[Prefilled, ...], Field(max_length=MOST_PREFILLED)] = ()


class EntryCommand(RetrospectiveCommand):
    """``objective_id``: the objective that it speaks of, if it speaks of one."""

    entry_id: Id
    text: Said
    objective_id: Id | None = None


class AddNote(EntryCommand):
    """Something that was said. ``objective_id``: the objective that it speaks of, if it speaks of one."""


class AddAttractor(EntryCommand):
    """What pulled us toward the goal (P3.5)."""


class AddDetractor(EntryCommand):
    """What pushed us away from the goal (P3.5)."""


class AddLearning(EntryCommand):
    """What we know now and did not know before."""


class MakeDecision(EntryCommand):
    """What we will do. ``carried_into``: the later cycle it is meant for, if that is known."""

    carried_into: Id | None = None


class AnswerQuestion(RetrospectiveCommand):
    """Answers one of the four closing questions (P3.6), or answers it anew; an empty answer takes it back."""

    question: Question
    answer: Prose


class WithdrawEntry(RetrospectiveCommand):
    """Takes an entry back. What it said stays in the log."""

    entry_id: Id
    reason: Reason


class CarryDecision(RetrospectiveCommand):
    """A later cycle took a decision up. ``became``: the objective of that cycle which it turned into, if any.
    Possible after closing, too: that is when decisions are carried out."""

    entry_id: Id
    cycle_id: Id
    became: Id | None = None


class CloseRetrospective(RetrospectiveCommand):
    """Ends it for good: nothing is added any more. Who has more to say holds another one."""

    summary: Prose = ""


AddCommand = AddNote | AddAttractor | AddDetractor | AddLearning
AnyRetrospectiveCommand = (
    OpenRetrospective
    | AddCommand
    | MakeDecision
    | AnswerQuestion
    | WithdrawEntry
    | CarryDecision
    | CloseRetrospective
)
