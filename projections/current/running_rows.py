"""The tables of what runs beside the goals: backlogs, and health metrics with their readings."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from projections.table import ReadTable


@dataclass(slots=True)
class BacklogItemRow:
    """``objective_id``, ``key_result_id``: what it became. ``ended_at``: when it was promoted or dropped."""

    backlog_item_id: str
    team_id: str
    kind: str
    text: str
    note: str
    status: str
    noted_at: datetime
    noted_by: str
    version: int
    objective_id: str | None = None
    key_result_id: str | None = None
    dropped_reason: str | None = None
    ended_at: datetime | None = None


@dataclass(slots=True)
class HealthMetricRow:
    """``version``: of what was said of the metric itself; readings have their own."""

    health_metric_id: str
    team_id: str
    name: str
    unit: str
    low: float | None
    high: float | None
    owner: str | None
    alert_after_days: int
    silent_after_days: int
    tracked_at: datetime
    tracked_by: str
    version: int
    retired: bool = False
    retired_reason: str | None = None


@dataclass(slots=True)
class HealthReadingRow:
    """Never changed: of one instant's readings the one of the highest ``position`` holds."""

    health_metric_id: str
    reading_id: str
    occurred_at: datetime
    value: float
    note: str
    recorded_at: datetime
    recorded_by: str
    position: int
    version: int


BACKLOG_ITEMS = ReadTable(BacklogItemRow, "backlog_items", "backlog_item", indexes=[["team_id"], ["objective_id"]])
HEALTH_METRICS = ReadTable(HealthMetricRow, "health_metrics", "health_metric", indexes=[["team_id"]])
HEALTH_READINGS = ReadTable(HealthReadingRow, "health_readings", "health_metric", "reading_id", order="position")

VERSIONED: tuple[ReadTable[Any], ...] = (BACKLOG_ITEMS, HEALTH_METRICS)
TABLES: tuple[ReadTable[Any], ...] = (*VERSIONED, HEALTH_READINGS)
