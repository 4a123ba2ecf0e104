"""What happened to a health metric."""

from datetime import datetime
from typing import ClassVar

from domain.health_metric.commands import stream_of
from domain.words import Event, Id, Instant


class _Event(Event):
    health_metric_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.health_metric_id)


class _Defined(_Event):
    name: str
    unit: str
    low: float | None
    high: float | None
    owner: Id | None
    alert_after_days: int
    silent_after_days: int


class HealthMetricTracked(_Defined):
    """A team began to watch a health metric (P1.9). The band reaches from `low` to `high`; null is open."""

    stored_as: ClassVar[str] = "health_metric.tracked.v1"
    team_id: Id


class HealthMetricRedefined(_Defined):
    """A health metric was said anew, whole."""

    stored_as: ClassVar[str] = "health_metric.redefined.v1"


class HealthMetricRead(_Event):
    """A health metric was read. Of several readings of one instant the one recorded last holds."""

    stored_as: ClassVar[str] = "health_metric.read.v1"
    reading_id: Id
    value: float
    occurred_at: Instant
    note: str

    @property
    def happened_at(self) -> datetime:
        return self.occurred_at


class HealthMetricRetired(_Event):
    """A health metric is watched no more."""

    stored_as: ClassVar[str] = "health_metric.retired.v1"
    reason: str


HealthMetricEvent = HealthMetricTracked | HealthMetricRedefined | HealthMetricRead | HealthMetricRetired
