"""What can happen to a retrospective."""

from datetime import date
from typing import ClassVar

from domain.retrospective.base import EntryKind, Question, RetrospectiveEvent, RetrospectiveKind, Trigger
from domain.words import Id


class RetrospectiveOpened(RetrospectiveEvent):
    """A retrospective began, of one team or of the whole organization; without a trigger it was scheduled."""

    stored_as: ClassVar[str] = "retrospective.opened.v1"
    cycle_id: Id
    team_id: Id | None
    kind: RetrospectiveKind
    trigger: Trigger | None
    held_on: date


class EntryAdded(RetrospectiveEvent):
    """``kind`` is what was added; who added it is the event's actor."""

    kind: ClassVar[EntryKind]
    entry_id: Id
    text: str
    objective_id: Id | None


class NoteAdded(EntryAdded):
    """Something was said, of an objective or of none in particular."""

    stored_as: ClassVar[str] = "retrospective.note_added.v1"
    kind: ClassVar[EntryKind] = EntryKind.NOTE


class AttractorAdded(EntryAdded):
    """Something was named that pulled the team toward its goal (P3.5)."""

    stored_as: ClassVar[str] = "retrospective.attractor_added.v1"
    kind: ClassVar[EntryKind] = EntryKind.ATTRACTOR


class DetractorAdded(EntryAdded):
    """Something was named that pushed the team away from its goal (P3.5)."""

    stored_as: ClassVar[str] = "retrospective.detractor_added.v1"
    kind: ClassVar[EntryKind] = EntryKind.DETRACTOR


class LearningAdded(EntryAdded):
    """The team said what it knows now and did not know before."""

    stored_as: ClassVar[str] = "retrospective.learning_added.v1"
    kind: ClassVar[EntryKind] = EntryKind.LEARNING


class DecisionMade(EntryAdded):
    """The team decided on something; ``carried_into`` is the later cycle it was meant for, if that was known."""

    stored_as: ClassVar[str] = "retrospective.decision_made.v1"
    kind: ClassVar[EntryKind] = EntryKind.DECISION
    carried_into: Id | None


class QuestionAnswered(RetrospectiveEvent):
    """A closing question got its answer, in place of any before (P3.6); an empty one takes the answer back."""

    stored_as: ClassVar[str] = "retrospective.question_answered.v1"
    question: Question
    answer: str


class EntryWithdrawn(RetrospectiveEvent):
    """An entry was taken back; what it said stays where it was said."""

    stored_as: ClassVar[str] = "retrospective.entry_withdrawn.v1"
    entry_id: Id
    reason: str


class DecisionCarried(RetrospectiveEvent):
    """A later cycle took a decision up, as an objective of its own if ``became`` names one."""

    stored_as: ClassVar[str] = "retrospective.decision_carried.v1"
    entry_id: Id
    cycle_id: Id
    became: Id | None


class RetrospectiveClosed(RetrospectiveEvent):
    """A retrospective ended; nothing is added to it any more."""

    stored_as: ClassVar[str] = "retrospective.closed.v1"
    summary: str


AnyEntryAdded = NoteAdded | AttractorAdded | DetractorAdded | LearningAdded | DecisionMade
AnyRetrospectiveEvent = (
    RetrospectiveOpened | AnyEntryAdded | QuestionAnswered | EntryWithdrawn | DecisionCarried | RetrospectiveClosed
)
