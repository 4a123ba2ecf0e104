"""Adding, rewording and moving the goalposts of key results."""

from collections.abc import Sequence
from typing import assert_never

from domain import person
from domain.decider import Given, Refused, existing
from domain.measure import Measure, rebaselined, start_of
from domain.objective.commands import (
    AddKeyResult,
    AssignKeyResultOwner,
    DropKeyResult,
    RebaselineKeyResult,
    ResultCommand,
    RetargetKeyResult,
    RewordKeyResult,
)
from domain.objective.editing import not_closed
from domain.objective.events import (
    KeyResultAdded,
    KeyResultDropped,
    KeyResultEvent,
    KeyResultOwnerAssigned,
    KeyResultRebaselined,
    KeyResultRetargeted,
    KeyResultReworded,
)
from domain.objective.state import KeyResult, Objective


def needs(_state: Objective | None, command: ResultCommand) -> Sequence[str]:
    match command:
        case AddKeyResult(owner=str(owner)) | AssignKeyResultOwner(owner=str(owner)):
            return (person.stream_of(owner),)
        case _:
            return ()


def running(objective: Objective, key_result_id: str, field: str) -> KeyResult:
    """The key result, or a refusal if the objective has none such or dropped it."""
    found = existing(objective.key_results.get(key_result_id), field, "key result of this objective")
    if found.dropped:
        raise Refused(field, "dropped", "this key result was dropped; its record stays as it is")
    return found


def decide(state: Objective | None, command: ResultCommand, given: Given) -> Sequence[KeyResultEvent]:
    objective = existing(state, "objective_id", "objective")
    not_closed(objective)
    if isinstance(command, AddKeyResult):
        return _add(objective, command, given)
    now = running(objective, command.key_result_id, "key_result_id")
    of = {"objective_id": command.objective_id, "key_result_id": command.key_result_id}
    match command:
        case RewordKeyResult(title=title):
            return [] if title == now.title else [KeyResultReworded(**of, title=title)]
        case AssignKeyResultOwner(owner=owner):
            if owner is not None:
                person.known_person(given, owner, "owner")
            return [] if owner == now.owner else [KeyResultOwnerAssigned(**of, owner=owner)]
        case RebaselineKeyResult(start=start, reason=reason):
            moved = rebaselined(now.measure, start)
            if moved == now.measure:
                return []
            if start_of(now.measure) is not None and not reason:
                raise Refused("reason", "required", "a start that moves needs a reason (P4.4)")
            return [KeyResultRebaselined(**of, measure=moved, reason=reason)]
        case RetargetKeyResult(measure=measure, reason=reason):
            _same_start(now.measure, measure)
            if measure == now.measure:
                return []
            return [KeyResultRetargeted(**of, measure=measure, reason=reason)]
        case DropKeyResult(reason=reason):
            return [KeyResultDropped(**of, reason=reason)]
        case _:
            assert_never(command)


def _add(objective: Objective, command: AddKeyResult, given: Given) -> Sequence[KeyResultEvent]:
    if command.key_result_id in objective.key_results:
        raise Refused("key_result_id", "exists", "this key result exists already; take a new id")
    if command.owner is not None:
        person.known_person(given, command.owner, "owner")
    return [
        KeyResultAdded(
            objective_id=command.objective_id,
            key_result_id=command.key_result_id,
            title=command.title,
            measure=command.measure,
            owner=command.owner,
            carried_from=None,
        )
    ]


def _same_start(now: Measure, new: Measure) -> None:
    if new.kind != now.kind:
        raise Refused("measure.kind", "kind", f"must stay {now.kind}; add another key result instead")
    if start_of(new) != start_of(now):
        raise Refused("measure", "start", "the start stays where it is; rebaseline to move it")
