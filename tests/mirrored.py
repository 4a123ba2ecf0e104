"""Facts for the mirror in a line: two cycles of a hundred days in UTC, a company of two units and six teams."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.dependency import DependencyStatus
from domain.link import LinkKind
from domain.mirror.facts import Facts, Goal, Need, OrgTeam, Period, Pledge, Tie, goal_of
from domain.trajectory import KeyResultLine, Span, Trajectory
from tests.facts import CYCLE, NEXT_CYCLE, an_id
from tests.signals import SPAN, on
from tests.signals import objective as trajectory_of

UTC = ZoneInfo("UTC")
HOUSE, LEFT, RIGHT = "house", "left", "right"
A, B, C, D, E, F = "a", "b", "c", "d", "e", "f"
"""A to C report to the unit Left, D to F to Right."""
NOW = on(150)
FIRST = Period("First", SPAN, closed=True)
SECOND = Period("Second", Span(NEXT_CYCLE, on(100), on(200), UTC), closed=False)
TEAMS = {
    HOUSE: OrgTeam(HOUSE, "House", "company", None),
    LEFT: OrgTeam(LEFT, "Left", "unit", HOUSE),
    RIGHT: OrgTeam(RIGHT, "Right", "unit", HOUSE),
    **{key: OrgTeam(key, key.upper(), "team", LEFT) for key in (A, B, C)},
    **{key: OrgTeam(key, key.upper(), "team", RIGHT) for key in (D, E, F)},
}


def facts(**given: Any) -> Facts:
    """Both cycles and all teams, on day 50 of the second cycle, and what is given."""
    return Facts(**{"now": NOW, "zone": UTC, "periods": (FIRST, SECOND), "teams": TEAMS, **given})


def goal(
    number: int,
    team: str = A,
    title: str = "A goal",
    cycle_id: str = CYCLE,
    of: Trajectory | None = None,
    touched: Sequence[float] = (),
) -> Goal:
    """Objective ``number``; ``touched``: on which days."""
    line = trajectory_of() if of is None else of
    named = replace(line, objective_id=an_id(4, number), team_id=team, title=title)
    return goal_of(cycle_id, named, [on(day) for day in touched])


def result(line: KeyResultLine, title: str) -> KeyResultLine:
    return replace(line, title=title)


def need(
    number: int,
    team: str,
    of: str,
    asked: float,
    delivered: float | None = None,
    status: DependencyStatus | None = None,
    objective: int | None = None,
) -> Need:
    """Asked and delivered on days; due 10 days after it was asked."""
    usual = DependencyStatus.ACCEPTED if delivered is None else DependencyStatus.DELIVERED
    return Need(
        dependency_id=an_id(14, number),
        team_id=team,
        of_team_id=of,
        objective_id=None if objective is None else an_id(4, objective),
        what=f"Need {number}",
        status=status or usual,
        asked_at=on(asked),
        delivered_at=None if delivered is None else on(delivered),
        due=(on(asked) + timedelta(days=10)).date(),
    )


def pledge(number: int, team: str, to: int, *rests_on: int) -> Pledge:
    """Of a team, to objective ``to``."""
    bases = tuple((an_id(4, each), None) for each in rests_on)
    return Pledge(an_id(12, number), team, an_id(4, to), f"Pledge {number}", on(1), bases)


def tie(number: int, one: int, other: int, kind: LinkKind = LinkKind.HORIZONTAL) -> Tie:
    return Tie(an_id(13, number), kind, an_id(4, one), an_id(4, other), on(1))
