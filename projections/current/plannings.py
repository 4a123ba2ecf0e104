"""Plannings with their stories and themes: how their events change the current state."""

from domain.planning import (
    PlanningClosed,
    PlanningEvent,
    PlanningOpened,
    PlanningReopened,
    StoriesGrouped,
    StoryRewritten,
    StoryWithdrawn,
    StoryWritten,
    ThemeBecame,
    ThemeDropped,
    ThemeNamed,
    ThemeRenamed,
)
from domain.planning.events import StoryEvent, ThemeEvent
from domain.words import Event
from events.record import Recorded
from projections.current.planning_rows import PlanningRow, StoryRow, ThemeRow
from projections.current.workspace import CurrentRows
from projections.projection import Handler


def opened(rows: CurrentRows, at: Recorded[PlanningOpened]) -> None:
    event = at.event
    rows.plannings.add(
        PlanningRow(
            planning_id=event.planning_id,
            team_id=event.team_id,
            cycle_id=event.cycle_id,
            note=event.note,
            opened_at=at.recorded_at,
            opened_by=at.actor,
            version=at.version,
        )
    )


def closed(rows: CurrentRows, at: Recorded[PlanningClosed]) -> None:
    row = _planning(rows, at)
    row.closed_at, row.closing_note, row.reopened_reason = at.recorded_at, at.event.note, None


def reopened(rows: CurrentRows, at: Recorded[PlanningReopened]) -> None:
    row = _planning(rows, at)
    row.closed_at, row.reopened_reason = None, at.event.reason


def written(rows: CurrentRows, at: Recorded[StoryWritten]) -> None:
    _planning(rows, at)
    event = at.event
    rows.stories.add(
        StoryRow(
            planning_id=event.planning_id,
            story_id=event.story_id,
            number=len(rows.stories.group(event.planning_id)) + 1,
            text=event.text,
            told_from=event.told_from,
            author=at.actor,
            told_at=at.recorded_at,
        )
    )


def rewritten(rows: CurrentRows, at: Recorded[StoryRewritten]) -> None:
    row = _story(rows, at)
    row.text, row.retold_at = at.event.text, at.recorded_at


def withdrawn(rows: CurrentRows, at: Recorded[StoryWithdrawn]) -> None:
    row = _story(rows, at)
    row.text, row.withdrawn_reason = None, at.event.reason


def named(rows: CurrentRows, at: Recorded[ThemeNamed]) -> None:
    _planning(rows, at)
    event = at.event
    rows.themes.add(
        ThemeRow(
            planning_id=event.planning_id,
            theme_id=event.theme_id,
            number=len(rows.themes.group(event.planning_id)) + 1,
            name=event.name,
            stories=list(event.stories),
            author=at.actor,
            named_at=at.recorded_at,
        )
    )


def renamed(rows: CurrentRows, at: Recorded[ThemeRenamed]) -> None:
    _theme(rows, at).name = at.event.name


def grouped(rows: CurrentRows, at: Recorded[StoriesGrouped]) -> None:
    _theme(rows, at).stories = list(at.event.stories)


def theme_dropped(rows: CurrentRows, at: Recorded[ThemeDropped]) -> None:
    _theme(rows, at).dropped_reason = at.event.reason


def became(rows: CurrentRows, at: Recorded[ThemeBecame]) -> None:
    row, event = _theme(rows, at), at.event
    row.objective_id, row.key_result_id = event.objective_id, event.key_result_id
    row.became_at, row.made_of = at.recorded_at, list(event.stories)


def _planning(rows: CurrentRows, at: Recorded[PlanningEvent]) -> PlanningRow:
    row = rows.plannings.of(at.event.planning_id)
    row.version = at.version
    return row


def _story(rows: CurrentRows, at: Recorded[StoryEvent]) -> StoryRow:
    _planning(rows, at)
    return rows.stories.group(at.event.planning_id)[at.event.story_id]


def _theme(rows: CurrentRows, at: Recorded[ThemeEvent]) -> ThemeRow:
    _planning(rows, at)
    return rows.themes.group(at.event.planning_id)[at.event.theme_id]


HANDLERS: dict[type[Event], Handler] = {
    PlanningOpened: opened,
    PlanningClosed: closed,
    PlanningReopened: reopened,
    StoryWritten: written,
    StoryRewritten: rewritten,
    StoryWithdrawn: withdrawn,
    ThemeNamed: named,
    ThemeRenamed: renamed,
    StoriesGrouped: grouped,
    ThemeDropped: theme_dropped,
    ThemeBecame: became,
}
