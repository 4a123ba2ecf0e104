"""Trajectories: the facts, and beside them what follows from them, worked out once when one is made.

Of several check-ins on one day (of the cycle's time zone) the last stands: people mend a slip by entering it
again. Unstated values and confidences are missing; they are no readings (P3.4).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar

from domain.measure import Measure, Value, progress_by
from domain.team import Cadence
from domain.trajectory.facts import GoalMove, GoalPoint, Mark, OwnerMark, Point, Span
from domain.trajectory.pace import Pace, pace_of
from domain.trajectory.wording import Words, words_of
from domain.words import Ambition

P = TypeVar("P", Point, GoalPoint)


class Reading(NamedTuple):
    """A value that was read. ``day``: days since the cycle began. ``progress``: by the measure as it stands,
    0 at the start and 1 at the target, not clamped; ``None`` without a baseline."""

    at: datetime
    position: int
    check_in_id: str
    value: Value
    progress: float | None
    day: float


class Stated(NamedTuple):
    """A confidence that was stated, 0..10."""

    at: datetime
    position: int
    check_in_id: str
    confidence: int


class Voiced(NamedTuple):
    """A check-in, and each of the issues it names as its set of words."""

    at: datetime
    position: int
    check_in_id: str
    issues: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class KeyResultLine:
    """A key result through a cycle. ``original``: its measure when it was added. ``points``: by when they were
    true. The lower part follows from the upper one; ``key_result_line`` makes both. ``begins``: the day on which
    it is at its start, the cycle's first or a later one on which it was added. ``way``: day and progress of every
    reading, none where progress is unknown."""

    key_result_id: str
    title: str
    original: Measure
    added: Mark
    owners: tuple[OwnerMark, ...]
    points: tuple[Point, ...]
    moves: tuple[GoalMove, ...]
    dropped: Mark | None

    measure: Measure
    pace: Pace
    begins: float
    readings: tuple[Reading, ...]
    way: tuple[tuple[float, float], ...]
    stated: tuple[Stated, ...]
    latest: datetime


@dataclass(frozen=True, slots=True)
class Trajectory:
    """An objective through a cycle. The lower part follows from the upper one; ``trajectory`` makes both.

    ``running``: the key results that were not dropped. ``latest``: the instant of the last fact in it.
    """

    objective_id: str
    title: str
    team_id: str
    ambition: Ambition
    span: Span
    cadence: Cadence | None
    drafted: Mark
    published: Mark | None
    closed: Mark | None
    owners: tuple[OwnerMark, ...]
    check_ins: tuple[GoalPoint, ...]
    key_results: tuple[KeyResultLine, ...]

    running: tuple[KeyResultLine, ...]
    stated: tuple[Stated, ...]
    voiced: tuple[Voiced, ...]
    latest: datetime


def key_result_line(
    span: Span,
    *,
    key_result_id: str,
    title: str,
    original: Measure,
    added: Mark,
    owners: Sequence[OwnerMark] = (),
    points: Iterable[Point] = (),
    moves: Sequence[GoalMove] = (),
    dropped: Mark | None = None,
) -> KeyResultLine:
    """A key result of these facts; points in any order, the others in the log's."""
    ordered = tuple(sorted(points))
    measure = moves[-1].after if moves else original
    standing = _in_force(ordered)
    readings = _readings(standing, measure, span)
    return KeyResultLine(
        key_result_id=key_result_id,
        title=title,
        original=original,
        added=added,
        owners=tuple(owners),
        points=ordered,
        moves=tuple(moves),
        dropped=dropped,
        measure=measure,
        pace=pace_of(measure),
        begins=max(0.0, span.day(added.at)),
        readings=readings,
        way=tuple((reading.day, reading.progress) for reading in readings if reading.progress is not None),
        stated=_stated(standing, span),
        latest=_latest(added, ordered, owners, moves, () if dropped is None else (dropped,)),
    )


def trajectory(
    *,
    objective_id: str,
    title: str,
    team_id: str,
    ambition: Ambition,
    span: Span,
    cadence: Cadence | None,
    drafted: Mark,
    published: Mark | None = None,
    closed: Mark | None = None,
    owners: Sequence[OwnerMark] = (),
    check_ins: Iterable[GoalPoint] = (),
    key_results: Sequence[KeyResultLine] = (),
) -> Trajectory:
    """An objective of these facts; check-ins in any order, owners in the log's."""
    ordered = tuple(sorted(check_ins))
    standing = _in_force(ordered)
    return Trajectory(
        objective_id=objective_id,
        title=title,
        team_id=team_id,
        ambition=ambition,
        span=span,
        cadence=cadence,
        drafted=drafted,
        published=published,
        closed=closed,
        owners=tuple(owners),
        check_ins=ordered,
        key_results=tuple(key_results),
        running=tuple(line for line in key_results if line.dropped is None),
        stated=_stated(standing, span),
        voiced=tuple(Voiced(p.at, p.position, p.check_in_id, words_of(p.issues)) for p in standing),
        latest=max(
            _latest(drafted, ordered, owners, [mark for mark in (published, closed) if mark is not None]),
            max((line.latest for line in key_results), default=drafted.at),
        ),
    )


def _latest(
    made: Mark, points: Iterable[Point | GoalPoint], *others: Iterable[Mark | OwnerMark | GoalMove]
) -> datetime:
    # By both clocks: the one that stamps check-ins may be ahead of the log's.
    learnt = [instant for point in points for instant in (point.at, point.known_at)]
    return max([made.at, *learnt, *(other.at for some in others for other in some)])


def _in_force(ordered: Iterable[P]) -> list[P]:
    """Every check-in as its last correction says it, in the place that the check-in itself has."""
    standing: dict[str, P] = {}
    for point in ordered:
        standing[point.check_in_id] = point
    return list(standing.values())


def _last_of_each_day(points: Iterable[P], span: Span) -> Iterable[P]:
    days: dict[int, P] = {}
    for point in points:
        days[point.at.astimezone(span.zone).toordinal()] = point
    return days.values()


def _readings(standing: Iterable[Point], measure: Measure, span: Span) -> tuple[Reading, ...]:
    progress = progress_by(measure)
    return tuple(
        Reading(
            point.at,
            point.position,
            point.check_in_id,
            point.value,
            progress(point.value),
            span.day(point.at),
        )
        for point in _last_of_each_day((each for each in standing if each.value is not None), span)
        if point.value is not None
    )


def _stated(standing: Iterable[P], span: Span) -> tuple[Stated, ...]:
    return tuple(
        Stated(point.at, point.position, point.check_in_id, point.confidence)
        for point in _last_of_each_day((each for each in standing if each.confidence is not None), span)
        if point.confidence is not None
    )
