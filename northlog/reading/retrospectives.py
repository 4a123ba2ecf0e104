"""What people and programs are shown of retrospectives."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime

from northlog.reading.views import View
from projections.current.rows import RetrospectiveEntryRow, RetrospectiveRow

SECTIONS: Mapping[str, str] = {
    "attractor": "What pulled us toward the goal",
    "detractor": "What pushed us away",
    "note": "Notes",
    "learning": "Learnings",
    "decision": "Decisions",
}
"""What is said of each kind of entry, in the order they are shown."""

QUESTIONS: Mapping[str, str] = {
    "achieved": "Did we achieve it?",
    "learnt": "What did we learn?",
    "surprised": "What surprised us?",
    "differently": "What will we do differently?",
}
"""The four questions that close a cycle, as they are asked (P3.6)."""


class EntryView(View):
    """``kind``: note, attractor, detractor, learning or decision. ``text`` is null once withdrawn.
    ``carried_into``: the cycle that a decision is meant for, or since ``carried_at`` the one that took it up;
    ``became``: the objective it turned into there."""

    entry_id: str
    number: int
    kind: str
    text: str | None
    objective_id: str | None
    author: str
    added_at: datetime
    carried_into: str | None
    carried_at: datetime | None
    became: str | None
    withdrawn_reason: str | None


class AnswerView(View):
    """The answer to a closing question (P3.6) as it was last given."""

    text: str
    author: str
    said_at: datetime


class RetrospectiveView(View):
    """``team_id`` is null for the whole organization's; ``trigger`` where it was scheduled. ``answers``: by
    question (achieved, learnt, surprised, differently); those without an answer are absent."""

    retrospective_id: str
    cycle_id: str
    team_id: str | None
    kind: str
    trigger: str | None
    held_on: date
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    summary: str
    answers: dict[str, AnswerView]
    entries: list[EntryView]
    version: int

    @staticmethod
    def of(row: RetrospectiveRow, entries: list[RetrospectiveEntryRow]) -> "RetrospectiveView":
        return RetrospectiveView.model_validate({**asdict(row), "entries": entries})


def kind_text(it: RetrospectiveView) -> str:
    """When in its cycle, in words."""
    return it.kind.replace("_", "-")


def trigger_text(it: RetrospectiveView) -> str:
    """What called for it, in words."""
    return "scheduled" if it.trigger is None else it.trigger.replace("_", " ")
