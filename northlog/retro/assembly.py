"""Putting a pack together from what was gathered. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from domain.calibration import calibration, got_there
from domain.cycle import midnight
from domain.objective.state import ObjectiveStatus
from domain.policy import Policy
from domain.signals.health import Health
from domain.words import Ambition, Outcome
from events.record import Recorded
from northlog.formatting import start_text, target_text, unit_text, value_text
from northlog.reading.happened import actor_name
from northlog.reading.retrospectives import QUESTIONS, RetrospectiveView
from northlog.reading.views import CycleTree, KeyResultView, ObjectiveView, PersonView, TrailPoint
from northlog.reports.goalposts import GoalpostMove, moves_of
from northlog.retro.changes import changes
from northlog.retro.entries import entries, journey
from northlog.retro.held import held
from northlog.retro.pack import (
    CalibrationView,
    Pack,
    PackedKeyResult,
    PackedObjective,
    Summary,
    Week,
    WeekHealth,
)
from northlog.retro.recurring import Named, named_in, recurring
from northlog.retro.rules import rules_by


@dataclass(frozen=True)
class Gathered:
    """All that a pack is made of. ``health``: of its objectives at the end of each of ``weeks``, and ``events``:
    those of its objectives in the order of the log, both by objective id; ``team_ids``: of which teams, all where
    it is empty; ``cycles``: names by id; ``policies``: those in force, by team id."""

    organization: str
    tree: CycleTree
    made_at: datetime
    team_ids: frozenset[str]
    weeks: Sequence[Week]
    health: Mapping[str, list[WeekHealth]]
    events: Mapping[str, Sequence[Recorded[Any]]]
    people: Mapping[str, PersonView]
    retrospectives: Sequence[RetrospectiveView]
    cycles: Mapping[str, str]
    policies: Mapping[str, Policy]


def assemble(given: Gathered) -> Pack:
    """The pack of what was gathered."""
    of = [each for each in given.tree.objectives if each.objective_id in given.events]
    names = {each.team_id: given.tree.teams[each.team_id].name for each in of}
    policies = {name: given.policies[team_id] for team_id, name in sorted(names.items(), key=lambda it: it[1])}
    packed = [_objective(given, each) for each in of]
    leading = {it.team for it in packed if it.level == "strategic"}
    packed.sort(key=lambda it: (it.team not in leading, it.team, it.level != "strategic"))
    return Pack(
        organization=given.organization,
        cycle=given.tree.cycle,
        teams=sorted({each.team for each in packed}),
        whole=not given.team_ids,
        made_at=given.made_at,
        position=given.tree.position,
        as_of=given.tree.as_of,
        weeks=list(given.weeks),
        summary=_summary(packed),
        objectives=packed,
        recurring=recurring(
            _issues(packed), {name: policy.recurring_issue.likeness for name, policy in policies.items()}
        ),
        goals_calibration=_calibration(_goal_forecasts(of)),
        key_results_calibration=_calibration(_key_result_forecasts(of)),
        retrospectives=held(given.retrospectives, given.tree, given.cycles),
        questions=list(QUESTIONS.values()),
        rules=rules_by(policies),
    )


def _objective(given: Gathered, objective: ObjectiveView) -> PackedObjective:
    events, cycle = given.events[objective.objective_id], given.tree.cycle

    def by(actor: str) -> str:
        return actor_name(actor, given.people)

    def person(person_id: str | None) -> str:
        return _name(person_id, given.people)

    changed = changes(events, midnight(cycle.starts_on, cycle.time_zone), person, by)
    moves = moves_of(events, by)
    return PackedObjective(
        objective_id=objective.objective_id,
        title=objective.title,
        description=objective.description,
        why_now=objective.why_now,
        team=given.tree.teams[objective.team_id].name,
        owner=None if objective.owner is None else _name(objective.owner, given.people),
        ambition=objective.ambition,
        level=objective.level,
        status=objective.status,
        outcome=objective.outcome,
        computed=objective.score,
        judged=objective.judged,
        judged_reason=objective.judged_reason,
        carried_forward=objective.successor_id is not None,
        journey=journey(objective, changed),
        health=given.health.get(objective.objective_id, []),
        key_results=[_key_result(given, each, moves) for each in objective.key_results],
        entries=entries(objective, events),
        changes=changed,
    )


def _key_result(given: Gathered, result: KeyResultView, moves: dict[str, list[GoalpostMove]]) -> PackedKeyResult:
    return PackedKeyResult(
        key_result_id=result.key_result_id,
        number=result.number,
        title=result.title,
        owner=None if result.owner is None else _name(result.owner, given.people),
        unit=unit_text(result.measure),
        start_text=start_text(result.measure),
        value_text="—" if result.value is None else value_text(result.value, result.measure),
        target_text=target_text(result.measure),
        progress=result.progress,
        progress_original=result.progress_original,
        computed=result.score,
        judged=result.judged,
        judged_reason=result.judged_reason,
        dropped=result.dropped,
        dropped_reason=result.dropped_reason,
        moves=moves.get(result.key_result_id, []),
    )


def _name(person_id: str | None, people: Mapping[str, PersonView]) -> str:
    if person_id is None:
        return "nobody"
    return people[person_id].called


def _issues(packed: Iterable[PackedObjective]) -> list[Named]:
    return [
        named
        for each in packed
        for entry in each.entries
        for named in named_in(each.team, entry.check_in_id, entry.at, each.title, entry.issues)
    ]


def _summary(packed: Sequence[PackedObjective]) -> Summary:
    weeks = [week for each in packed for week in each.health]
    results = [result for each in packed for result in each.key_results]
    return Summary(
        objectives=len(packed),
        key_results=len(results),
        check_ins=sum(len(each.entries) for each in packed),
        outcomes=dict(Counter(each.outcome for each in packed if each.outcome is not None)),
        moved=sum(bool(each.moves) for each in results),
        watermelon_weeks=sum(each.watermelon for each in weeks),
        unknown_weeks=sum(each.reported is Health.UNKNOWN for each in weeks),
        weeks=len(weeks),
    )


def _goal_forecasts(objectives: Iterable[ObjectiveView]) -> Iterable[tuple[int, bool]]:
    """Every stated confidence in a goal that has ended, and whether it got there."""
    for each in objectives:
        yield from _forecasts(each.trail, _got_there(each, each.score, each.judged))


def _key_result_forecasts(objectives: Iterable[ObjectiveView]) -> Iterable[tuple[int, bool]]:
    """The same for key results; one that was dropped has no outcome to hold a forecast to."""
    for each in objectives:
        for result in each.key_results:
            if not result.dropped:
                yield from _forecasts(result.trail, _got_there(each, result.score, result.judged))


def _got_there(objective: ObjectiveView, score: float | None, judged: float | None) -> bool | None:
    if objective.status != ObjectiveStatus.CLOSED or objective.outcome is None:
        return None
    return got_there(Outcome(objective.outcome), score, judged, Ambition(objective.ambition))


def _forecasts(trail: Iterable[TrailPoint], came_true: bool | None) -> Iterable[tuple[int, bool]]:
    if came_true is not None:
        yield from ((point.confidence, came_true) for point in trail if point.confidence is not None)


def _calibration(forecasts: Iterable[tuple[int, bool]]) -> CalibrationView:
    return CalibrationView.model_validate(asdict(calibration(forecasts)))
