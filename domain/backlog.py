"""What is no "hell yes" now (P1.10): a team's ideas, actions and parked things, until one becomes a goal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, assert_never

from domain import objective, team
from domain.decider import Decider, Given, Refused, absent, existing
from domain.objective import Objective, ObjectiveStatus
from domain.objective.commands import DraftObjective
from domain.words import Command, Event, Id, Line, Part, Prose, Reason

REVIEWED_EVERY_DAYS = 92
"""A quarter's days at most: a backlog that was not reviewed for longer is due (P1.10)."""


class BacklogKind(StrEnum):
    IDEA = "idea"
    ACTION = "action"
    PARKING_LOT = "parking_lot"


class BacklogStatus(StrEnum):
    """``promoted``: it became an objective or a key result."""

    OPEN = "open"
    PROMOTED = "promoted"
    DROPPED = "dropped"


def stream_of(backlog_item_id: str) -> str:
    return f"backlog_item-{backlog_item_id}"


class Noted(Part):
    """What is noted: in a line, and what else is to be said of it."""

    kind: BacklogKind
    text: Line
    note: Prose = ""


class _Command(Command):
    backlog_item_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.backlog_item_id)


class _Event(Event):
    backlog_item_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.backlog_item_id)


class NoteBacklogItem(_Command, Noted):
    """Note an idea, an action, or what is parked, so that it is not lost and in nobody's way (P1.10)."""

    team_id: Id


class EditBacklogItem(_Command, Noted):
    """Says it anew, whole."""


class DropBacklogItem(_Command):
    reason: Reason


class PromoteBacklogItem(_Command):
    """Says which objective, or key result of it, the item has become. It may be another team's."""

    objective_id: Id
    key_result_id: Id | None = None


class DraftFromBacklogItem(_Command):
    """Drafts an objective of the item's team that the item becomes. ``title``: the item's text unless said; its
    note becomes the description."""

    objective_id: Id
    cycle_id: Id
    title: Line | None = None
    why_now: Prose = ""
    owner: Id | None = None


class _Noted(_Event):
    kind: BacklogKind
    text: str
    note: str


class BacklogItemNoted(_Noted):
    """A team noted what is no goal now."""

    stored_as: ClassVar[str] = "backlog_item.noted.v1"
    team_id: Id


class BacklogItemEdited(_Noted):
    """An item of the backlog was said anew, whole."""

    stored_as: ClassVar[str] = "backlog_item.edited.v1"


class BacklogItemDropped(_Event):
    """An item of the backlog will not be taken up."""

    stored_as: ClassVar[str] = "backlog_item.dropped.v1"
    reason: str


class BacklogItemPromoted(_Event):
    """An item of the backlog became an objective, or a key result of it."""

    stored_as: ClassVar[str] = "backlog_item.promoted.v1"
    objective_id: Id
    key_result_id: Id | None


BacklogCommand = NoteBacklogItem | EditBacklogItem | DropBacklogItem | PromoteBacklogItem | DraftFromBacklogItem
BacklogEvent = BacklogItemNoted | BacklogItemEdited | BacklogItemDropped | BacklogItemPromoted


@dataclass(frozen=True, slots=True)
class BacklogItem:
    """``became``: the objective, and key result of it if one, that it was promoted into."""

    team_id: str
    noted: Noted
    status: BacklogStatus = BacklogStatus.OPEN
    became: tuple[str, str | None] | None = None


def needs(state: BacklogItem | None, command: BacklogCommand) -> Sequence[str]:
    match command:
        case NoteBacklogItem(team_id=team_id):
            return (team.stream_of(team_id),)
        case PromoteBacklogItem(objective_id=objective_id):
            return (objective.stream_of(objective_id),)
        case DraftFromBacklogItem(objective_id=objective_id) if state is not None:
            return (objective.stream_of(objective_id), *objective.needs(None, _draft(state, command)))
        case _:
            return ()


def decide(state: BacklogItem | None, command: BacklogCommand, given: Given) -> Sequence[Event]:
    key = command.backlog_item_id
    if isinstance(command, NoteBacklogItem):
        absent(state, "backlog_item_id", "backlog item")
        team.working_team(given, command.team_id, "team_id")
        return [BacklogItemNoted(**dict(command))]
    item = existing(state, "backlog_item_id", "backlog item")
    if isinstance(command, DropBacklogItem) and item.status is BacklogStatus.DROPPED:
        return []
    if isinstance(command, PromoteBacklogItem) and item.became == (command.objective_id, command.key_result_id):
        return []
    if item.status is not BacklogStatus.OPEN:
        raise Refused("backlog_item_id", str(item.status), f"it was {item.status}; note it anew")
    match command:
        case EditBacklogItem():
            return [] if _said(command) == item.noted else [BacklogItemEdited(**dict(command))]
        case DropBacklogItem(reason=reason):
            return [BacklogItemDropped(backlog_item_id=key, reason=reason)]
        case PromoteBacklogItem():
            _check_what_it_became(command, given)
            return [BacklogItemPromoted(**dict(command))]
        case DraftFromBacklogItem(objective_id=objective_id):
            # The command names no team: what is wrong with the item's is said of the item.
            team.working_team(given, item.team_id, "backlog_item_id")
            before = given.state(objective.stream_of(objective_id), Objective)
            drafted = objective.decide(before, _draft(item, command), given)
            became = BacklogItemPromoted(backlog_item_id=key, objective_id=objective_id, key_result_id=None)
            return [*drafted, became]
        case _:
            assert_never(command)


def _check_what_it_became(command: PromoteBacklogItem, given: Given) -> None:
    became = existing(
        given.state(objective.stream_of(command.objective_id), Objective), "objective_id", "objective"
    )
    if became.status is ObjectiveStatus.CLOSED:
        raise Refused("objective_id", "closed", "this objective is closed; its record stays as it is")
    if command.key_result_id is not None:
        result = existing(became.key_results.get(command.key_result_id), "key_result_id", "key result")
        if result.dropped:
            raise Refused("key_result_id", "dropped", "this key result was dropped")


def _draft(item: BacklogItem, command: DraftFromBacklogItem) -> DraftObjective:
    return DraftObjective(
        objective_id=command.objective_id,
        cycle_id=command.cycle_id,
        team_id=item.team_id,
        title=command.title or item.noted.text,
        description=item.noted.note,
        why_now=command.why_now,
        owner=command.owner,
    )


def _said(of: Noted | _Noted) -> Noted:
    return Noted.model_construct(kind=of.kind, text=of.text, note=of.note)


def evolve(state: BacklogItem | None, event: BacklogEvent) -> BacklogItem:
    if isinstance(event, BacklogItemNoted):
        return BacklogItem(event.team_id, _said(event))
    assert state is not None, "a backlog item's stream begins with its being noted"
    match event:
        case BacklogItemEdited():
            return replace(state, noted=_said(event))
        case BacklogItemDropped():
            return replace(state, status=BacklogStatus.DROPPED)
        case BacklogItemPromoted():
            became = (event.objective_id, event.key_result_id)
            return replace(state, status=BacklogStatus.PROMOTED, became=became)
        case _:
            assert_never(event)


backlog_item = Decider(decide=decide, evolve=evolve, needs=needs)


def review_due_on(reviewed_on: date | None, oldest_open: date | None) -> date | None:
    """The last day on which a backlog's review is in time; ``None`` where nothing is open.

    A quarter after the last review, or, where there was none, after the oldest open item was noted.
    """
    if oldest_open is None:
        return None
    return (reviewed_on or oldest_open) + timedelta(days=REVIEWED_EVERY_DAYS)
