"""What can happen to a planning."""

from datetime import date
from typing import ClassVar

from domain.planning.commands import stream_of
from domain.words import Event, Id


class _Event(Event):
    planning_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.planning_id)


class PlanningOpened(_Event):
    """A team began to plan a cycle (P3.2)."""

    stored_as: ClassVar[str] = "planning.opened.v1"
    team_id: Id
    cycle_id: Id
    note: str


class PlanningClosed(_Event):
    """A team has planned."""

    stored_as: ClassVar[str] = "planning.closed.v1"
    note: str


class PlanningReopened(_Event):
    """A team went on planning."""

    stored_as: ClassVar[str] = "planning.reopened.v1"
    reason: str


class StoryWritten(_Event):
    """Somebody told what success looked like; `told_from`: the last day of the planned cycle, as it was then."""

    stored_as: ClassVar[str] = "planning.story_written.v1"
    story_id: Id
    text: str
    told_from: date
    by: Id | None


class StoryRewritten(_Event):
    """Somebody told their story anew, whole."""

    stored_as: ClassVar[str] = "planning.story_rewritten.v1"
    story_id: Id
    text: str


class StoryWithdrawn(_Event):
    """Somebody took their story back; the log alone keeps it."""

    stored_as: ClassVar[str] = "planning.story_withdrawn.v1"
    story_id: Id
    reason: str


class ThemeNamed(_Event):
    """What stories have in common got a name."""

    stored_as: ClassVar[str] = "planning.theme_named.v1"
    theme_id: Id
    name: str
    stories: tuple[Id, ...]


class ThemeRenamed(_Event):
    """A theme goes by another name."""

    stored_as: ClassVar[str] = "planning.theme_renamed.v1"
    theme_id: Id
    name: str


class StoriesGrouped(_Event):
    """These stories belong to a theme, and no others."""

    stored_as: ClassVar[str] = "planning.stories_grouped.v1"
    theme_id: Id
    stories: tuple[Id, ...]


class ThemeDropped(_Event):
    """A theme will not be taken up."""

    stored_as: ClassVar[str] = "planning.theme_dropped.v1"
    theme_id: Id
    reason: str


class ThemeBecame(_Event):
    """A theme became a candidate objective, or a key result of one; `stories`: those that it was made of."""

    stored_as: ClassVar[str] = "planning.theme_became.v1"
    theme_id: Id
    objective_id: Id
    key_result_id: Id | None
    stories: tuple[Id, ...]


StoryEvent = StoryWritten | StoryRewritten | StoryWithdrawn
ThemeEvent = ThemeNamed | ThemeRenamed | StoriesGrouped | ThemeDropped | ThemeBecame
PlanningEvent = PlanningOpened | PlanningClosed | PlanningReopened | StoryEvent | ThemeEvent
