"""Out of band: a health metric left its band, and stayed out of it for longer than its team agreed (P1.9, P5.1).

Formula: the last readings in a row outside the band are the time out of it, from the first of them on; of several
readings of one instant the one entered last holds. It speaks once more than ``alert_after_days`` days have passed
since then. Falling silent heals nothing. Every reading is seen against the band as it is now.
Source: Northlog's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from domain.health_metric import Definition, Standing, standing
from domain.signals.finding import HEALTH_METRIC, WARN, Finding, number, times

RULE, VERSION = "out_of_band", 1


@dataclass(frozen=True, slots=True)
class Metric:
    """A health metric as it was known at an instant. ``readings``: instant, position in the log and value of those
    that hold, the earliest first. ``zone``: the organization's, in which days are told."""

    health_metric_id: str
    zone: ZoneInfo
    definition: Definition
    readings: Sequence[tuple[datetime, int, float]]


def find(metric: Metric, now: datetime) -> Finding | None:
    """What is found of a metric at ``now``; ``None`` while it is in its band, or not out of it for long enough."""
    said, stands = metric.definition, _stands(metric, now)
    since = stands.out_of_band_since
    if not stands.alerting or since is None:
        return None
    out = list(takewhile(lambda each: each[0] >= since, reversed(metric.readings)))
    unit, day = f" {said.unit}".rstrip(), since.astimezone(metric.zone)
    value, band = metric.readings[-1][2], _band(said)
    return Finding(
        rule=RULE,
        rule_version=VERSION,
        subject_kind=HEALTH_METRIC,
        subject_id=metric.health_metric_id,
        episode=since.isoformat(),
        severity=WARN,
        inputs={
            "value": value,
            "low": said.low,
            "high": said.high,
            "since": since.isoformat(),
            "days": (now - since) // timedelta(days=1),
            "alert_after_days": said.alert_after_days,
        },
        facts=tuple(sorted(position for _, position, _ in out)),
        what=f"“{said.name}” is out of its band: {number(value)}{unit}, where {band}{unit} was agreed.",
        why=f"It has been out of it since {day:%Y-%m-%d}, by {times(len(out), 'reading')} running; the team agreed"
        f" to be told after {times(said.alert_after_days, 'day')}.",
        clears_when=f"The next reading is {band}{unit}, or the band is agreed anew.",
    )


def alerts_from(metric: Metric, now: datetime) -> datetime | None:
    """The instant after which it will have been out of its band for too long, if nothing happens; ``None``: never,
    or it has been already."""
    stands = _stands(metric, now)
    if stands.out_of_band_since is None or stands.alerting:
        return None
    return stands.out_of_band_since + timedelta(days=metric.definition.alert_after_days) + datetime.resolution


def _stands(metric: Metric, now: datetime) -> Standing:
    said = metric.definition
    held = [(at, value) for at, _, value in metric.readings]
    return standing(held, (said.low, said.high), said.alert_after_days, said.silent_after_days, now)


def _band(said: Definition) -> str:
    low, high = (None if end is None else number(end) for end in (said.low, said.high))
    if low is None:
        return f"at most {high}"
    return f"at least {low}" if high is None else f"{low} to {high}"
