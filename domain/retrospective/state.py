"""What is true of a retrospective and its entries, folded from its events."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, assert_never

from domain.retrospective.base import EntryKind, Question, RetrospectiveKind, Trigger
from domain.retrospective.events import (
    AnyRetrospectiveEvent,
    AttractorAdded,
    DecisionCarried,
    DecisionMade,
    DetractorAdded,
    EntryWithdrawn,
    LearningAdded,
    NoteAdded,
    QuestionAnswered,
    RetrospectiveClosed,
    RetrospectiveOpened,
)


@dataclass(frozen=True, slots=True)
class Carrying:
    """The cycle that took a decision up, and the objective it became there, if any."""

    cycle_id: str
    became: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """``meant_for`` and ``carried`` are a decision's."""

    kind: EntryKind
    text: str
    objective_id: str | None
    meant_for: str | None = None
    carried: Carrying | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Retrospective:
    """``answers`` holds the questions that have one."""

    cycle_id: str
    team_id: str | None
    kind: RetrospectiveKind
    trigger: Trigger | None
    held_on: date
    entries: Mapping[str, Entry] = field(default_factory=dict)
    answers: Mapping[Question, str] = field(default_factory=dict)
    closed: bool = False
    summary: str = ""


def evolve(state: Retrospective | None, event: AnyRetrospectiveEvent) -> Retrospective:
    if isinstance(event, RetrospectiveOpened):
        return Retrospective(event.cycle_id, event.team_id, event.kind, event.trigger, event.held_on)
    assert state is not None, "a retrospective's stream begins with its opening"
    match event:
        case NoteAdded() | AttractorAdded() | DetractorAdded() | LearningAdded() | DecisionMade():
            meant_for = event.carried_into if isinstance(event, DecisionMade) else None
            added = Entry(event.kind, event.text, event.objective_id, meant_for)
            return replace(state, entries={**state.entries, event.entry_id: added})
        case QuestionAnswered():
            others = {question: said for question, said in state.answers.items() if question != event.question}
            said = {event.question: event.answer} if event.answer else {}
            return replace(state, answers=others | said)
        case EntryWithdrawn():
            return _with(state, event.entry_id, withdrawn=True)
        case DecisionCarried():
            return _with(state, event.entry_id, carried=Carrying(event.cycle_id, event.became))
        case RetrospectiveClosed():
            return replace(state, closed=True, summary=event.summary)
        case _:
            assert_never(event)


def _with(state: Retrospective, entry_id: str, **changed: Any) -> Retrospective:
    kept = replace(state.entries[entry_id], **changed)
    return replace(state, entries={**state.entries, entry_id: kept})
