"""Drafting, publishing and rewording an objective."""

from collections.abc import Sequence
from typing import assert_never

from domain import cycle as cycles
from domain import person, strategy, team
from domain.cycle import Cycle, CycleStatus
from domain.decider import Given, Refused, absent, existing
from domain.objective.commands import (
    AssignOwner,
    DraftObjective,
    EditingCommand,
    GiveContext,
    PublishObjective,
    RewordObjective,
    ServePriority,
    SetAmbition,
    SetLevel,
    StateWhyNow,
)
from domain.objective.events import (
    AmbitionSet,
    ContextGiven,
    LevelSet,
    ObjectiveDrafted,
    ObjectivePublished,
    ObjectiveReworded,
    OwnerAssigned,
    PriorityServed,
    WhyNowStated,
)
from domain.objective.state import Objective, ObjectiveStatus
from domain.words import Event


def needs(state: Objective | None, command: EditingCommand) -> Sequence[str]:
    match command:
        case DraftObjective():
            owner = () if command.owner is None else (person.stream_of(command.owner),)
            return (cycles.stream_of(command.cycle_id), team.stream_of(command.team_id), *owner)
        case AssignOwner(owner=str(owner_id)):
            return (person.stream_of(owner_id),)
        case ServePriority(priority_id=str()):
            return (strategy.STREAM,)
        case PublishObjective() if state is not None:
            return (cycles.stream_of(state.cycle_id),)
        case _:
            return ()


def open_cycle(given: Given, cycle_id: str) -> Cycle:
    """The cycle, or a refusal if there is none or it has been closed. Its stream must be among the needs."""
    cycle = existing(given.state(cycles.stream_of(cycle_id), Cycle), "cycle_id", "cycle")
    if cycle.status is CycleStatus.CLOSED:
        raise Refused("cycle_id", "closed", "this cycle is closed and takes up nothing new")
    return cycle


def not_closed(objective: Objective) -> None:
    """Refuse to change an objective that has been closed."""
    if objective.status is ObjectiveStatus.CLOSED:
        raise Refused("objective_id", "closed", "this objective is closed; its record stays as it is")


def decide(state: Objective | None, command: EditingCommand, given: Given) -> Sequence[Event]:
    if isinstance(command, DraftObjective):
        return _draft(state, command, given)
    objective = existing(state, "objective_id", "objective")
    not_closed(objective)
    key = command.objective_id
    match command:
        case PublishObjective():
            if objective.status is ObjectiveStatus.PUBLISHED:
                return []
            cycle = given.state(cycles.stream_of(objective.cycle_id), Cycle)
            if cycle is not None and cycle.status is CycleStatus.CLOSED:
                raise Refused("objective_id", "cycle", "its cycle is closed; carry it forward to another one")
            return [ObjectivePublished(objective_id=key)]
        case RewordObjective(title=title, description=description):
            if (title, description) == (objective.title, objective.description):
                return []
            return [ObjectiveReworded(objective_id=key, title=title, description=description)]
        case StateWhyNow(why_now=why_now):
            return [] if why_now == objective.why_now else [WhyNowStated(objective_id=key, why_now=why_now)]
        case AssignOwner(owner=owner):
            if owner is not None:
                person.known_person(given, owner, "owner")
            return [] if owner == objective.owner else [OwnerAssigned(objective_id=key, owner=owner)]
        case SetAmbition(ambition=ambition):
            return [] if ambition == objective.ambition else [AmbitionSet(objective_id=key, ambition=ambition)]
        case SetLevel(level=level):
            return [] if level == objective.level else [LevelSet(objective_id=key, level=level)]
        case GiveContext(context=context):
            return [] if context == objective.context else [ContextGiven(objective_id=key, context=context)]
        case ServePriority(priority_id=priority_id):
            if priority_id == objective.priority_id:
                return []
            if priority_id is not None:
                strategy.standing_priority(given, priority_id, "priority_id")
            return [PriorityServed(objective_id=key, priority_id=priority_id)]
        case _:
            assert_never(command)


def _draft(state: Objective | None, command: DraftObjective, given: Given) -> Sequence[Event]:
    absent(state, "objective_id", "objective")
    open_cycle(given, command.cycle_id)
    team.working_team(given, command.team_id, "team_id")
    if command.owner is not None:
        person.known_person(given, command.owner, "owner")
    return [ObjectiveDrafted(**command.model_dump(), carried_from=None)]
