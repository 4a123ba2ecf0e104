"""What the golden files of plannings read back to."""

from datetime import date
from typing import Any

from domain.planning import (
    PlanningClosed,
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
from domain.words import Event
from tests.facts import ANN, CYCLE, OBJECTIVE, PLANNING, RESULT, STORY, TEAM, THEME

_IT: dict[str, Any] = {"planning_id": PLANNING}

PLANNING_EVENTS: dict[str, Event] = {
    "planning.opened.v1": PlanningOpened(**_IT, team_id=TEAM, cycle_id=CYCLE, note='In the "old" room'),
    "planning.closed.v1": PlanningClosed(**_IT, note="Drei Ziele"),
    "planning.reopened.v1": PlanningReopened(**_IT, reason="Priorities shifted"),
    "planning.story_written.v1": StoryWritten(
        **_IT, story_id=STORY, text="Nobody calls\nin week one", told_from=date(2026, 3, 31), by=ANN
    ),
    "planning.story_rewritten.v1": StoryRewritten(**_IT, story_id=STORY, text="Kaum jemand ruft an"),
    "planning.story_withdrawn.v1": StoryWithdrawn(**_IT, story_id=STORY, reason=""),
    "planning.theme_named.v1": ThemeNamed(**_IT, theme_id=THEME, name="A calm first week", stories=()),
    "planning.theme_renamed.v1": ThemeRenamed(**_IT, theme_id=THEME, name="Ruhige erste Woche"),
    "planning.stories_grouped.v1": StoriesGrouped(**_IT, theme_id=THEME, stories=(STORY,)),
    "planning.theme_dropped.v1": ThemeDropped(**_IT, theme_id=THEME, reason="Said twice"),
    "planning.theme_became.v1": ThemeBecame(
        **_IT, theme_id=THEME, objective_id=OBJECTIVE, key_result_id=RESULT, stories=(STORY,)
    ),
}
