"""A loose link between two objectives (P2.7): vertical to the goal that it serves, or horizontal between peers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, assert_never

from domain import objective
from domain.decider import Decider, Given, Refused, absent, existing
from domain.objective import Objective
from domain.words import Command, Event, Id, Prose, Reason


class LinkKind(StrEnum):
    """``vertical``: from our work to the goal it serves. ``horizontal``: between peers whose results depend on
    each other."""

    VERTICAL = "vertical"
    HORIZONTAL = "horizontal"


def stream_of(link_id: str) -> str:
    return f"link-{link_id}"


class _Command(Command):
    link_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.link_id)


class _Event(Event):
    link_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.link_id)


class LinkObjectives(_Command):
    """Says that ``objective_id`` has to do with ``other_id``; a vertical link leads up to the other."""

    kind: LinkKind
    objective_id: Id
    other_id: Id
    note: Prose = ""


class RemoveLink(_Command):
    reason: Reason


class ObjectivesLinked(_Event):
    """Two objectives have to do with each other; a vertical link leads up to `other_id`."""

    stored_as: ClassVar[str] = "link.made.v1"
    kind: LinkKind
    objective_id: Id
    other_id: Id
    note: str


class LinkRemoved(_Event):
    """Two objectives have to do with each other no more."""

    stored_as: ClassVar[str] = "link.removed.v1"
    reason: str


LinkCommand = LinkObjectives | RemoveLink
LinkEvent = ObjectivesLinked | LinkRemoved


@dataclass(frozen=True, slots=True)
class Link:
    removed: bool = False


def needs(_state: Link | None, command: LinkCommand) -> Sequence[str]:
    if isinstance(command, LinkObjectives):
        return tuple(objective.stream_of(each) for each in (command.objective_id, command.other_id))
    return ()


def decide(state: Link | None, command: LinkCommand, given: Given) -> Sequence[LinkEvent]:
    if isinstance(command, RemoveLink):
        now = existing(state, "link_id", "link")
        return [] if now.removed else [LinkRemoved(link_id=command.link_id, reason=command.reason)]
    absent(state, "link_id", "link")
    if command.objective_id == command.other_id:
        raise Refused("other_id", "other", "an objective is linked to another one")
    for at in ("objective_id", "other_id"):
        existing(given.state(objective.stream_of(getattr(command, at)), Objective), at, "objective")
    return [ObjectivesLinked(**dict(command))]


def evolve(state: Link | None, event: LinkEvent) -> Link:
    match event:
        case ObjectivesLinked():
            return Link()
        case LinkRemoved():
            assert state is not None, "a link's stream begins with its making"
            return replace(state, removed=True)
        case _:
            assert_never(event)


link = Decider(decide=decide, evolve=evolve, needs=needs)
