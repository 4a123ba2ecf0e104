"""Backlogs and health metrics: how their events change the current state."""

from domain.backlog import (
    BacklogItemDropped,
    BacklogItemEdited,
    BacklogItemNoted,
    BacklogItemPromoted,
    BacklogStatus,
)
from domain.health_metric import (
    HealthMetricRead,
    HealthMetricRedefined,
    HealthMetricRetired,
    HealthMetricTracked,
)
from domain.words import Event
from events.record import Recorded
from projections.current.running_rows import BacklogItemRow, HealthMetricRow, HealthReadingRow
from projections.current.workspace import CurrentRows
from projections.projection import Handler


def noted(rows: CurrentRows, at: Recorded[BacklogItemNoted]) -> None:
    event = at.event
    rows.backlog_items.add(
        BacklogItemRow(
            backlog_item_id=event.backlog_item_id,
            team_id=event.team_id,
            kind=event.kind,
            text=event.text,
            note=event.note,
            status=BacklogStatus.OPEN,
            noted_at=at.recorded_at,
            noted_by=at.actor,
            version=at.version,
        )
    )


def edited(rows: CurrentRows, at: Recorded[BacklogItemEdited]) -> None:
    row, event = rows.backlog_items.of(at.event.backlog_item_id), at.event
    row.kind, row.text, row.note, row.version = event.kind, event.text, event.note, at.version


def dropped(rows: CurrentRows, at: Recorded[BacklogItemDropped]) -> None:
    row = rows.backlog_items.of(at.event.backlog_item_id)
    row.status, row.ended_at, row.version = BacklogStatus.DROPPED, at.recorded_at, at.version
    row.dropped_reason = at.event.reason


def promoted(rows: CurrentRows, at: Recorded[BacklogItemPromoted]) -> None:
    row = rows.backlog_items.of(at.event.backlog_item_id)
    row.status, row.ended_at, row.version = BacklogStatus.PROMOTED, at.recorded_at, at.version
    row.objective_id, row.key_result_id = at.event.objective_id, at.event.key_result_id


def tracked(rows: CurrentRows, at: Recorded[HealthMetricTracked]) -> None:
    event = at.event
    rows.health_metrics.add(
        HealthMetricRow(
            health_metric_id=event.health_metric_id,
            team_id=event.team_id,
            name=event.name,
            unit=event.unit,
            low=event.low,
            high=event.high,
            owner=event.owner,
            alert_after_days=event.alert_after_days,
            silent_after_days=event.silent_after_days,
            tracked_at=at.recorded_at,
            tracked_by=at.actor,
            version=at.version,
        )
    )


def redefined(rows: CurrentRows, at: Recorded[HealthMetricRedefined]) -> None:
    row, event = rows.health_metrics.of(at.event.health_metric_id), at.event
    row.name, row.unit, row.low, row.high, row.owner = event.name, event.unit, event.low, event.high, event.owner
    row.alert_after_days, row.silent_after_days = event.alert_after_days, event.silent_after_days
    row.version = at.version


def read(rows: CurrentRows, at: Recorded[HealthMetricRead]) -> None:
    event = at.event
    rows.health_readings.add(
        HealthReadingRow(
            health_metric_id=event.health_metric_id,
            reading_id=event.reading_id,
            occurred_at=event.occurred_at,
            value=event.value,
            note=event.note,
            recorded_at=at.recorded_at,
            recorded_by=at.actor,
            position=at.position,
            version=at.version,
        )
    )


def retired(rows: CurrentRows, at: Recorded[HealthMetricRetired]) -> None:
    row = rows.health_metrics.of(at.event.health_metric_id)
    row.retired, row.retired_reason, row.version = True, at.event.reason, at.version


VERSIONED: dict[type[Event], Handler] = {
    BacklogItemNoted: noted,
    BacklogItemEdited: edited,
    BacklogItemDropped: dropped,
    BacklogItemPromoted: promoted,
    HealthMetricTracked: tracked,
    HealthMetricRedefined: redefined,
    HealthMetricRetired: retired,
}
"""What history keeps versions of. Readings never change, and need none."""

HANDLERS: dict[type[Event], Handler] = {**VERSIONED, HealthMetricRead: read}
