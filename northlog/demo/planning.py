"""How teams of the story planned: stories from the end of the cycle to come, themes, and goals made of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Annotated

from pydantic import Field

from domain.objective.commands import AddKeyResult, DraftObjective
from domain.planning import (
    AddKeyResultFromTheme,
    ClosePlanning,
    DraftFromTheme,
    DropTheme,
    NameTheme,
    OpenPlanning,
    RewriteStory,
    WithdrawStory,
    WriteStory,
)
from domain.words import Line, Part, Reason
from northlog.demo.plot import Said, told
from northlog.demo.step import Step, id_of, key_result_id, objective_id, person_id, team_id
from northlog.demo.timeline import Quarter

_THEMES_ON = 3
"""Days after the opening."""


class StoryPlot(Part):
    """Told so many days after the opening; ``retold`` and ``withdrawn`` a while later."""

    key: str
    by: str
    day: Annotated[int, Field(ge=0, lt=_THEMES_ON)] = 0
    text: Reason
    retold: Reason | None = None
    withdrawn: Reason | None = None


class ThemePlot(Part):
    """``stories``: their keys. ``became``: a team's objective, as "team/key", or the key result of that ``number``
    in it; without either it waits."""

    key: str
    name: Line
    stories: tuple[str, ...]
    became: str | None = None
    number: int | None = None
    dropped: Reason | None = None


class PlanningPlot(Said):
    """Opened in one cycle for the next; without ``closed`` still open."""

    key: str
    team: str
    note: str = ""
    closed: str | None = None
    stories: tuple[StoryPlot, ...]
    themes: tuple[ThemePlot, ...]


class PlanningPlots(Part):
    plannings: tuple[PlanningPlot, ...]


def plan(calendar: Sequence[Quarter]) -> Iterator[Step]:
    """All steps of the plannings but for the goals that are made of them, not in order of time."""
    for plot in _plots():
        yield from _plan(plot, calendar)


def made_of_themes(steps: Iterable[Step]) -> Iterator[Step]:
    """The same steps; what a theme became is drafted or added from it."""
    origins = {
        _what(theme.became, theme.number): {"planning_id": _id(plot), "theme_id": _part(plot, "theme", theme.key)}
        for plot in _plots()
        for theme in plot.themes
        if theme.became
    }
    for step in steps:
        match step.wants:
            case DraftObjective(objective_id=key) as wants if key in origins:
                said = wants.model_dump(exclude={"cycle_id", "team_id", "level"})
                yield replace(step, wants=DraftFromTheme(**origins[key], **said))
            case AddKeyResult(key_result_id=key) as wants if key in origins:
                yield replace(step, wants=AddKeyResultFromTheme(**origins[key], **dict(wants)))
            case _:
                yield step


def _plan(plot: PlanningPlot, calendar: Sequence[Quarter]) -> Iterator[Step]:
    it, label, begun = {"planning_id": _id(plot)}, f"planning/{plot.key}", plot.at(calendar, 9)
    planned = calendar[plot.cycle + 1].cycle_id
    opened = OpenPlanning(**it, team_id=team_id(plot.team), cycle_id=planned, note=plot.note)
    yield Step(begun, f"{label}/open", plot.by, opened)
    for number, story in enumerate(plot.stories, 1):
        key = {**it, "story_id": _part(plot, "story", story.key), "by": person_id(story.by)}
        at, what = begun + timedelta(days=story.day, minutes=25 * number), f"{label}/{story.key}"
        yield Step(at, f"{what}/tell", story.by, WriteStory(**key, text=story.text))
        if story.retold:
            yield Step(at + timedelta(hours=4), f"{what}/retell", story.by, RewriteStory(**key, text=story.retold))
        if story.withdrawn:
            gone = WithdrawStory(**key, reason=story.withdrawn)
            yield Step(at + timedelta(hours=3), f"{what}/withdraw", story.by, gone)
    for number, theme in enumerate(plot.themes, 1):
        key = {**it, "theme_id": _part(plot, "theme", theme.key)}
        at, what = begun + timedelta(days=_THEMES_ON, minutes=10 * number), f"{label}/{theme.key}"
        stories = tuple(_part(plot, "story", each) for each in theme.stories)
        yield Step(at, f"{what}/name", plot.by, NameTheme(**key, name=theme.name, stories=stories))
        if theme.dropped:
            yield Step(at + timedelta(hours=2), f"{what}/drop", plot.by, DropTheme(**key, reason=theme.dropped))
    if plot.closed is not None:
        # Goals are drafted in the fortnight before their cycle, and there by then.
        at = calendar[plot.cycle + 1].at(days=-3, hour=18)
        yield Step(at, f"{label}/close", plot.by, ClosePlanning(**it, note=plot.closed))


def _plots() -> Sequence[PlanningPlot]:
    return told("planning.toml", PlanningPlots).plannings


def _id(plot: PlanningPlot) -> str:
    return id_of("planning", plot.key)


def _part(plot: PlanningPlot, kind: str, key: str) -> str:
    return id_of(kind, f"{plot.key}/{key}")


def _what(became: str, number: int | None) -> str:
    return objective_id(became) if number is None else key_result_id(became, number)
