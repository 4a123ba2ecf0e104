"""What people and programs are shown of plannings: the stories in them, and what their themes became (P3.2)."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from northlog.reading.snapshot import Snapshot
from northlog.reading.views import View
from projections.current.planning_rows import PLANNINGS, STORIES, THEMES, PlanningRow, StoryRow, ThemeRow
from projections.reader import After, Wanted


class StoryView(View):
    """What success looked like, told from ``told_from``. ``text`` is null once withdrawn."""

    story_id: str
    number: int
    text: str | None
    told_from: date
    author: str
    told_at: datetime
    retold_at: datetime | None
    withdrawn_reason: str | None


class ThemeView(View):
    """What ``stories`` have in common. ``objective_id``, ``key_result_id``: what it became at ``became_at``, made
    of the stories ``made_of``."""

    theme_id: str
    planning_id: str
    number: int
    name: str
    stories: list[str]
    author: str
    named_at: datetime
    objective_id: str | None
    key_result_id: str | None
    became_at: datetime | None
    made_of: list[str]
    dropped_reason: str | None


class PlanningView(View):
    """``closing_note``: of when it was closed last; ``reopened_reason``: of its being opened again."""

    planning_id: str
    team_id: str
    cycle_id: str
    note: str
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    closing_note: str
    reopened_reason: str | None
    stories: list[StoryView]
    themes: list[ThemeView]
    version: int

    @staticmethod
    def of(
        row: PlanningRow, stories: Sequence[StoryRow], themes: Sequence[ThemeRow], version: int
    ) -> "PlanningView":
        parts = {"stories": stories, "themes": themes, "version": version}
        return PlanningView.model_validate({**asdict(row), **parts})


def plannings(
    seen: Snapshot, wanted: Wanted | None = None, after: After = None, limit: int | None = None
) -> list[PlanningView]:
    """Plannings with their stories and themes, in the order they were opened, closed ones included."""
    order = ("opened_at", "planning_id")
    told = seen.reader.whole(PLANNINGS, STORIES, wanted, order, after, limit)
    themed = seen.reader.whole(PLANNINGS, THEMES, wanted, order, after, limit)
    return [
        PlanningView.of(row, stories, themes, max(row.version, other.version))
        for (row, stories), (other, themes) in zip(told, themed, strict=True)
    ]


def planning(seen: Snapshot, planning_id: str) -> PlanningView | None:
    """One planning; ``None`` where there is none such."""
    return next(iter(plannings(seen, {"planning_id": planning_id})), None)


def turned(seen: Snapshot) -> list[ThemeView]:
    """The themes that became an objective or a key result, in the order they did."""
    rows = seen.reader.rows(THEMES, None, ("became_at", "theme_id"))
    return [ThemeView.model_validate(each) for each in rows if each.objective_id is not None]
