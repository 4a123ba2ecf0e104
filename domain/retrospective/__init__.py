"""A retrospective: opened, held and closed (P3.5, P3.6). Of a cycle, of one team or of the whole organization.

It is never opened again: what was said in it stays as it was said (P3.9), and a cycle may have any number of
them, so who has more to say holds another. Only the carrying of its decisions goes on after its end.
"""

from domain.decider import Decider
from domain.retrospective.base import EntryKind, Question, RetrospectiveKind, Trigger, stream_of
from domain.retrospective.deciding import decide, needs
from domain.retrospective.state import Carrying, Entry, Retrospective, evolve

__all__ = [
    "Carrying",
    "Entry",
    "EntryKind",
    "Question",
    "Retrospective",
    "RetrospectiveKind",
    "Trigger",
    "retrospective",
    "stream_of",
]

retrospective = Decider(decide=decide, evolve=evolve, needs=needs)
