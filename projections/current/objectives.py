"""Objectives, key results and check-ins: how their events change the current state."""

from datetime import datetime

from domain.measure import Zone, progress, start_of, target_of
from domain.objective.base import ObjectiveEvent
from domain.objective.events import (
    AmbitionSet,
    CarriedForward,
    CheckedIn,
    CheckInCorrected,
    ContextGiven,
    KeyResultAdded,
    KeyResultDropped,
    KeyResultEvent,
    KeyResultJudged,
    KeyResultOwnerAssigned,
    KeyResultRebaselined,
    KeyResultRetargeted,
    KeyResultReworded,
    LevelSet,
    LintDismissed,
    LintRestored,
    ObjectiveClosed,
    ObjectiveDrafted,
    ObjectiveJudged,
    ObjectivePublished,
    ObjectiveReworded,
    OwnerAssigned,
    PriorityServed,
    WhyNowStated,
)
from domain.objective.state import ObjectiveStatus
from domain.scoring import clamped, rolled_up
from domain.words import Event
from events.record import Recorded
from projections.current import trail
from projections.current.rows import KeyResultRow, ObjectiveRow
from projections.current.workspace import CurrentRows
from projections.projection import Handler


def drafted(rows: CurrentRows, at: Recorded[ObjectiveDrafted]) -> None:
    event = at.event
    rows.objectives.add(
        ObjectiveRow(
            objective_id=event.objective_id,
            cycle_id=event.cycle_id,
            team_id=event.team_id,
            title=event.title,
            description=event.description,
            why_now=event.why_now,
            owner=event.owner,
            ambition=event.ambition,
            level=event.level,
            carried_from=event.carried_from,
            drafted_at=at.recorded_at,
            position=at.position,
            version=at.version,
        )
    )


def published(rows: CurrentRows, at: Recorded[ObjectivePublished]) -> None:
    row = _objective(rows, at)
    row.status, row.published_at = ObjectiveStatus.PUBLISHED, at.recorded_at


def reworded(rows: CurrentRows, at: Recorded[ObjectiveReworded]) -> None:
    row = _objective(rows, at)
    row.title, row.description = at.event.title, at.event.description


def why_now_stated(rows: CurrentRows, at: Recorded[WhyNowStated]) -> None:
    _objective(rows, at).why_now = at.event.why_now


def owner_assigned(rows: CurrentRows, at: Recorded[OwnerAssigned]) -> None:
    _objective(rows, at).owner = at.event.owner


def ambition_set(rows: CurrentRows, at: Recorded[AmbitionSet]) -> None:
    _objective(rows, at).ambition = at.event.ambition


def level_set(rows: CurrentRows, at: Recorded[LevelSet]) -> None:
    _objective(rows, at).level = at.event.level


def context_given(rows: CurrentRows, at: Recorded[ContextGiven]) -> None:
    _objective(rows, at).context = at.event.context


def priority_served(rows: CurrentRows, at: Recorded[PriorityServed]) -> None:
    _objective(rows, at).priority_id = at.event.priority_id


def judged(rows: CurrentRows, at: Recorded[ObjectiveJudged]) -> None:
    row = _objective(rows, at)
    row.judged, row.judged_reason = at.event.judged, at.event.reason


def closed(rows: CurrentRows, at: Recorded[ObjectiveClosed]) -> None:
    row, event = _objective(rows, at), at.event
    row.status, row.closed_at, row.outcome = ObjectiveStatus.CLOSED, at.recorded_at, event.outcome
    row.judged, row.judged_reason = event.judged, event.reason or row.judged_reason


def carried_forward(rows: CurrentRows, at: Recorded[CarriedForward]) -> None:
    _objective(rows, at).successor_id = at.event.successor_id


def lint_dismissed(rows: CurrentRows, at: Recorded[LintDismissed]) -> None:
    row, event = _objective(rows, at), at.event
    said = {
        "rule": event.rule,
        "key_result_id": event.key_result_id,
        "reason": event.reason,
        "by": at.actor,
        "at": trail.instant_text(at.recorded_at),
    }
    row.dismissals = {**row.dismissals, event.lint_id: said}


def lint_restored(rows: CurrentRows, at: Recorded[LintRestored]) -> None:
    row = _objective(rows, at)
    row.dismissals = {key: said for key, said in row.dismissals.items() if key != at.event.lint_id}


def key_result_added(rows: CurrentRows, at: Recorded[KeyResultAdded]) -> None:
    _objective(rows, at)
    event = at.event
    rows.key_results.add(
        KeyResultRow(
            objective_id=event.objective_id,
            key_result_id=event.key_result_id,
            number=len(rows.key_results.group(event.objective_id)) + 1,
            title=event.title,
            owner=event.owner,
            measure=event.measure,
            original=event.measure,
            carried_from=event.carried_from,
        )
    )


def key_result_reworded(rows: CurrentRows, at: Recorded[KeyResultReworded]) -> None:
    _key_result(rows, at).title = at.event.title


