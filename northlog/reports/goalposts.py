"""The goalpost ledger: progress against the original and the current target, and every move between the two."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from pydantic import Field

from domain.goalposts import shift
from domain.measure import Measure
from domain.objective.events import KeyResultAdded, KeyResultRebaselined, KeyResultRetargeted
from events.record import Recorded
from northlog.reading.happened import actor_name, happened, person_of
from northlog.reading.snapshot import Snapshot
from northlog.reading.views import AS_OF, POSITION, CycleTree, CycleView, KeyResultView, ObjectiveView, View

MOVES = (KeyResultAdded, KeyResultRebaselined, KeyResultRetargeted)
"""What a ledger is made of: the measure first set, and those that came after."""


class GoalpostMove(View):
    """One move of a goal. Numbers are in the key result's unit, null where there is none. ``farther``: by how
    much more there was to do, as a share of the way from start to target before; 0.2 is a fifth farther, -0.5
    half of the way taken off, null where the two cannot be compared."""

    at: datetime
    position: int
    by: str
    what: str = Field(description="`target` or `start`")
    reason: str
    before: Measure
    after: Measure
    start_before: float | None
    start_after: float | None
    target_before: float | None
    target_after: float | None
    farther: float | None


class Goalposts(View):
    """One key result. ``progress`` is against the current measure, ``progress_original`` against the first one
    (P4.4); 0 the start, 1 the target, not clamped, null where nothing can be said."""

    objective_id: str
    objective: str
    team_id: str
    key_result_id: str
    number: int
    title: str
    dropped: bool
    original: Measure
    measure: Measure
    progress_original: float | None
    progress: float | None
    moves: list[GoalpostMove]


class GoalpostLedger(View):
    """All key results of a cycle, in the order of their objectives; ``moves`` is empty where a goal stayed."""

    cycle: CycleView
    key_results: list[Goalposts]
    position: int = POSITION
    as_of: datetime | None = AS_OF


def of_teams(tree: CycleTree, team_ids: Collection[str]) -> list[ObjectiveView]:
    """The objectives of these teams; of all where none is named."""
    return [each for each in tree.objectives if not team_ids or each.team_id in team_ids]


def ledger(seen: Snapshot, cycle_id: str, team_ids: Collection[str] = ()) -> GoalpostLedger | None:
    """The ledger of a cycle, of some of its teams or of all; ``None`` where there is no such cycle."""
    tree = seen.cycle_tree(cycle_id)
    if tree is None:
        return None
    objectives = of_teams(tree, team_ids)
    events = happened(seen, [each.objective_id for each in objectives], *MOVES)
    people = seen.people({who for each in events if (who := person_of(each.actor)) is not None})
    moves = moves_of(events, lambda actor: actor_name(actor, people))
    rows = [
        _row(objective, result, moves.get(result.key_result_id, []))
        for objective in objectives
        for result in objective.key_results
    ]
    return GoalpostLedger(cycle=tree.cycle, key_results=rows, position=tree.position, as_of=tree.as_of)


def moves_of(events: Iterable[Recorded[Any]], named: Callable[[str], str]) -> dict[str, list[GoalpostMove]]:
    """Moves by key result, from the log's events in order; ``named`` says an actor's name."""
    measures: dict[str, Measure] = {}
    moves: dict[str, list[GoalpostMove]] = {}
    for at in events:
        match at.event:
            case KeyResultAdded(key_result_id=key, measure=measure):
                measures[key] = measure
            case KeyResultRebaselined(key_result_id=key) | KeyResultRetargeted(key_result_id=key):
                moves.setdefault(key, []).append(_move(at, measures[key], named(at.actor)))
                measures[key] = at.event.measure
    return moves


def _move(at: Recorded[Any], before: Measure, by: str) -> GoalpostMove:
    event: KeyResultRebaselined | KeyResultRetargeted = at.event
    moved = shift(before, event.measure)
    return GoalpostMove(
        at=at.recorded_at,
        position=at.position,
        by=by,
        what="start" if isinstance(event, KeyResultRebaselined) else "target",
        reason=event.reason,
        before=before,
        after=event.measure,
        start_before=moved.start_before,
        start_after=moved.start_after,
        target_before=moved.target_before,
        target_after=moved.target_after,
        farther=moved.farther,
    )


def _row(objective: ObjectiveView, result: KeyResultView, moves: list[GoalpostMove]) -> Goalposts:
    return Goalposts(
        objective_id=objective.objective_id,
        objective=objective.title,
        team_id=objective.team_id,
        key_result_id=result.key_result_id,
        number=result.number,
        title=result.title,
        dropped=result.dropped,
        original=result.original,
        measure=result.measure,
        progress_original=result.progress_original,
        progress=result.progress,
        moves=moves,
    )
