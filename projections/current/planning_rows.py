"""The tables of plannings: with the stories told in them, and the themes these have in common."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any

from projections.table import Json, ReadTable

Ids = Annotated[list[str], Json()]


@dataclass(slots=True)
class PlanningRow:
    """``closing_note``: what was said when it was closed last; ``reopened_reason``: why it was opened again."""

    planning_id: str
    team_id: str
    cycle_id: str
    note: str
    opened_at: datetime
    opened_by: str
    version: int
    closed_at: datetime | None = None
    closing_note: str = ""
    reopened_reason: str | None = None


@dataclass(slots=True)
class StoryRow:
    """``text`` is null once withdrawn. ``told_from``: the day that it looks back from."""

    planning_id: str
    story_id: str
    number: int
    text: str | None
    told_from: date
    author: str
    told_at: datetime
    retold_at: datetime | None = None
    withdrawn_reason: str | None = None


@dataclass(slots=True)
class ThemeRow:
    """``objective_id``, ``key_result_id``: what it became, at ``became_at``, and of which stories: ``made_of``."""

    planning_id: str
    theme_id: str
    number: int
    name: str
    stories: Ids
    author: str
    named_at: datetime
    objective_id: str | None = None
    key_result_id: str | None = None
    became_at: datetime | None = None
    made_of: Ids = field(default_factory=list)
    dropped_reason: str | None = None


PLANNINGS = ReadTable(PlanningRow, "plannings", "planning", indexes=[["team_id", "cycle_id"]])
STORIES = ReadTable(StoryRow, "stories", "planning", "story_id", order="number")
THEMES = ReadTable(ThemeRow, "themes", "planning", "theme_id", order="number", indexes=[["objective_id"]])

TABLES: tuple[ReadTable[Any], ...] = (PLANNINGS, STORIES, THEMES)
