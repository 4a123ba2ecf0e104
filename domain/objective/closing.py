"""Judging, closing and carrying forward."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import assert_never

from domain import cycle as cycles
from domain import person, team
from domain.decider import Given, Refused, existing
from domain.objective.base import stream_of
from domain.objective.commands import (
    CarryForward,
    CloseObjective,
    ClosingCommand,
    JudgeKeyResult,
    JudgeObjective,
)
from domain.objective.editing import not_closed, open_cycle
from domain.objective.events import (
    CarriedForward,
    FinalScore,
    KeyResultAdded,
    KeyResultJudged,
    ObjectiveClosed,
    ObjectiveDrafted,
    ObjectiveJudged,
)
from domain.objective.key_results import running
from domain.objective.state import Judgement, Objective, ObjectiveStatus
from domain.words import Event, Outcome


def needs(state: Objective | None, command: ClosingCommand) -> Sequence[str]:
    if not isinstance(command, CarryForward) or state is None:
        return ()
    owners = {state.owner, *(each.owner for each in state.key_results.values())}
    return (
        cycles.stream_of(command.cycle_id),
        stream_of(command.successor_id),
        team.stream_of(state.team_id),
        *(person.stream_of(owner) for owner in sorted(owner for owner in owners if owner is not None)),
    )


def decide(state: Objective | None, command: ClosingCommand, given: Given) -> Sequence[Event]:
    objective = existing(state, "objective_id", "objective")
    if isinstance(command, CarryForward):
        return _carry(objective, command, given)
    not_closed(objective)
    key = command.objective_id
    match command:
        case JudgeObjective(judged=judged, reason=reason):
            _published(objective)
            said = Judgement(objective.computed_score(), judged, reason)
            return [] if said == objective.judgement else [ObjectiveJudged(objective_id=key, **asdict(said))]
        case JudgeKeyResult(key_result_id=key_result_id, judged=judged, reason=reason):
            _published(objective)
            now = running(objective, key_result_id, "key_result_id")
            said = Judgement(objective.score_of(key_result_id), judged, reason)
            if said == now.judgement:
                return []
            return [KeyResultJudged(objective_id=key, key_result_id=key_result_id, **asdict(said))]
        case CloseObjective():
            return _close(objective, command)
        case _:
            assert_never(command)


def _published(objective: Objective) -> None:
    if objective.status is ObjectiveStatus.DRAFT:
        raise Refused("objective_id", "draft", "a draft has nothing to score; publish it first")


def _close(objective: Objective, command: CloseObjective) -> Sequence[Event]:
    if objective.status is ObjectiveStatus.DRAFT and command.outcome is not Outcome.DROPPED:
        raise Refused("outcome", "draft", "a draft was never begun: it can only be dropped")
    if command.judged is not None and not command.reason:
        raise Refused("reason", "required", "a judged score needs its reason (P4.2)")
    judged = objective.judged if command.judged is None else command.judged
    finals = tuple(
        FinalScore(key_result_id=key, computed=objective.score_of(key), judged=each.judged)
        for key, each in objective.key_results.items()
        if not each.dropped
    )
    return [
        ObjectiveClosed(
            objective_id=command.objective_id,
            outcome=command.outcome,
            computed=objective.computed_score(),
            judged=judged,
            reason=command.reason,
            key_results=finals,
        )
    ]


def _carry(objective: Objective, command: CarryForward, given: Given) -> Sequence[Event]:
    if objective.status is ObjectiveStatus.DRAFT:
        raise Refused("objective_id", "draft", "a draft was never begun: there is nothing to carry forward")
    if objective.successor_id is not None:
        raise Refused("objective_id", "carried", f"carried forward already, to objective {objective.successor_id}")
    if given.state(stream_of(command.successor_id), Objective) is not None:
        raise Refused("successor_id", "exists", "this objective exists already; take a new id")
    if command.cycle_id == objective.cycle_id:
        raise Refused("cycle_id", "same", "must be another cycle than the objective's own")
    open_cycle(given, command.cycle_id)
    team.working_team(given, objective.team_id, "objective_id")
    _each_once(command)
    return [
        CarriedForward(
            objective_id=command.objective_id, successor_id=command.successor_id, cycle_id=command.cycle_id
        ),
        ObjectiveDrafted(
            objective_id=command.successor_id,
            cycle_id=command.cycle_id,
            team_id=objective.team_id,
            title=objective.title,
            description=objective.description,
            why_now=objective.why_now,
            owner=_still_here(objective.owner, given),
            ambition=objective.ambition,
            level=objective.level,
            carried_from=command.objective_id,
        ),
        *_carried_key_results(objective, command, given),
    ]


def _each_once(command: CarryForward) -> None:
    carried = command.key_results
    if len({each.key_result_id for each in carried}) != len(carried):
        raise Refused("key_results", "twice", "a key result is carried forward once")
    if len({each.successor_id for each in carried}) != len(carried):
        raise Refused("key_results", "twice", "every carried key result takes an id of its own")


def _still_here(owner: str | None, given: Given) -> str | None:
    """The owner, unless they were forgotten since: the successor then has none."""
    if owner is None:
        return None
    known = given.state(person.stream_of(owner), person.Person)
    return None if known is None or known.forgotten else owner


def _carried_key_results(objective: Objective, command: CarryForward, given: Given) -> Sequence[Event]:
    added: list[Event] = []
    for index, carried in enumerate(command.key_results):
        kept = running(objective, carried.key_result_id, f"key_results.{index}.key_result_id")
        added.append(
            KeyResultAdded(
                objective_id=command.successor_id,
                key_result_id=carried.successor_id,
                title=kept.title,
                measure=kept.measure,
                owner=_still_here(kept.owner, given),
                carried_from=carried.key_result_id,
            )
        )
    return added
