"""What can be asked of a planning."""

from typing import Annotated

from pydantic import Field

from domain.measure import Measure
from domain.words import Ambition, Command, Id, Line, Part, Prose, Reason

Stories = Annotated[tuple[Id, ...], Field(max_length=200)]
"""Stories of the same planning; one may belong to several themes."""


def stream_of(planning_id: str) -> str:
    return f"planning-{planning_id}"


class _Command(Command):
    planning_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.planning_id)


class OpenPlanning(_Command):
    """A team begins to plan a cycle."""

    team_id: Id
    cycle_id: Id
    note: Prose = ""


class ClosePlanning(_Command):
    """The team has planned. Nothing waits for it, and it can be opened again."""

    note: Prose = ""


class ReopenPlanning(_Command):
    reason: Reason


class _StoryCommand(_Command):
    """``by``: the person who tells the story; absent where a machine does."""

    story_id: Id
    by: Id | None = None


class WriteStory(_StoryCommand):
    """Tells what success looked like, from the last day of the planned cycle (P3.2)."""

    text: Reason


class RewriteStory(_StoryCommand):
    """Tells it anew, whole."""

    text: Reason


class WithdrawStory(_StoryCommand):
    """Takes it back: its text is shown no more."""

    reason: Prose = ""


class _ThemeCommand(_Command):
    theme_id: Id


class NameTheme(_ThemeCommand):
    """Names what several stories have in common."""

    name: Line
    stories: Stories = ()


class RenameTheme(_ThemeCommand):
    name: Line


class GroupStories(_ThemeCommand):
    """Says which stories belong to a theme, whole."""

    stories: Stories


class DropTheme(_ThemeCommand):
    reason: Reason


class DraftedKeyResult(Part):
    key_result_id: Id
    title: Line
    measure: Measure
    owner: Id | None = None


class DraftFromTheme(_ThemeCommand):
    """Drafts a candidate objective of the team in the planned cycle that the theme becomes, with its key results.
    ``title``: the theme's name unless said."""

    objective_id: Id
    title: Line | None = None
    description: Prose = ""
    why_now: Prose = ""
    owner: Id | None = None
    ambition: Ambition = Ambition.ASPIRATIONAL
    key_results: Annotated[tuple[DraftedKeyResult, ...], Field(max_length=20)] = ()


class AddKeyResultFromTheme(_ThemeCommand):
    """Adds a key result to an objective that is there, and the theme becomes it. ``title``: the theme's name
    unless said."""

    objective_id: Id
    key_result_id: Id
    title: Line | None = None
    measure: Measure
    owner: Id | None = None


StoryCommand = WriteStory | RewriteStory | WithdrawStory
BecomingCommand = DraftFromTheme | AddKeyResultFromTheme
ThemeCommand = NameTheme | RenameTheme | GroupStories | DropTheme | BecomingCommand
PlanningCommand = OpenPlanning | ClosePlanning | ReopenPlanning | StoryCommand | ThemeCommand