def key_result_owner_assigned(rows: CurrentRows, at: Recorded[KeyResultOwnerAssigned]) -> None:
    _key_result(rows, at).owner = at.event.owner


def measure_moved(rows: CurrentRows, at: Recorded[KeyResultRebaselined] | Recorded[KeyResultRetargeted]) -> None:
    _key_result(rows, at).measure = at.event.measure


def key_result_dropped(rows: CurrentRows, at: Recorded[KeyResultDropped]) -> None:
    row = _key_result(rows, at)
    row.dropped, row.dropped_reason = True, at.event.reason


def key_result_judged(rows: CurrentRows, at: Recorded[KeyResultJudged]) -> None:
    row = _key_result(rows, at)
    row.judged, row.judged_reason = at.event.judged, at.event.reason


def checked_in(rows: CurrentRows, at: Recorded[CheckedIn]) -> None:
    event, version, since = at.event, at.version, at.position
    instant, key = trail.instant_text(event.occurred_at), event.check_in_id
    whole = (instant, key, None, event.goal_confidence, version, version, since)
    trail.add(_objective(rows, at).trail, whole)
    results = rows.key_results.group(event.objective_id)
    for reading in event.readings:
        point = (instant, key, reading.value, reading.confidence, version, version, since)
        trail.add(results[reading.key_result_id].trail, point)


def corrected(rows: CurrentRows, at: Recorded[CheckInCorrected]) -> None:
    event, key = at.event, at.event.check_in_id
    row = _objective(rows, at)
    # The objective's own trail holds every check-in.
    instant, entered = next((it[trail.AT], it[trail.ENTERED]) for it in row.trail if it[trail.CHECK_IN] == key)
    place = (entered, at.version, at.position)
    said = {each.key_result_id: (instant, key, each.value, each.confidence, *place) for each in event.readings}
    whole = (instant, key, None, event.goal_confidence, *place)
    trail.correct(row.trail, row.superseded, key, whole, at.position)
    for result in rows.key_results.group(event.objective_id).values():
        trail.correct(result.trail, result.superseded, key, said.get(result.key_result_id), at.position)


def _objective(rows: CurrentRows, at: Recorded[ObjectiveEvent]) -> ObjectiveRow:
    """The row an event of an objective's stream speaks of, brought to the event's version."""
    row = rows.objectives.of(at.event.objective_id)
    row.version = at.version
    return row


def _key_result(rows: CurrentRows, at: Recorded[KeyResultEvent]) -> KeyResultRow:
    objective = _objective(rows, at)
    return rows.key_results.of(objective.objective_id, at.event.key_result_id)


def derive(rows: CurrentRows, objective_id: str) -> None:
    """Values, progress and scores of an objective and its key results: they follow from measures and trails."""
    objective = rows.objectives.of(objective_id)
    results = rows.key_results.group(objective_id).values()
    for result in results:
        _derive_key_result(result)
    objective.score = rolled_up(result.score for result in results if not result.dropped)
    last = objective.trail[-1] if objective.trail else None
    if last is not None:
        objective.last_check_in_id = last[trail.CHECK_IN]
        objective.last_check_in_at = datetime.fromisoformat(last[trail.AT])
        objective.confidence = last[trail.CONFIDENCE]


def _derive_key_result(row: KeyResultRow) -> None:
    read = trail.latest_value(row.trail)
    value = None if read is None else read[trail.VALUE]
    row.value, row.value_at = value, None if read is None else datetime.fromisoformat(read[trail.AT])
    seen = Zone(value) if isinstance(value, str) else value
    row.start, row.target = _unsigned_zero(start_of(row.measure)), _unsigned_zero(target_of(row.measure))
    row.progress = progress(row.measure, seen)
    row.progress_original = progress(row.original, seen)
    row.score = clamped(row.progress)
    row.confidence = row.trail[-1][trail.CONFIDENCE] if row.trail else None


def _unsigned_zero(number: float | None) -> float | None:
    # PostgreSQL's JSON keeps no -0.0: a measure that was loaded would differ from one that was folded.
    return None if number is None else number + 0.0


HANDLERS: dict[type[Event], Handler] = {
    ObjectiveDrafted: drafted,
    ObjectivePublished: published,
    ObjectiveReworded: reworded,
    WhyNowStated: why_now_stated,
    OwnerAssigned: owner_assigned,
    AmbitionSet: ambition_set,
    LevelSet: level_set,
    ContextGiven: context_given,
    PriorityServed: priority_served,
    KeyResultAdded: key_result_added,
    KeyResultReworded: key_result_reworded,
    KeyResultOwnerAssigned: key_result_owner_assigned,
    KeyResultRebaselined: measure_moved,
    KeyResultRetargeted: measure_moved,
    KeyResultDropped: key_result_dropped,
    KeyResultJudged: key_result_judged,
    CheckedIn: checked_in,
    CheckInCorrected: corrected,
    ObjectiveJudged: judged,
    ObjectiveClosed: closed,
    CarriedForward: carried_forward,
    LintDismissed: lint_dismissed,
    LintRestored: lint_restored,
}
