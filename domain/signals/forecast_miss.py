"""Forecast miss: if it goes on as it went, the target will be missed, and by more than chance explains.

Formula: forecast = progress at the latest reading + slope x days left, slope and interval by
``domain.signals.trend`` over all readings of the cycle. It is a miss when even the upper end stays short of
success: 1, or ``off_pace.aspirational`` for an aspirational objective (P4.1). Nothing is said before
``least_readings`` over ``least_days``, or while the interval does not exist at ``level``: too little to tell. The
interval is the slope's; the latest reading counts as it stands. Judged is what moves day by day: no zones,
thresholds, binaries.
Source: Theil (1950), Sen (1968); see ``domain.signals.trend``.
"""

from datetime import datetime
from typing import NamedTuple

from domain.policy.settings import ForecastMiss, Policy
from domain.signals.calendar import Calendar
from domain.signals.finding import CRITICAL, WARN, Finding, began_with, of_key_result, percent, times
from domain.signals.standing import success_of
from domain.signals.trend import Way, surely_below, trend
from domain.trajectory import LINEAR, KeyResultLine, Span, Trajectory

RULE, VERSION = "forecast_miss", 1


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
    way = line.way if line.pace is LINEAR else ()
    found = trend(way, settings.level) if _enough(way, settings) else None
    if found is None:
        return TooLittle(len(way), way[-1][0] - way[0][0] if way else 0.0)
    day, progress = way[-1]
    left = span.days - day
    return Forecast(progress + found.low * left, progress + found.slope * left, progress + found.high * left)


def find(trajectory: Trajectory, policy: Policy, calendar: Calendar, now: datetime) -> list[Finding]:
    settings = policy.forecast_miss
    success, span = success_of(trajectory, policy.off_pace), trajectory.span
    return [
        _finding(line, span, success, settings)
        for line in trajectory.running
        if line.pace is LINEAR and _missing(line.way, span.days, success, settings)
    ]


def _enough(way: Way, settings: ForecastMiss) -> bool:
    return len(way) >= settings.least_readings and way[-1][0] - way[0][0] >= settings.least_days


def _missing(way: Way, end: float, success: float, settings: ForecastMiss) -> bool:
    """Whether even the upper end of the forecast stays short of success."""
    if not _enough(way, settings):
        return False
    day, progress = way[-1]
    if progress >= success or day >= end:
        return False
    return surely_below(way, (success - progress) / (end - day), settings.level)


def _finding(line: KeyResultLine, span: Span, success: float, settings: ForecastMiss) -> Finding:
    kind, subject_id, title = of_key_result(line)
    way = line.way
    first = len(way)
    while _missing(way[: first - 1], span.days, success, settings):
        first -= 1
    seen = forecast(line, span, settings)
    assert isinstance(seen, Forecast), "what is surely missed has an interval"
    return Finding(
        rule=RULE,
        rule_version=VERSION,
        subject_kind=kind,
        subject_id=subject_id,
        episode=began_with(line.readings[first - 1].check_in_id, line),
        severity=CRITICAL if seen.high < settings.critical_below else WARN,
        inputs={
            "low": seen.low,
            "middle": seen.middle,
            "high": seen.high,
            "success": success,
            "readings": len(way),
            "level": settings.level,
        },
        facts=tuple(sorted(reading.position for reading in line.readings)),
        what=f"{title} is heading for {percent(seen.middle)} of the way at the end of the cycle.",
        why=f"The trend of {times(len(way), 'reading')} ends between {percent(seen.low)} and "
        f"{percent(seen.high)} ({settings.level} % interval); success is {percent(success)}.",
        clears_when=f"A reading lifts the upper end of the forecast to {percent(success)}.",
    )
