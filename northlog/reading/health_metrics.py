"""What people and programs are shown of health metrics: how each stands by its readings (P1.9)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from domain.health_metric import HealthState, standing
from domain.health_metric.standing import holding
from northlog.reading.snapshot import Snapshot
from northlog.reading.views import View
from projections.current.running_rows import HEALTH_METRICS, HealthMetricRow, HealthReadingRow
from projections.reader import After, Wanted


class HealthReadingView(View):
    """Of several readings of one instant the one recorded last holds."""

    reading_id: str
    occurred_at: datetime
    value: float
    note: str
    recorded_at: datetime
    recorded_by: str


class HealthMetricView(View):
    """The band reaches from ``low`` to ``high``, both included; null is open. ``value``, ``read_at``: of the last
    reading; null where there is none.

    ``state``: null once it is retired. ``out_of_band_since``: null where the last reading is in the band.
    ``silent_since``: null while it speaks, and where it never was read. ``alerting``: out of band for more than
    ``alert_after_days``.
    """

    health_metric_id: str
    team_id: str
    name: str
    unit: str
    low: float | None
    high: float | None
    owner: str | None
    alert_after_days: int
    silent_after_days: int
    value: float | None
    read_at: datetime | None
    state: HealthState | None
    out_of_band_since: datetime | None
    silent_since: datetime | None
    alerting: bool
    tracked_at: datetime
    tracked_by: str
    retired: bool
    retired_reason: str | None
    version: int


@dataclass(frozen=True)
class HealthMetrics:
    """One look at the health metrics of an organization."""

    seen: Snapshot

    def metrics(
        self, wanted: Wanted | None = None, after: After = None, limit: int | None = None
    ) -> list[HealthMetricView]:
        """In the order they were begun to be tracked, retired ones included."""
        rows = self.seen.reader.rows(HEALTH_METRICS, wanted, ("tracked_at", "health_metric_id"), after, limit)
        readings: dict[str, list[HealthReadingRow]] = {row.health_metric_id: [] for row in rows}
        for each in self.seen.reader.health_readings({"health_metric_id": list(readings)}):
            readings[each.health_metric_id].append(each)
        return [_metric(row, readings[row.health_metric_id], self.seen.now) for row in rows]

    def metric(self, health_metric_id: str) -> HealthMetricView | None:
        return next(iter(self.metrics({"health_metric_id": health_metric_id})), None)

    def readings(
        self, health_metric_id: str, after: After = None, limit: int | None = None
    ) -> list[HealthReadingView]:
        """All readings of a metric, the earliest first, corrected ones included."""
        found = self.seen.reader.health_readings({"health_metric_id": health_metric_id}, after, limit)
        return [HealthReadingView.model_validate(each) for each in found]


def _metric(row: HealthMetricRow, readings: Iterable[HealthReadingRow], now: datetime) -> HealthMetricView:
    found = list(readings)
    held = holding((each.occurred_at, each.position, each.value) for each in found)
    read_at, value = held[-1] if held else (None, None)
    stands = standing(held, (row.low, row.high), row.alert_after_days, row.silent_after_days, now)
    return HealthMetricView.model_validate(
        {
            **asdict(row),
            "value": value,
            "read_at": read_at,
            "state": None if row.retired else stands.state,
            "out_of_band_since": stands.out_of_band_since,
            "silent_since": None if row.retired else stands.silent_since,
            "alerting": stands.alerting and not row.retired,
            "version": max([row.version, *(each.version for each in found)]),
        }
    )
