"""Health metrics: what a team keeps running beside its goals, in a band (P1.9)."""

from domain.health_metric.aggregate import HealthMetric, health_metric
from domain.health_metric.commands import (
    Definition,
    HealthMetricCommand,
    ReadHealthMetric,
    RedefineHealthMetric,
    RetireHealthMetric,
    TrackHealthMetric,
    stream_of,
)
from domain.health_metric.events import (
    HealthMetricEvent,
    HealthMetricRead,
    HealthMetricRedefined,
    HealthMetricRetired,
    HealthMetricTracked,
)
from domain.health_metric.standing import HealthState, Standing, standing

__all__ = [
    "Definition",
    "HealthMetric",
    "HealthMetricCommand",
    "HealthMetricEvent",
    "HealthMetricRead",
    "HealthMetricRedefined",
    "HealthMetricRetired",
    "HealthMetricTracked",
    "HealthState",
    "ReadHealthMetric",
    "RedefineHealthMetric",
    "RetireHealthMetric",
    "Standing",
    "TrackHealthMetric",
    "health_metric",
    "standing",
    "stream_of",
]
