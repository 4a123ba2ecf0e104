"""What leadership publishes beside its objectives: vision, strategy, and the priorities of a year (P2.2).

One stream an organization: the layers that everything else looks up to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, ClassVar, assert_never

from pydantic import Field

from domain.decider import Decider, Given, Refused, existing
from domain.words import Command, Event, Id, Line, Prose, Reason

STREAM = "strategy"

Year = Annotated[int, Field(strict=True, ge=1900, le=2200)]


class _Command(Command):
    @property
    def stream(self) -> str:
        return STREAM


class _Event(Event):
    @property
    def stream(self) -> str:
        return STREAM


class StateVision(_Command):
    """Where the organization wants to be, in its own words."""

    statement: Reason


class StateStrategy(_Command):
    """How it means to get there."""

    statement: Reason


class SetPriority(_Command):
    """A priority of the whole company for a year. ``why``: why this one, and why now."""

    priority_id: Id
    year: Year
    title: Line
    why: Prose = ""


class RewordPriority(_Command):
    priority_id: Id
    title: Line
    why: Prose = ""


class DropPriority(_Command):
    """It is a priority no more. Objectives that served it keep saying so."""

    priority_id: Id
    reason: Reason


class VisionStated(_Event):
    """Leadership said where the organization wants to be."""

    stored_as: ClassVar[str] = "strategy.vision_stated.v1"
    statement: str


class StrategyStated(_Event):
    """Leadership said how the organization means to get there."""

    stored_as: ClassVar[str] = "strategy.stated.v1"
    statement: str


class PrioritySet(_Event):
    """A priority of the year was published."""

    stored_as: ClassVar[str] = "strategy.priority_set.v1"
    priority_id: Id
    year: int
    title: str
    why: str


class PriorityReworded(_Event):
    """A priority is said in other words."""

    stored_as: ClassVar[str] = "strategy.priority_reworded.v1"
    priority_id: Id
    title: str
    why: str


class PriorityDropped(_Event):
    """A priority ended before its year did."""

    stored_as: ClassVar[str] = "strategy.priority_dropped.v1"
    priority_id: Id
    reason: str


StrategyCommand = StateVision | StateStrategy | SetPriority | RewordPriority | DropPriority
StrategyEvent = VisionStated | StrategyStated | PrioritySet | PriorityReworded | PriorityDropped


@dataclass(frozen=True, slots=True)
class Priority:
    title: str
    why: str
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Strategy:
    vision: str = ""
    statement: str = ""
    priorities: Mapping[str, Priority] = field(default_factory=dict)


def standing_priority(given: Given, priority_id: str, at: str) -> Priority:
    """The priority, or a refusal if there is none or it was dropped. The strategy must be among the needs."""
    strategy = given.state(STREAM, Strategy) or Strategy()
    priority = existing(strategy.priorities.get(priority_id), at, "priority")
    if priority.dropped:
        raise Refused(at, "dropped", "this is a priority no more; name another, or none")
    return priority


def decide(state: Strategy | None, command: StrategyCommand, _given: Given) -> Sequence[StrategyEvent]:
    now = state or Strategy()
    match command:
        case StateVision(statement=statement):
            return [] if statement == now.vision else [VisionStated(statement=statement)]
        case StateStrategy(statement=statement):
            return [] if statement == now.statement else [StrategyStated(statement=statement)]
        case SetPriority(priority_id=key):
            if key in now.priorities:
                raise Refused("priority_id", "exists", "this priority exists already; take a new id")
            return [PrioritySet(**dict(command))]
        case RewordPriority(priority_id=key, title=title, why=why):
            before = existing(now.priorities.get(key), "priority_id", "priority")
            if before.dropped:
                raise Refused("priority_id", "dropped", "a dropped priority stays as it was said")
            same = (title, why) == (before.title, before.why)
            return [] if same else [PriorityReworded(priority_id=key, title=title, why=why)]
        case DropPriority(priority_id=key, reason=reason):
            before = existing(now.priorities.get(key), "priority_id", "priority")
            return [] if before.dropped else [PriorityDropped(priority_id=key, reason=reason)]
        case _:
            assert_never(command)


def evolve(state: Strategy | None, event: StrategyEvent) -> Strategy:
    now = state or Strategy()
    match event:
        case VisionStated():
            return replace(now, vision=event.statement)
        case StrategyStated():
            return replace(now, statement=event.statement)
        case PrioritySet():
            return _with(now, event.priority_id, Priority(event.title, event.why))
        case PriorityReworded():
            before = now.priorities[event.priority_id]
            return _with(now, event.priority_id, replace(before, title=event.title, why=event.why))
        case PriorityDropped():
            return _with(now, event.priority_id, replace(now.priorities[event.priority_id], dropped=True))
        case _:
            assert_never(event)


def _with(state: Strategy, priority_id: str, priority: Priority) -> Strategy:
    return replace(state, priorities={**state.priorities, priority_id: priority})


strategy = Decider(decide=decide, evolve=evolve)
