"""Opening, adding, answering, deciding, carrying and closing: what a retrospective takes, and when."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import assert_never
from zoneinfo import ZoneInfo

from domain import cycle as cycles
from domain import objective as objectives
from domain import team
from domain.cycle import Cycle, CycleStatus
from domain.decider import Given, Refused, absent, existing
from domain.objective import Objective
from domain.retrospective.base import EntryKind, RetrospectiveEvent
from domain.retrospective.commands import (
    AddAttractor,
    AddDetractor,
    AddLearning,
    AddNote,
    AnswerQuestion,
    AnyRetrospectiveCommand,
    CarryDecision,
    CloseRetrospective,
    EntryCommand,
    MakeDecision,
    OpenRetrospective,
    WithdrawEntry,
)
from domain.retrospective.events import (
    AttractorAdded,
    DecisionCarried,
    DecisionMade,
    DetractorAdded,
    EntryWithdrawn,
    LearningAdded,
    NoteAdded,
    QuestionAnswered,
    RetrospectiveClosed,
    RetrospectiveOpened,
)
from domain.retrospective.state import Carrying, Entry, Retrospective
from domain.team import Team


def needs(state: Retrospective | None, command: AnyRetrospectiveCommand) -> Sequence[str]:
    return tuple(dict.fromkeys(_needed(state, command)))


def _needed(state: Retrospective | None, command: AnyRetrospectiveCommand) -> Iterator[str]:
    match command:
        case OpenRetrospective(cycle_id=cycle_id, team_id=team_id):
            yield cycles.stream_of(cycle_id)
            if team_id is not None:
                yield team.stream_of(team_id)
            yield from (objectives.stream_of(each.objective_id) for each in command.prefilled if each.objective_id)
        case EntryCommand(objective_id=str(objective_id)):
            yield objectives.stream_of(objective_id)
        case CarryDecision(became=str(objective_id)):
            yield objectives.stream_of(objective_id)
    match command:
        case MakeDecision(carried_into=str(later)) | CarryDecision(cycle_id=later) if state is not None:
            yield cycles.stream_of(state.cycle_id)
            yield cycles.stream_of(later)


def decide(
    state: Retrospective | None, command: AnyRetrospectiveCommand, given: Given
) -> Sequence[RetrospectiveEvent]:
    if isinstance(command, OpenRetrospective):
        return _open(state, command, given)
    retrospective = existing(state, "retrospective_id", "retrospective")
    if isinstance(command, CarryDecision):
        return _carry(retrospective, command, given)
    if retrospective.closed:
        raise Refused("retrospective_id", "closed", "this retrospective is closed; open another to say more")
    key = command.retrospective_id
    match command:
        case AddNote() | AddAttractor() | AddDetractor() | AddLearning() | MakeDecision():
            return [_added(retrospective, command, given)]
        case AnswerQuestion(question=question, answer=answer):
            if answer == retrospective.answers.get(question, ""):
                return []
            return [QuestionAnswered(retrospective_id=key, question=question, answer=answer)]
        case WithdrawEntry(entry_id=entry_id, reason=reason):
            entry = existing(retrospective.entries.get(entry_id), "entry_id", "entry of this retrospective")
            if entry.withdrawn:
                return []
            return [EntryWithdrawn(retrospective_id=key, entry_id=entry_id, reason=reason)]
        case CloseRetrospective(summary=summary):
            return [RetrospectiveClosed(retrospective_id=key, summary=summary)]
        case _:
            assert_never(command)


def _open(state: Retrospective | None, command: OpenRetrospective, given: Given) -> Sequence[RetrospectiveEvent]:
    absent(state, "retrospective_id", "retrospective")
    cycle = existing(given.state(cycles.stream_of(command.cycle_id), Cycle), "cycle_id", "cycle")
    if cycle.status is CycleStatus.PLANNED:
        raise Refused("cycle_id", "not_started", "this cycle has not started; there is nothing to look back on")
    if command.team_id is not None:
        # A dissolved team may well look back on its last cycle.
        existing(given.state(team.stream_of(command.team_id), Team), "team_id", "team")
    return [
        RetrospectiveOpened(
            retrospective_id=command.retrospective_id,
            cycle_id=command.cycle_id,
            team_id=command.team_id,
            kind=command.kind,
            trigger=command.trigger,
            held_on=_held_on(cycle, command, given),
        ),
        *_prefilled(command, given),
    ]


def _prefilled(command: OpenRetrospective, given: Given) -> Iterator[RetrospectiveEvent]:
    seen = set[str]()
    for number, each in enumerate(command.prefilled):
        if each.entry_id in seen:
            raise Refused(f"prefilled.{number}.entry_id", "exists", "this entry exists already; take a new id")
        seen.add(each.entry_id)
        if each.objective_id is not None:
            _objective(given, each.objective_id, f"prefilled.{number}.objective_id")
        added = AttractorAdded if each.kind is EntryKind.ATTRACTOR else DetractorAdded
        yield added(
            retrospective_id=command.retrospective_id,
            entry_id=each.entry_id,
            text=each.text,
            objective_id=each.objective_id,
        )


def _held_on(cycle: Cycle, command: OpenRetrospective, given: Given) -> date:
    if command.held_on is None:
        return given.now.astimezone(ZoneInfo(cycle.time_zone)).date()
    if command.held_on < cycle.starts_on:
        raise Refused("held_on", "before_start", f"must not lie before the cycle's first day, {cycle.starts_on}")
    return command.held_on


def _added(
    retrospective: Retrospective,
    command: AddNote | AddAttractor | AddDetractor | AddLearning | MakeDecision,
    given: Given,
) -> RetrospectiveEvent:
    if command.entry_id in retrospective.entries:
        raise Refused("entry_id", "exists", "this entry exists already; take a new id")
    if command.objective_id is not None:
        _objective(given, command.objective_id, "objective_id")
    if isinstance(command, MakeDecision) and command.carried_into is not None:
        _later_cycle(retrospective, given, command.carried_into, "carried_into")
    said = command.model_dump()
    match command:
        case AddNote():
            return NoteAdded(**said)
        case AddAttractor():
            return AttractorAdded(**said)
        case AddDetractor():
            return DetractorAdded(**said)
        case AddLearning():
            return LearningAdded(**said)
        case MakeDecision():
            return DecisionMade(**said)
        case _:
            assert_never(command)


def _carry(retrospective: Retrospective, command: CarryDecision, given: Given) -> Sequence[DecisionCarried]:
    decision = _decision(retrospective, command.entry_id)
    _later_cycle(retrospective, given, command.cycle_id, "cycle_id")
    if command.became is not None:
        became = _objective(given, command.became, "became")
        if became.cycle_id != command.cycle_id:
            raise Refused("became", "cycle", "must be an objective of the cycle that took the decision up")
    if decision.carried == Carrying(command.cycle_id, command.became):
        return []
    return [DecisionCarried(**command.model_dump())]


def _decision(retrospective: Retrospective, entry_id: str) -> Entry:
    entry = existing(retrospective.entries.get(entry_id), "entry_id", "entry of this retrospective")
    if entry.kind is not EntryKind.DECISION:
        raise Refused("entry_id", "kind", f"only decisions are carried into another cycle; this is a {entry.kind}")
    if entry.withdrawn:
        raise Refused("entry_id", "withdrawn", "this decision was withdrawn; make it anew")
    return entry


def _objective(given: Given, objective_id: str, field: str) -> Objective:
    return existing(given.state(objectives.stream_of(objective_id), Objective), field, "objective")


def _later_cycle(retrospective: Retrospective, given: Given, cycle_id: str, field: str) -> None:
    """Refuse what is no cycle after the retrospective's own. It may be closed by now: work is noted late, too."""
    own = given.state(cycles.stream_of(retrospective.cycle_id), Cycle)
    later = existing(given.state(cycles.stream_of(cycle_id), Cycle), field, "cycle")
    assert own is not None, "a retrospective has a cycle"
    if later.starts_on <= own.starts_on:
        raise Refused(field, "not_later", f"must be a cycle that starts after {own.starts_on}")
