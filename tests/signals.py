"""Trajectories and policies in a line, for tests of the rules: a cycle of 100 days in UTC, so a day is 1 %."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.decider import Refused
from domain.measure import Measure, Metric, Value
from domain.policy import Policy, effective
from domain.signals.calendar import Calendar, calendar_of
from domain.signals.evaluate import RULES, evaluate
from domain.signals.finding import Finding
from domain.team import Cadence
from domain.trajectory import (
    GoalMove,
    GoalPoint,
    KeyResultLine,
    Mark,
    OwnerMark,
    Point,
    Span,
    Trajectory,
    key_result_line,
    trajectory,
)
from domain.words import Ambition, Event
from tests.facts import ANN, CYCLE, OBJECTIVE, RESULT, TEAM
from tests.generated import History
from tests.made_up import BEGIN
from tests.spec import World

START = datetime(2026, 1, 1, tzinfo=UTC)
SPAN = Span(CYCLE, START, START + timedelta(days=100), ZoneInfo("UTC"))
HUNDRED = Metric(start=0, target=100)
"""One unit of it is one percent of the way."""


@dataclass(frozen=True)
class Entry:
    """An event with its place in a log."""

    position: int
    recorded_at: datetime
    event: Event


def lived(history: History, world: World) -> list[Entry]:
    """What became of the commands of a history, in all streams; those that were refused left nothing."""
    clock, log = BEGIN, []
    for command, pause in history:
        clock += pause
        try:
            events = world.decide(command, clock)
        except Refused:
            continue
        world.happened(*events)
        log += [Entry(place, clock, event) for place, event in enumerate(events, len(log) + 1)]
    return log


Said = tuple[float, Value | None] | tuple[float, Value | None, int | None]
"""Day, value, and confidence if one was stated."""


def on(day: float) -> datetime:
    """An instant by its day in the cycle."""
    return START + timedelta(days=day)


def position_of(day: float) -> int:
    """Where the check-in of a day stands in the log of these tests."""
    return 100 + round(day * 10)


def check_in_on(day: float) -> str:
    return f"check-in of day {day:g}"


def mark(day: float) -> Mark:
    return Mark(on(day), position_of(day))


def line(
    *said: Said,
    measure: Measure = HUNDRED,
    key_result_id: str = RESULT,
    added: float = -5,
    moves: Sequence[GoalMove] = (),
    owner: str | None = ANN,
    dropped: Mark | None = None,
    more: Sequence[Point] = (),
) -> KeyResultLine:
    """A key result of these readings, and of ``more`` points where they are not as simple."""
    points = [
        Point(on(day), on(day), position_of(day), check_in_on(day), value, confidence[0] if confidence else None)
        for day, value, *confidence in said
    ]
    return key_result_line(
        SPAN,
        key_result_id=key_result_id,
        title="Onboarding completion",
        original=moves[0].before if moves else measure,
        added=mark(added),
        owners=[OwnerMark(*mark(added), owner)],
        points=[*points, *more],
        moves=moves,
        dropped=dropped,
    )


def goal(day: float, confidence: int | None = None, issues: str = "") -> GoalPoint:
    """What the check-in of a day says of the objective."""
    return GoalPoint(on(day), on(day), position_of(day), check_in_on(day), confidence, issues, "")


def objective(
    *lines: KeyResultLine,
    goals: Iterable[GoalPoint] = (),
    published: float | None = -4,
    owners: Sequence[OwnerMark] | None = None,
    ambition: Ambition = Ambition.COMMITTED,
    cadence: Cadence | None = None,
    closed: float | None = None,
) -> Trajectory:
    """An objective with these key results; every reading belongs to a check-in of its day."""
    check_ins = {
        point.check_in_id: GoalPoint(point.at, point.known_at, point.position, point.check_in_id, None, "", "")
        for each in lines
        for point in each.points
    }
    check_ins |= {point.check_in_id: point for point in goals}
    return trajectory(
        objective_id=OBJECTIVE,
        title="Make the first week seamless",
        team_id=TEAM,
        ambition=ambition,
        span=SPAN,
        cadence=cadence,
        drafted=mark(-5),
        published=None if published is None else mark(published),
        closed=None if closed is None else mark(closed),
        owners=[OwnerMark(*mark(-5), ANN)] if owners is None else owners,
        check_ins=check_ins.values(),
        key_results=lines,
    )


def only(rule: str, **settings: Any) -> Policy:
    """A policy in which one rule is on, by these settings."""
    others = {name: {"enabled": name == rule} for name in RULES}
    return effective([others, {rule: settings}])


def calendar(of: Trajectory, policy: Policy) -> Calendar:
    return calendar_of(of.span, of.cadence, policy)


def found(rule: str, of: Trajectory, day: float, **settings: Any) -> tuple[Finding, ...]:
    """What one rule finds on a day of the cycle."""
    policy = only(rule, **settings)
    return evaluate(of, policy, calendar(of, policy), on(day))


def one(rule: str, of: Trajectory, day: float, **settings: Any) -> Finding:
    """The one finding of a rule on a day."""
    (finding,) = found(rule, of, day, **settings)
    return finding
