"""Forecast miss: if it goes on as it went, the target will be missed, and by more than chance explains.

Formula: forecast = progress at the latest reading + slope x days left, slope and interval by
``domain.signals.trend`` over all readings of the cycle. It is a miss when even the upper end stays short of
success: 1, or ``aspirational`` for an aspirational objective (P4.1). Nothing is said before ``least_readings``
over ``least_days``, or while the interval does not exist at ``level``: too little to tell. The interval is the
slope's; the latest reading counts as it stands. Judged is what moves day by day: no zones, thresholds, binaries.
Source: Theil (1950), Sen (1968); see ``domain.signals.trend``.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from domain.policy.settings import ForecastMiss, Policy
from domain.signals.calendar import Calendar
from domain.signals.finding import Finding, Severity, began_with, of_key_result, percent, times
from domain.signals.trend import Line, surely_below, trend
from domain.trajectory import KeyResultLine, Pace, Span, Trajectory
from domain.words import Ambition

RULE, VERSION = "forecast_miss", 1
_DAY = timedelta(days=1)


class Forecast(NamedTuple):
    """Progress at the cycle's end: the interval and its middle."""

    low: float
    middle: float
    high: float


class TooLittle(NamedTuple):
    """Why no forecast is made."""

    readings: int
    over_days: float


def forecast(line: KeyResultLine, span: Span, settings: ForecastMiss) -> Forecast | TooLittle:
    """What its readings say of the cycle's end."""
    points = _points(line)
    days = points[-1][0] - points[0][0] if points else 0.0
    found = trend(points, settings.level) if _enough(points, settings) else None
    if found is None:
        return TooLittle(len(points), days)
    day, progress = points[-1]
    left = _length(span) - day
    return Forecast(progress + found.low * left, progress + found.slope * left, progress + found.high * left)


def find(trajectory: Trajectory, policy: Policy, calendar: Calendar, now: datetime) -> list[Finding]:
    settings = policy.forecast_miss
    success = settings.aspirational if trajectory.ambition is Ambition.ASPIRATIONAL else 1.0
    end = _length(trajectory.span)
    found = []
    for line in trajectory.running:
        if len(line.readings) < settings.least_readings or line.pace is not Pace.LINEAR:
            continue
        points = _points(line)
        if _missing(points, end, success, settings):
            found.append(_finding(line, points, trajectory.span, success, settings))
    return found


def _length(span: Span) -> float:
    return (span.ends_at - span.starts_at) / _DAY


def _points(line: KeyResultLine) -> Line:
    if line.pace is not Pace.LINEAR:
        return ()
    return [(reading.day, reading.progress) for reading in line.readings if reading.progress is not None]


def _enough(points: Line, settings: ForecastMiss) -> bool:
    return len(points) >= settings.least_readings and points[-1][0] - points[0][0] >= settings.least_days


def _missing(points: Line, end: float, success: float, settings: ForecastMiss) -> bool:
    """Whether even the upper end of the forecast stays short of success."""
    if not _enough(points, settings):
        return False
    day, progress = points[-1]
    if progress >= success or day >= end:
        return False
    return surely_below(points, (success - progress) / (end - day), settings.level)


def _finding(line: KeyResultLine, points: Line, span: Span, success: float, settings: ForecastMiss) -> Finding:
    kind, subject_id, title = of_key_result(line)
    end, first = _length(span), len(points)
    while _missing(points[: first - 1], end, success, settings):
        first -= 1
    seen = forecast(line, span, settings)
    assert isinstance(seen, Forecast), "what is surely missed has an interval"
    return Finding(
        rule=RULE,
        rule_version=VERSION,
        subject_kind=kind,
        subject_id=subject_id,
        episode=began_with(line.readings[first - 1].check_in_id, line),
        severity=Severity.CRITICAL if seen.high < settings.critical_below else Severity.WARN,
        inputs={
            "low": seen.low,
            "middle": seen.middle,
            "high": seen.high,
            "success": success,
            "readings": len(points),
            "level": settings.level,
        },
        facts=tuple(sorted(reading.position for reading in line.readings)),
        what=f"{title} is heading for {percent(seen.middle)} of the way at the end of the cycle.",
        why=f"The trend of {times(len(points), 'reading')} ends between {percent(seen.low)} and "
        f"{percent(seen.high)} ({settings.level} % interval); success is {percent(success)}.",
        clears_when=f"A reading lifts the upper end of the forecast to {percent(success)}.",
    )
