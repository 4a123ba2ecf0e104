"""Retrospectives and their entries: how their events change the current state.

Values are replaced, never changed in place: history keeps those that stood before.
"""

from domain.retrospective.base import RetrospectiveEvent
from domain.retrospective.events import (
    AnyEntryAdded,
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
from domain.words import Event
from events.record import Recorded
from projections.current.rows import RetrospectiveEntryRow, RetrospectiveRow
from projections.current.workspace import CurrentRows
from projections.projection import Handler


def opened(rows: CurrentRows, at: Recorded[RetrospectiveOpened]) -> None:
    event = at.event
    rows.retrospectives.add(
        RetrospectiveRow(
            retrospective_id=event.retrospective_id,
            cycle_id=event.cycle_id,
            team_id=event.team_id,
            kind=event.kind,
            trigger=event.trigger,
            held_on=event.held_on,
            opened_at=at.recorded_at,
            opened_by=at.actor,
            version=at.version,
        )
    )


def entry_added(rows: CurrentRows, at: Recorded[AnyEntryAdded]) -> None:
    _entry_added(rows, at)


def decision_made(rows: CurrentRows, at: Recorded[DecisionMade]) -> None:
    _entry_added(rows, at).carried_into = at.event.carried_into


def _entry_added(rows: CurrentRows, at: Recorded[AnyEntryAdded]) -> RetrospectiveEntryRow:
    event = at.event
    _retrospective(rows, at)
    return rows.retrospective_entries.add(
        RetrospectiveEntryRow(
            retrospective_id=event.retrospective_id,
            entry_id=event.entry_id,
            number=len(rows.retrospective_entries.group(event.retrospective_id)) + 1,
            kind=event.kind,
            text=event.text,
            objective_id=event.objective_id,
            author=at.actor,
            added_at=at.recorded_at,
        )
    )


def answered(rows: CurrentRows, at: Recorded[QuestionAnswered]) -> None:
    row, event = _retrospective(rows, at), at.event
    question = event.question.value
    if event.answer:
        said_at = at.recorded_at.isoformat(timespec="microseconds")
        said = {"text": event.answer, "author": at.actor, "said_at": said_at}
        row.answers = {**row.answers, question: said}
    else:
        row.answers = {asked: said for asked, said in row.answers.items() if asked != question}


def withdrawn(rows: CurrentRows, at: Recorded[EntryWithdrawn]) -> None:
    row = _entry(rows, at)
    row.text, row.withdrawn_reason = None, at.event.reason


def carried(rows: CurrentRows, at: Recorded[DecisionCarried]) -> None:
    row, event = _entry(rows, at), at.event
    row.carried_into, row.became, row.carried_at = event.cycle_id, event.became, at.recorded_at


def closed(rows: CurrentRows, at: Recorded[RetrospectiveClosed]) -> None:
    row = _retrospective(rows, at)
    row.closed_at, row.summary = at.recorded_at, at.event.summary


def _retrospective(rows: CurrentRows, at: Recorded[RetrospectiveEvent]) -> RetrospectiveRow:
    """The row an event of a retrospective's stream speaks of, brought to the event's version."""
    row = rows.retrospectives.of(at.event.retrospective_id)
    row.version = at.version
    return row


def _entry(rows: CurrentRows, at: Recorded[EntryWithdrawn] | Recorded[DecisionCarried]) -> RetrospectiveEntryRow:
    _retrospective(rows, at)
    return rows.retrospective_entries.of(at.event.retrospective_id, at.event.entry_id)


HANDLERS: dict[type[Event], Handler] = {
    RetrospectiveOpened: opened,
    NoteAdded: entry_added,
    AttractorAdded: entry_added,
    DetractorAdded: entry_added,
    LearningAdded: entry_added,
    DecisionMade: decision_made,
    QuestionAnswered: answered,
    EntryWithdrawn: withdrawn,
    DecisionCarried: carried,
    RetrospectiveClosed: closed,
}
