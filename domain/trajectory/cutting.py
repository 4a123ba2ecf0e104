"""A trajectory as it was known at an instant, or as it is known since."""

from dataclasses import replace
from datetime import datetime
from typing import Protocol, TypeVar

from domain.trajectory.facts import Mark, Span
from domain.trajectory.lines import KeyResultLine, Trajectory, key_result_line, trajectory


class _Dated(Protocol):
    @property
    def at(self) -> datetime: ...


D = TypeVar("D", bound=_Dated)


class _Learnt(_Dated, Protocol):
    @property
    def known_at(self) -> datetime: ...


L = TypeVar("L", bound=_Learnt)


def as_of(whole: Trajectory, now: datetime) -> Trajectory:
    """What was known of it at ``now``: no fact of a later instant, no correction that came later."""
    if whole.latest <= now:
        return whole
    return trajectory(
        objective_id=whole.objective_id,
        title=whole.title,
        team_id=whole.team_id,
        ambition=whole.ambition,
        span=whole.span,
        cadence=whole.cadence,
        drafted=whole.drafted,
        published=_happened(whole.published, now),
        closed=_happened(whole.closed, now),
        owners=_until(whole.owners, now),
        check_ins=_known(whole.check_ins, now),
        key_results=[_line(line, whole.span, now) for line in whole.key_results if line.added.at <= now],
    )


def in_hindsight(whole: Trajectory) -> Trajectory:
    """The same, as if what is known of each check-in had been known from when it was true: late ones in time,
    corrected ones right from the first."""
    # The log's order is that of learning, too: what follows from the facts stays as it is.
    return replace(
        whole,
        check_ins=tuple(point._replace(known_at=point.at) for point in whole.check_ins),
        key_results=tuple(
            replace(line, points=tuple(point._replace(known_at=point.at) for point in line.points))
            for line in whole.key_results
        ),
    )


def _line(whole: KeyResultLine, span: Span, now: datetime) -> KeyResultLine:
    if whole.latest <= now:
        return whole
    return key_result_line(
        span,
        key_result_id=whole.key_result_id,
        title=whole.title,
        original=whole.original,
        added=whole.added,
        owners=_until(whole.owners, now),
        points=_known(whole.points, now),
        moves=_until(whole.moves, now),
        dropped=_happened(whole.dropped, now),
    )


def _happened(mark: Mark | None, now: datetime) -> Mark | None:
    return mark if mark is not None and mark.at <= now else None


def _until(facts: tuple[D, ...], now: datetime) -> list[D]:
    return [fact for fact in facts if fact.at <= now]


def _known(points: tuple[L, ...], now: datetime) -> list[L]:
    return [point for point in points if point.known_at <= now and point.at <= now]
