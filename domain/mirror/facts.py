"""What the mirror looks at: some cycles of an organization, as facts. No person is in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from domain.dependency import DependencyStatus
from domain.link import LinkKind
from domain.ritual import MeetingStatus
from domain.trajectory import Span, Trajectory

REFUSED = frozenset({DependencyStatus.DECLINED, DependencyStatus.WITHDRAWN})
"""States of a dependency that nobody works on."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A cycle with its name. ``closed``: whether it has ended for good."""

    name: str
    span: Span
    closed: bool


@dataclass(frozen=True, slots=True)
class OrgTeam:
    """A team, a unit or the company, and what it stands below in the org chart."""

    team_id: str
    name: str
    kind: str
    parent_id: str | None


@dataclass(frozen=True, slots=True)
class Goal:
    """A published objective through its cycle, late entries and corrections in their place. ``touched``: when it
    was checked in or edited, by the log's clock, in order; ``owned``: from when on it had an owner, or none."""

    cycle_id: str
    line: Trajectory
    touched: tuple[datetime, ...]
    owned: tuple[tuple[datetime, bool], ...]

    @property
    def source(self) -> str:
        return f"objective:{self.line.objective_id}"

    @property
    def published_at(self) -> datetime:
        assert self.line.published is not None, "goals were published"
        return self.line.published.at


def goal_of(cycle_id: str, line: Trajectory, touched: Iterable[datetime]) -> Goal:
    """The goal of a published objective's trajectory, without the people in it."""
    results = tuple(replace(each, owners=()) for each in line.key_results)
    running = tuple(each for each in results if each.dropped is None)
    nameless = replace(line, owners=(), key_results=results, running=running)
    return Goal(cycle_id, nameless, tuple(touched), tuple((at, owner is not None) for at, _, owner in line.owners))


@dataclass(frozen=True, slots=True)
class Need:
    """What ``team_id`` asked of ``of_team_id``. ``due``: the day promised, else the day it was needed by."""

    dependency_id: str
    team_id: str
    of_team_id: str
    objective_id: str | None
    what: str
    status: DependencyStatus
    asked_at: datetime
    delivered_at: datetime | None
    due: date

    @property
    def source(self) -> str:
        return f"dependency:{self.dependency_id}"


@dataclass(frozen=True, slots=True)
class Pledge:
    """A contribution that stands. ``rests_on``: objective and key result, null for the whole objective."""

    contribution_id: str
    team_id: str
    objective_id: str
    what: str
    pledged_at: datetime
    rests_on: tuple[tuple[str, str | None], ...]

    @property
    def source(self) -> str:
        return f"contribution:{self.contribution_id}"


@dataclass(frozen=True, slots=True)
class Tie:
    """A link that stands between two objectives."""

    link_id: str
    kind: LinkKind
    objective_id: str
    other_id: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """What was said of a day. ``minutes``, ``present``: of one that was held, where it was told."""

    met_on: date
    status: MeetingStatus
    minutes: int | None
    present: int | None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A ritual, agreed on for so many ``minutes``; meetings in the order of their days."""

    ritual_id: str
    team_id: str
    name: str
    minutes: int
    meetings: tuple[Meeting, ...]

    @property
    def source(self) -> str:
        return f"ritual:{self.ritual_id}"


@dataclass(frozen=True)
class Facts:
    """``now``: up to when this speaks, UTC. ``zone``: in which days are told. ``periods``: cycles that have begun,
    the earliest first. ``goals``: theirs, and ``teams`` by id. Needs, pledges and ties are those that stand in
    any cycle: what does not belong to one of the periods is left out where they are counted."""

    now: datetime
    zone: ZoneInfo
    periods: tuple[Period, ...]
    teams: Mapping[str, OrgTeam]
    goals: tuple[Goal, ...] = ()
    needs: tuple[Need, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    ties: tuple[Tie, ...] = ()
    rhythms: tuple[Rhythm, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Goal]:
        return {each.line.objective_id: each for each in self.goals}

    @cached_property
    def needed(self) -> tuple[tuple[Need, Period], ...]:
        """Every need of these cycles with its cycle: its objective's, else the last begun when it was asked."""
        found = ((each, self._period_of(each)) for each in self.needs)
        return tuple((need, period) for need, period in found if period is not None)

    def day(self, at: datetime) -> date:
        """The day of an instant."""
        return at.astimezone(self.zone).date()

    def name(self, team_id: str) -> str:
        return self.teams[team_id].name

    def home(self, team_id: str) -> str:
        """Where a team reports: the unit nearest above it, or itself where it is one, or there is none."""
        at: str | None = team_id
        while at is not None and self.teams[at].kind != "unit":
            at = self.teams[at].parent_id
        return at or team_id

    def end_of(self, goal: Goal) -> datetime:
        """Until when a goal can be looked at: its closing, its cycle's end, or now."""
        closed = goal.line.closed
        return min(self.now, goal.line.span.ends_at, *([closed.at] if closed else []))

    def within(self, day: date) -> bool:
        """Whether a day lies in one of the cycles."""
        return any(
            self.day(each.span.starts_at) <= day <= self.day(each.span.ends_at - _DAY) for each in self.periods
        )

    def _period_of(self, need: Need) -> Period | None:
        goal = self.by_id.get(need.objective_id or "")
        if goal is not None:
            return next(each for each in self.periods if each.span.cycle_id == goal.cycle_id)
        begun = [each for each in self.periods if each.span.starts_at <= need.asked_at < each.span.ends_at]
        return begun[-1] if begun else None
