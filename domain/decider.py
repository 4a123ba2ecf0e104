"""The contract of every aggregate: what is true (evolve), and what may happen next (decide)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from domain.words import Command, Event

State = TypeVar("State")
AnyState = TypeVar("AnyState")
C = TypeVar("C", bound=Command)
E = TypeVar("E", bound=Event)


class Refused(Exception):
    """A command that the rules do not allow. Nothing is appended.

    ``field`` is the command's field at fault as a dotted path ("readings.0.value"), ``rule`` a stable short
    name for programs, ``message`` a sentence for people that says what would be accepted.
    """

    def __init__(self, field: str, rule: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.rule = rule
        self.message = message


@dataclass(frozen=True, slots=True)
class Given:
    """What a decision may know beside the state of its own stream.

    ``now``: when the command is handled, UTC. ``states``: the states of the streams that ``needs`` named.
    """

    now: datetime
    states: Mapping[str, object] = field(default_factory=dict)

    def state(self, stream: str, kind: type[AnyState]) -> AnyState | None:
        """The state of a needed stream; ``None`` when nothing ever happened in it."""
        state = self.states[stream]
        if state is None or isinstance(state, kind):
            return state
        raise TypeError(f"{stream} holds {type(state).__name__}, not {kind.__name__}")


def _needs_nothing(_state: object, _command: object) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Decider(Generic[State, C, E]):
    """One aggregate, pure. Its state is ``None`` until its first event.

    ``decide(state, command, given)`` returns the events, none where nothing would change, or raises
    ``Refused``. ``evolve(state, event)`` never refuses: the log has happened. ``needs(state, command)`` names
    the other streams the decision rests on; the log checks that none of them moved in the meantime.
    """

    decide: Callable[[State | None, C, Given], Sequence[Event]]
    evolve: Callable[[State | None, E], State]
    needs: Callable[[State | None, C], Sequence[str]] = _needs_nothing


def existing(state: State | None, field: str, what: str) -> State:
    """``state``, or a refusal that names the field and what it should have named."""
    if state is None:
        raise Refused(field, "unknown", f"there is no such {what}")
    return state


def absent(state: object | None, field: str, what: str) -> None:
    """Refuse to begin what has begun."""
    if state is not None:
        raise Refused(field, "exists", f"this {what} exists already; take a new id")
