"""The tables of alignment: strategy and priorities, contributions, links, and what teams need of each other."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from projections.table import Json, ReadTable

RestsOn = Annotated[list[dict[str, Any]], Json()]
"""``objective_id`` and ``key_result_id`` each; the latter is null for the whole objective."""


@dataclass(slots=True)
class StrategyRow:
    """Null is what was never stated."""

    vision: str | None
    vision_at: datetime | None
    statement: str | None
    statement_at: datetime | None
    version: int


@dataclass(slots=True)
class PriorityRow:
    priority_id: str
    year: int
    title: str
    why: str
    set_at: datetime
    dropped: bool = False
    dropped_reason: str | None = None


@dataclass(slots=True)
class ContributionRow:
    """``objective_id``: what it is pledged to; ``weight``: among those that count."""

    contribution_id: str
    team_id: str
    objective_id: str
    what: str
    approach: str
    measured_by: str
    rests_on: RestsOn
    counts: bool
    weight: float
    pledged_at: datetime
    pledged_by: str
    version: int
    withdrawn: bool = False
    withdrawn_reason: str | None = None


@dataclass(slots=True)
class LinkRow:
    """``position``: where it was made in the log."""

    link_id: str
    kind: str
    objective_id: str
    other_id: str
    note: str
    made_at: datetime
    made_by: str
    position: int
    version: int
    removed: bool = False
    removed_reason: str | None = None


@dataclass(slots=True)
class DependencyRow:
    """``reason``: of the last refusal, miss or withdrawal; ``note``: of the last promise or delivery."""

    dependency_id: str
    team_id: str
    of_team_id: str
    objective_id: str | None
    what: str
    needed_by: date
    status: str
    asked_at: datetime
    asked_by: str
    version: int
    promised_by: date | None = None
    answered_at: datetime | None = None
    delivered_at: datetime | None = None
    missed_at: datetime | None = None
    reason: str | None = None
    note: str = ""


STRATEGIES = ReadTable(StrategyRow, "strategies", "strategy")
PRIORITIES = ReadTable(PriorityRow, "priorities", "strategy", "priority_id", order="set_at")
CONTRIBUTIONS = ReadTable(
    ContributionRow, "contributions", "contribution", indexes=[["objective_id"], ["team_id"]]
)
LINKS = ReadTable(LinkRow, "links", "link", indexes=[["objective_id"], ["other_id"]])
DEPENDENCIES = ReadTable(DependencyRow, "dependencies", "dependency", indexes=[["team_id"], ["of_team_id"]])

TABLES: tuple[ReadTable[Any], ...] = (STRATEGIES, PRIORITIES, CONTRIBUTIONS, LINKS, DEPENDENCIES)
