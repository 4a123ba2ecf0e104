"""Where a key result stands against time: on track, behind, at risk, or unknown.

    elapsed  = (at - begin) / (end - begin) within 0..1; begin: the cycle's, or the key result's if that is later;
               at: when the latest reading was taken, or now if the policy says so
    expected = success x elapsed, or on the broken line through the policy's phases; success: 1, or the policy's
               ``aspirational`` for an aspirational objective (P1.8, P4.1)
    ratio    = progress / expected         gap = expected - progress

A reading tells of the day on which it was taken: held against a later day, whoever reads weekly would fall behind
by the weekend. That no other came is silence, and said as such (P5.2).

How each kind is judged:

- metric, relative, quantity, completion, subjective: progress at the latest reading against expected.
- zones: against the last zone whose score (0.3, 0.7, 1) expected has reached; between zones nothing is late.
- threshold: time is no matter once it is no longer early; it holds at the latest reading, or it is at risk.
- binary: done is on track; not done is unknown, since it may be done on the last day.

Whatever has reached its target is on track. Unknown is: nothing was read; no baseline; too early to say
(``quiet``); and what would be on track by a reading older than the team's own rhythm (P5.2: silence is never
green). Comparisons allow 1e-9 for rounding, so that a boundary itself lies where the rule says.
"""

from collections.abc import Collection
from datetime import datetime
from enum import Enum

from domain.measure import ZONE_SCORES
from domain.policy.settings import OffPace, Policy, Zoning
from domain.signals.calendar import Calendar
from domain.trajectory import DONE, HOLDS, LINEAR, STEPS, KeyResultLine, Reading, Span, Trajectory
from domain.words import Ambition

EPSILON = 1e-9
_STEPS = tuple(sorted(ZONE_SCORES.values(), reverse=True))


class Standing(Enum):
    ON_TRACK = "on track"
    BEHIND = "behind"
    AT_RISK = "at risk"
    UNKNOWN = "unknown"


# Looked up once, as the paces are.
ON_TRACK, BEHIND, AT_RISK, UNKNOWN = Standing

_TIMED = (LINEAR, STEPS)
OFF = (BEHIND, AT_RISK)
RED = (AT_RISK,)


def success_of(trajectory: Trajectory, settings: OffPace) -> float:
    """The progress that counts as success of an objective's key results, 0..1."""
    return settings.aspirational if trajectory.ambition is Ambition.ASPIRATIONAL else 1.0


def expected(line: KeyResultLine, span: Span, settings: OffPace, success: float, day: float) -> float | None:
    """The progress expected on a day of the cycle, 0..1; ``None`` while it is too early to say."""
    begins, ends = line.begins, span.days
    elapsed = (day - begins) / (ends - begins) if begins < day < ends else float(day >= ends)
    if elapsed < settings.quiet - EPSILON:
        return None
    share = success * (_phased(settings, elapsed) if settings.phases else elapsed)
    if line.pace is STEPS:
        return next((step for step in _STEPS if step <= share + EPSILON), 0.0)
    return share


def _phased(settings: OffPace, elapsed: float) -> float:
    from_time, from_share = 0.0, 0.0
    for phase in settings.phases:
        if elapsed < phase.elapsed:
            to_time, to_share = phase.elapsed, phase.progress
            break
        from_time, from_share = phase.elapsed, phase.progress
    else:
        to_time, to_share = 1.0, 1.0
    return from_share + (to_share - from_share) * (elapsed - from_time) / (to_time - from_time)


def zone_of(progress: float, expected: float, zoning: Zoning) -> Standing:
    """Progress against what is expected, by a policy's thresholds."""
    if progress >= 1 - EPSILON or expected <= 0:
        return ON_TRACK
    if zoning.by == "gap":
        gap = expected - progress
        if gap < zoning.on_track - EPSILON:
            return ON_TRACK
        return AT_RISK if gap > zoning.at_risk + EPSILON else BEHIND
    if progress >= zoning.on_track * expected - EPSILON:
        return ON_TRACK
    return AT_RISK if progress < zoning.at_risk * expected - EPSILON else BEHIND


def _stands(progress: float | None, expected: float | None, line: KeyResultLine, zoning: Zoning) -> Standing:
    """Where it stands at this progress when that is expected."""
    if progress is None or (expected is None and line.pace is not DONE):
        return UNKNOWN
    if expected is not None and line.pace in _TIMED:
        return zone_of(progress, expected, zoning)
    if progress == 1:
        return ON_TRACK
    return AT_RISK if line.pace is HOLDS else UNKNOWN


Stands = tuple[KeyResultLine, Standing]
"""A key result, and where it stands."""


def standings(trajectory: Trajectory, policy: Policy, calendar: Calendar, now: datetime) -> tuple[Stands, ...]:
    """Where each running key result stands at ``now``."""
    span, settings = trajectory.span, policy.off_pace
    today = span.day(now) if settings.at == "now" else None
    stale_at, zoning, end = calendar.stale_at(now), settings.zoning, success_of(trajectory, settings)
    found = []
    for line in trajectory.running:
        stands = UNKNOWN
        if line.readings:
            latest = line.readings[-1]
            share = expected(line, span, settings, end, latest.day if today is None else today)
            stands = _stands(latest.progress, share, line, zoning)
            if stands is ON_TRACK and stale_at is not None and latest.at <= stale_at:
                stands = UNKNOWN
        found.append((line, stands))
    return tuple(found)


def began(line: KeyResultLine, trajectory: Trajectory, settings: OffPace, among: Collection[Standing]) -> Reading:
    """The reading with which the standing came to be one of these, or after which time made it so, and has
    stayed so since. To be asked only of a key result that stands so now."""
    readings, zoning, end = line.readings, settings.zoning, success_of(trajectory, settings)
    for place in range(len(readings) - 1, 0, -1):
        reading, before = readings[place], readings[place - 1]
        if settings.at == "now":
            day, progress = reading.day, max(before.progress or 0.0, reading.progress or 0.0)
        else:
            day, progress = before.day, before.progress or 0.0
        # By the days' own time the one before tells. Until now, more progress never stands worse, so the better
        # of the two, when the later one was taken, tells of both.
        share = expected(line, trajectory.span, settings, end, day)
        if _stands(progress, share, line, zoning) not in among:
            return reading
    return readings[0]
