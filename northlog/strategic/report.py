"""What the monthly report says: nothing of a team's own check-ins, readings or alerts (P2.10)."""

from datetime import date, datetime

from northlog.reading.views import AS_OF, POSITION, View


class Moved(View):
    """What stood before the month and at its end; null where nothing could be said."""

    before: float | None
    after: float | None


class ContributorView(View):
    """A team's pledge to the objective. ``confidence``: of the goals that it rests on, the lowest as last stated,
    0..10; null where none was stated. Nothing else is told of the team."""

    team: str
    what: str
    counts: bool
    confidence: Moved


class RiskView(View):
    """An alert that stands on the strategic objective itself, in its own sentences."""

    what: str
    why: str
    since: datetime


class AskView(View):
    """What the objective waits for: something asked of a team, or said to be in the way."""

    what: str
    of: str | None
    needed_by: date | None


class StrategicPage(View):
    """One strategic objective. ``score``: of its own key results, 0..1; ``contributed``: of what counts toward it,
    0..1; ``expected``: where an even pace stands at the month's end; ``confidence``: of the goal, 0..10."""

    objective_id: str
    title: str
    team_id: str
    team: str
    owner: str | None
    priority: str | None
    why_it_matters: str
    status: str
    outcome: str | None
    score: Moved
    contributed: Moved
    expected: float
    confidence: Moved
    contributors: list[ContributorView]
    changed: list[str]
    risks: list[RiskView]
    asks: list[AskView]


class StrategicReport(View):
    """A month of all strategic objectives whose cycle touches it. ``until``: its end, or now while it runs."""

    organization: str
    month: str
    first: date
    last: date
    until: datetime
    made_at: datetime
    objectives: list[StrategicPage]
    position: int = POSITION
    as_of: datetime | None = AS_OF
