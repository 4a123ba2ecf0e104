"""What all commands and events of a retrospective share, and the words they are made of."""

from enum import StrEnum

from domain.words import Command, Event, Id, Reason


class RetrospectiveKind(StrEnum):
    """When in its cycle it is held (P3.1)."""

    MID_CYCLE = "mid_cycle"
    END = "end"


class Trigger(StrEnum):
    """What called for a retrospective that was not scheduled (P3.5)."""

    MISALIGNMENT = "misalignment"
    STALLED_PROGRESS = "stalled_progress"
    SLIPPING_MOMENTUM = "slipping_momentum"
    SHIFTED_PRIORITIES = "shifted_priorities"


class Question(StrEnum):
    """Did we achieve it, what did we learn, what surprised us, what will we do differently (P3.6)."""

    ACHIEVED = "achieved"
    LEARNT = "learnt"
    SURPRISED = "surprised"
    DIFFERENTLY = "differently"


class EntryKind(StrEnum):
    """What an entry is. Attractors pulled us toward the goal, detractors pushed us away (P3.5)."""

    NOTE = "note"
    ATTRACTOR = "attractor"
    DETRACTOR = "detractor"
    LEARNING = "learning"
    DECISION = "decision"


Said = Reason
"""A sentence or a few; never empty."""


def stream_of(retrospective_id: str) -> str:
    return f"retrospective-{retrospective_id}"


class RetrospectiveCommand(Command):
    retrospective_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.retrospective_id)


class RetrospectiveEvent(Event):
    retrospective_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.retrospective_id)
