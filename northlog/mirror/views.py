"""What the mirror shows: findings about the process with their evidence. No person is in it (P6.3)."""

from datetime import date, datetime

from domain.mirror import Kind
from northlog.reading.views import AS_OF, POSITION, View


class MirroredCycle(View):
    cycle_id: str
    name: str
    starts_on: date
    ends_on: date
    status: str


class MirroredTeam(View):
    """``reports_to``: the unit above it by name, null where there is none. ``flows_with``: the number, from 1, of
    the part that the work itself would put it in; null where none can be told."""

    team_id: str
    name: str
    reports_to: str | None
    flows_with: int | None


class EvidenceView(View):
    """``source``: what it comes from, such as ``objective:<id>``; ``on``: the day it speaks of, if any."""

    source: str
    title: str
    on: date | None
    says: str


class FindingView(View):
    """``teams``: the ids of those it is about, none where it is about all; ``figures``: numbers by name."""

    says: str
    teams: list[str]
    figures: dict[str, float]
    evidence: list[EvidenceView]


class ReflectionView(View):
    """One kind of looking. ``rule``: how, with every threshold; ``looked_at``: at how many ``things``; ``unsaid``:
    why nothing can be said, null where something can."""

    kind: Kind
    rule: str
    things: str
    looked_at: int
    unsaid: str | None
    findings: list[FindingView]


class PairView(View):
    """Two teams that work together, by what. ``together``: whether they report together."""

    teams: tuple[str, str]
    dependencies: int
    contributions: int
    links: int
    weight: int
    together: bool


class FlowView(View):
    """The org chart against the flow of value. ``modularity`` of the org chart's partition on the pairs, and of
    the ``best`` partition found, -0.5..1; null where there are too few pairs. ``idle``: teams that report together
    and never worked together, of those that work with anybody."""

    teams: list[MirroredTeam]
    pairs: list[PairView]
    modularity: float | None
    best: float | None
    idle: list[tuple[str, str]]


class HandOffView(View):
    """What one team asked of another. Days from asked to delivered, or so far."""

    team_id: str
    of_team_id: str
    median_days: float
    longest_days: float
    hand_offs: int
    waiting: int


class Mirror(View):
    """Across ``cycles``, the earliest first. ``only``: ids of the teams that findings are told of, all if empty.
    ``teams``: names by id. ``unsaid``: why nothing is shown at all, null where something is."""

    organization: str
    cycles: list[MirroredCycle]
    only: list[str]
    teams: dict[str, str]
    until: datetime
    unsaid: str | None
    reflections: list[ReflectionView]
    flow: FlowView | None
    hand_offs: list[HandOffView]
    position: int = POSITION
    as_of: datetime | None = AS_OF

    def called(self, team_id: str) -> str:
        """A team's name."""
        return self.teams[team_id]
