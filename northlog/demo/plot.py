"""What is told: the cast and the teams' objectives, read from the TOML files beside this one.

Weeks count from the cycle's first one, 0. Keys are readable names; ids follow from them.
"""

import tomllib
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from typing import Annotated, TypeVar

from pydantic import Field

from domain.lint import WordKind
from domain.measure import Measure
from domain.retrospective import EntryKind, Question, RetrospectiveKind, Trigger
from domain.team import Cadence, TeamKind
from domain.words import Ambition, Confidence, Level, Line, Part, Reason
from northlog.demo.courses import Course
from northlog.demo.timeline import Quarter

P = TypeVar("P", bound=Part)

Week = Annotated[int, Field(ge=0, le=12)]


class Said(Part):
    """Said by somebody in a week of a cycle; ``day``: of that week, 0 being its first."""

    by: str
    cycle: Annotated[int, Field(ge=0, le=4)]
    week: Annotated[int, Field(ge=0, le=13)]
    day: Annotated[int, Field(ge=0, le=6)] = 0

    def at(self, calendar: Sequence[Quarter], hour: int) -> datetime:
        """Its instant, at an hour of that day; UTC."""
        return calendar[self.cycle].at(weeks=self.week, days=self.day, hour=hour)


class Human(Part):
    key: str
    name: str
    email: str


class Crew(Part):
    """A team. The first of its members leads it. ``skips``: the share of meetings that it misses, 0..1."""

    key: str
    name: Line
    kind: TeamKind = TeamKind.TEAM
    parent: str | None = None
    cadence: Cadence
    members: tuple[str, ...]
    skips: float = 0.1


class Move(Part):
    """Somebody changes teams in a week of the running year, counted from the first cycle's start."""

    week: int
    person: str
    leaves: str
    joins: str


class Worded(Part):
    """A team, or the organization, changes the words that lints go by, in a week as of a move."""

    week: int
    team: str | None = None
    by: str
    kind: WordKind
    add: tuple[Line, ...] = ()
    remove: tuple[Line, ...] = ()


class Cast(Part):
    company: Line
    people: tuple[Human, ...]
    teams: tuple[Crew, ...]
    moves: tuple[Move, ...]
    words: tuple[Worded, ...]


class Moved(Part):
    """A start or a target that moves."""

    week: Week
    to: float
    reason: Reason


class Ended(Part):
    week: Week
    reason: Reason


class Dismissed(Part):
    """A lint that the team saw and dismissed; ``number``: of the key result it is about."""

    rule: str
    number: int | None = None
    reason: Reason


class Judged(Part):
    """A judged score that stands ``by`` so much above or below the computed one."""

    by: float
    reason: Reason


class Shock(Part):
    """News that takes the team's confidence."""

    week: Week
    confidence: Confidence
    issue: Reason


class KeyResultPlot(Part):
    """``between``: where values run from and to, for measures that do not say it themselves.

    ``found``: a baseline that is measured only in the course of the cycle. ``carries``: the number of the
    predecessor's key result that this one continues.
    """

    title: Line
    measure: Measure
    course: Course
    owner: str | None = None
    between: tuple[float, float] | None = None
    found: Moved | None = None
    restarted: Moved | None = None
    retargeted: Moved | None = None
    dropped: Ended | None = None
    judged: Judged | None = None
    carries: int | None = None


class ObjectivePlot(Part):
    """``rosy``: confidence stays high whatever the figures say. ``carries``: the key of the predecessor."""

    key: str
    cycle: Annotated[int, Field(ge=0, le=4)]
    theme: str
    title: Line
    description: str = ""
    why_now: str = ""
    owner: str | None = None
    ambition: Ambition = Ambition.ASPIRATIONAL
    level: Level = Level.TEAM
    draft: bool = False
    rosy: bool = False
    shock: Shock | None = None
    reworded: Line | None = None
    dropped: Ended | None = None
    judged: Judged | None = None
    carries: str | None = None
    dismissed: tuple[Dismissed, ...] = ()
    key_results: tuple[KeyResultPlot, ...]


class Theme(Part):
    """What a team says about a subject, week by week."""

    issues: tuple[str, ...]
    plans: tuple[str, ...]


class TeamPlot(Part):
    team: str
    themes: dict[str, Theme]
    objectives: tuple[ObjectivePlot, ...]


class Spoken(Part):
    """An entry of a retrospective. ``of``: the objective it speaks of, as "team/key". ``withdrawn``: with what
    reason it was taken back. A decision that is ``carried`` goes into the next cycle, and may have become
    (``became``) an objective of it."""

    kind: EntryKind
    by: str
    text: Reason
    of: str | None = None
    withdrawn: Reason | None = None
    carried: bool = False
    became: str | None = None


class RetrospectivePlot(Part):
    """Held in a week on a day counted from its first, 0; an end one in the week after the cycle, 13. Without
    ``team`` of everybody; without ``summary`` still open."""

    key: str
    cycle: Annotated[int, Field(ge=0, le=3)]
    team: str | None = None
    kind: RetrospectiveKind
    trigger: Trigger | None = None
    week: Annotated[int, Field(ge=0, le=13)]
    day: Annotated[int, Field(ge=0, le=4)]
    leads: str
    said: tuple[Spoken, ...]
    answers: dict[Question, Reason] = Field(default_factory=dict)
    summary: Reason | None = None


class RetrospectivePlots(Part):
    retrospectives: tuple[RetrospectivePlot, ...]


def told(file: str, plot: type[P]) -> P:
    """What a TOML file beside this one tells, as its plot has it."""
    return plot.model_validate(tomllib.loads(files(__package__).joinpath(file).read_text("utf-8")))


def cast() -> Cast:
    return told("cast.toml", Cast)


def retrospectives() -> Sequence[RetrospectivePlot]:
    return told("retrospectives.toml", RetrospectivePlots).retrospectives


def plots() -> Sequence[TeamPlot]:
    """Every team's objectives, in the order of the file names."""
    found = sorted(files(__package__).joinpath("plots").iterdir(), key=lambda file: file.name)
    return [TeamPlot.model_validate(tomllib.loads(file.read_text("utf-8"))) for file in found]
