"""What people and programs are shown of alignment: from the vision to the teams' objectives, and back up."""

from datetime import date, datetime

from pydantic import Field

from northlog.reading.backlog import BacklogItemView
from northlog.reading.plannings import ThemeView
from northlog.reading.views import View


class PriorityView(View):
    """A priority of the company for a year (P2.2)."""

    priority_id: str
    year: int
    title: str
    why: str
    set_at: datetime
    dropped: bool
    dropped_reason: str | None


class StrategyView(View):
    """Null is what was never stated. Priorities by year, those of one year in the order they were set."""

    vision: str | None = None
    vision_at: datetime | None = None
    statement: str | None = None
    statement_at: datetime | None = None
    priorities: tuple[PriorityView, ...] = ()
    version: int = 0


class BasisView(View):
    objective_id: str
    key_result_id: str | None


class ContributionView(View):
    """``score``: of what it rests on, their mean, 0..1; null where it rests on nothing that can be scored."""

    contribution_id: str
    team_id: str
    objective_id: str
    what: str
    approach: str
    measured_by: str
    rests_on: list[BasisView]
    counts: bool
    weight: float
    score: float | None
    pledged_at: datetime
    pledged_by: str
    withdrawn: bool
    withdrawn_reason: str | None
    version: int


class LinkView(View):
    """A vertical link leads from ``objective_id`` up to ``other_id``."""

    link_id: str
    kind: str
    objective_id: str
    other_id: str
    note: str
    made_at: datetime
    made_by: str
    position: int = Field(description="Where it was made in the log")
    removed: bool
    removed_reason: str | None
    version: int


class DependencyView(View):
    """``team_id`` needs it of ``of_team_id``. ``reason``: of the last refusal, miss or withdrawal."""

    dependency_id: str
    team_id: str
    of_team_id: str
    objective_id: str | None
    what: str
    needed_by: date
    status: str
    promised_by: date | None
    asked_at: datetime
    asked_by: str
    answered_at: datetime | None
    delivered_at: datetime | None
    missed_at: datetime | None
    reason: str | None
    note: str
    version: int


class BriefView(View):
    """An objective in a line. ``score``: computed from its own key results, 0..1."""

    objective_id: str
    title: str
    team_id: str
    cycle_id: str
    level: str
    status: str
    score: float | None
    confidence: int | None


class PledgeView(View):
    """A contribution, and the objectives that it leads to or rests on."""

    contribution: ContributionView
    objectives: list[BriefView]


class AlignmentView(View):
    """An objective among those it has to do with, up and down (P2.7).

    ``serves``: contributions that rest on it, with the objective each is pledged to. ``contributions``: those
    pledged to it, with what they rest on; ``contributed``: how far those that count have brought it, 0..1. Links
    and dependencies are those that stand; ``linked``: the objective at each link's other end; ``backlog`` and
    ``themes`` of plannings: what became this objective, or a key result of it.
    """

    objective: BriefView
    priority: PriorityView | None
    serves: list[PledgeView]
    contributions: list[PledgeView]
    contributed: float | None
    links: list[LinkView]
    linked: list[BriefView]
    dependencies: list[DependencyView]
    backlog: list[BacklogItemView]
    themes: list[ThemeView]


class DirectionView(View):
    """The layers from vision to teams: ``objectives`` are the strategic ones with all that carries them."""

    strategy: StrategyView
    objectives: list[AlignmentView]
