"""What is true of a planning, and what may happen to it next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, assert_never

from domain import cycle as cycles
from domain import person, team
from domain.cycle import Cycle
from domain.decider import Decider, Given, Refused, absent, existing
from domain.objective.editing import open_cycle
from domain.planning import becoming
from domain.planning.commands import (
    AddKeyResultFromTheme,
    BecomingCommand,
    ClosePlanning,
    DraftFromTheme,
    DropTheme,
    GroupStories,
    NameTheme,
    OpenPlanning,
    PlanningCommand,
    RenameTheme,
    ReopenPlanning,
    RewriteStory,
    StoryCommand,
    ThemeCommand,
    WithdrawStory,
    WriteStory,
)
from domain.planning.events import (
    PlanningClosed,
    PlanningEvent,
    PlanningOpened,
    PlanningReopened,
    StoriesGrouped,
    StoryEvent,
    StoryRewritten,
    StoryWithdrawn,
    StoryWritten,
    ThemeBecame,
    ThemeDropped,
    ThemeEvent,
    ThemeNamed,
    ThemeRenamed,
)
from domain.words import Event


@dataclass(frozen=True, slots=True)
class Story:
    text: str
    told_from: date
    by: str | None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """``became``: the objective, and key result of it if one, that it was turned into."""

    name: str
    stories: tuple[str, ...]
    became: tuple[str, str | None] | None = None
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Planning:
    team_id: str
    cycle_id: str
    stories: Mapping[str, Story] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)
    closed: bool = False


def needs(state: Planning | None, command: PlanningCommand) -> Sequence[str]:
    match command:
        case OpenPlanning(team_id=team_id, cycle_id=cycle_id):
            return (team.stream_of(team_id), cycles.stream_of(cycle_id))
        case WriteStory(by=by) if state is not None:
            author = () if by is None else (person.stream_of(by),)
            return (cycles.stream_of(state.cycle_id), *author)
        case DraftFromTheme() | AddKeyResultFromTheme() if state and (theme := state.themes.get(command.theme_id)):
            needed = becoming.needs(state.team_id, state.cycle_id, theme.name, command)
            return tuple(dict.fromkeys(needed))
        case _:
            return ()


def decide(state: Planning | None, command: PlanningCommand, given: Given) -> Sequence[Event]:
    if isinstance(command, OpenPlanning):
        absent(state, "planning_id", "planning")
        team.working_team(given, command.team_id, "team_id")
        open_cycle(given, command.cycle_id)
        return [PlanningOpened(**dict(command))]
    planning = existing(state, "planning_id", "planning")
    match command:
        case ClosePlanning():
            return [] if planning.closed else [PlanningClosed(**dict(command))]
        case ReopenPlanning():
            return [PlanningReopened(**dict(command))] if planning.closed else []
    if planning.closed:
        raise Refused("planning_id", "closed", "this planning is closed; reopen it to go on")
    match command:
        case WriteStory() | RewriteStory() | WithdrawStory():
            return _tell(planning, command, given)
        case _:
            return _theme(planning, command, given)


def _tell(planning: Planning, command: StoryCommand, given: Given) -> Sequence[StoryEvent]:
    key, story_id = command.planning_id, command.story_id
    known = planning.stories.get(story_id)
    if isinstance(command, WriteStory):
        absent(known, "story_id", "story")
        if command.by is not None:
            person.known_person(given, command.by, "by")
        cycle = given.state(cycles.stream_of(planning.cycle_id), Cycle)
        assert cycle is not None, "a planning has a cycle"
        return [StoryWritten(**dict(command), told_from=cycle.ends_on)]
    story = existing(known, "story_id", "story of this planning")
    # A machine may take back what somebody told, but puts no words into their mouth.
    if command.by != story.by and (command.by is not None or isinstance(command, RewriteStory)):
        raise Refused("story_id", "own", "a story is its author's to tell anew and to withdraw")
    if isinstance(command, WithdrawStory):
        reason = command.reason
        return [] if story.withdrawn else [StoryWithdrawn(planning_id=key, story_id=story_id, reason=reason)]
    if story.withdrawn:
        raise Refused("story_id", "withdrawn", "this story was taken back; tell another one")
    return (
        []
        if command.text == story.text
        else [StoryRewritten(planning_id=key, story_id=story_id, text=command.text)]
    )


def _theme(planning: Planning, command: ThemeCommand, given: Given) -> Sequence[Event]:
    known = planning.themes.get(command.theme_id)
    if isinstance(command, NameTheme):
        absent(known, "theme_id", "theme")
        _check_stories(planning, command.stories)
        return [ThemeNamed(**dict(command))]
    theme = existing(known, "theme_id", "theme of this planning")
    if theme.dropped:
        if isinstance(command, DropTheme):
            return []
        raise Refused("theme_id", "dropped", "this theme was dropped; name it anew")
    match command:
        case RenameTheme(name=name):
            return [] if name == theme.name else [ThemeRenamed(**dict(command))]
        case GroupStories(stories=stories):
            _check_stories(planning, stories)
            return [] if stories == theme.stories else [StoriesGrouped(**dict(command))]
        case DropTheme():
            _not_turned(theme)
            return [ThemeDropped(**dict(command))]
        case DraftFromTheme() | AddKeyResultFromTheme():
            _not_turned(theme)
            turned = becoming.became(planning.team_id, planning.cycle_id, theme.name, command, given)
            return [*turned, _became(planning, theme, command)]
        case _:
            assert_never(command)


def _became(planning: Planning, theme: Theme, command: BecomingCommand) -> ThemeBecame:
    return ThemeBecame(
        planning_id=command.planning_id,
        theme_id=command.theme_id,
        objective_id=command.objective_id,
        key_result_id=command.key_result_id if isinstance(command, AddKeyResultFromTheme) else None,
        stories=tuple(each for each in theme.stories if not planning.stories[each].withdrawn),
    )


def _check_stories(planning: Planning, stories: Sequence[str]) -> None:
    for number, each in enumerate(stories):
        at = f"stories.{number}"
        if each in stories[:number]:
            raise Refused(at, "once", "this story is named twice")
        if existing(planning.stories.get(each), at, "story of this planning").withdrawn:
            raise Refused(at, "withdrawn", "this story was taken back")


def _not_turned(theme: Theme) -> None:
    if theme.became is not None:
        raise Refused("theme_id", "turned", "this theme became an objective or a key result; name another theme")


def evolve(state: Planning | None, event: PlanningEvent) -> Planning:
    if isinstance(event, PlanningOpened):
        return Planning(event.team_id, event.cycle_id)
    assert state is not None, "a planning's stream begins with its opening"
    match event:
        case PlanningClosed():
            return replace(state, closed=True)
        case PlanningReopened():
            return replace(state, closed=False)
        case StoryWritten():
            return _told(state, event.story_id, Story(event.text, event.told_from, event.by))
        case StoryRewritten():
            return _told(state, event.story_id, replace(state.stories[event.story_id], text=event.text))
        case StoryWithdrawn():
            return _told(state, event.story_id, replace(state.stories[event.story_id], withdrawn=True))
        case _:
            return replace(state, themes={**state.themes, event.theme_id: _turned(state, event)})


def _told(state: Planning, story_id: str, story: Story) -> Planning:
    return replace(state, stories={**state.stories, story_id: story})


def _turned(state: Planning, event: ThemeEvent) -> Theme:
    if isinstance(event, ThemeNamed):
        return Theme(event.name, event.stories)
    theme, changed = state.themes[event.theme_id], dict[str, Any]()
    match event:
        case ThemeRenamed():
            changed = {"name": event.name}
        case StoriesGrouped():
            changed = {"stories": event.stories}
        case ThemeDropped():
            changed = {"dropped": True}
        case ThemeBecame():
            changed = {"became": (event.objective_id, event.key_result_id)}
        case _:
            assert_never(event)
    return replace(theme, **changed)


planning = Decider(decide=decide, evolve=evolve, needs=needs)
