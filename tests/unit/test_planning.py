"""Planning (P3.2): stories told from the end of the cycle, their themes, and the candidates these become."""

from datetime import date
from typing import Any

import pytest

from domain.cycle import CycleClosed, CycleRescheduled
from domain.measure import Metric
from domain.objective.events import KeyResultAdded
from domain.person import PersonForgotten
from domain.planning import (
    AddKeyResultFromTheme,
    ClosePlanning,
    DraftedKeyResult,
    DraftFromTheme,
    DropTheme,
    GroupStories,
    NameTheme,
    OpenPlanning,
    PlanningClosed,
    PlanningCommand,
    PlanningOpened,
    PlanningReopened,
    RenameTheme,
    ReopenPlanning,
    RewriteStory,
    StoriesGrouped,
    StoryRewritten,
    StoryWithdrawn,
    StoryWritten,
    ThemeBecame,
    ThemeDropped,
    ThemeNamed,
    ThemeRenamed,
    WithdrawStory,
    WriteStory,
)
from domain.team import TeamDissolved
from domain.words import Event
from tests.facts import (
    ANN,
    BEN,
    CYCLE,
    NEW_RESULT,
    OBJECTIVE,
    ONBOARDING,
    OTHER_RESULT,
    OTHER_STORY,
    OTHER_THEME,
    PLANNING,
    RESULT,
    STORY,
    SUCCESSOR,
    TEAM,
    THEME,
    closed,
    drafted,
    introduced,
    running,
)
from tests.spec import given

IT: dict[str, Any] = {"planning_id": PLANNING}
HOUSE: list[Event] = [*running(), introduced(BEN)]
OPEN = OpenPlanning(**IT, team_id=TEAM, cycle_id=CYCLE)
OPENED = PlanningOpened(**IT, team_id=TEAM, cycle_id=CYCLE, note="")
WRITE = WriteStory(**IT, story_id=STORY, text="Nobody calls", by=ANN)
WRITTEN = StoryWritten(**IT, story_id=STORY, text="Nobody calls", by=ANN, told_from=date(2026, 3, 31))
BEGUN: list[Event] = [*HOUSE, OPENED, WRITTEN]
NAME = NameTheme(**IT, theme_id=THEME, name="A calm week", stories=(STORY,))
NAMED = ThemeNamed(**IT, theme_id=THEME, name="A calm week", stories=(STORY,))
THEMED: list[Event] = [*BEGUN, NAMED]
DRAFT = DraftFromTheme(**IT, theme_id=THEME, objective_id=SUCCESSOR, why_now="They leave", owner=ANN)
DRAFTED = drafted(SUCCESSOR, title="A calm week", description="", why_now="They leave")
BECAME = ThemeBecame(**IT, theme_id=THEME, objective_id=SUCCESSOR, key_result_id=None, stories=(STORY,))


def test_a_team_begins_to_plan_a_cycle_that_is_not_over() -> None:
    given(*HOUSE).when(OPEN).then(OPENED)
    given(*HOUSE, OPENED).when(OPEN).refused("planning_id", "exists")
    given(*HOUSE, TeamDissolved(team_id=TEAM)).when(OPEN).refused("team_id", "dissolved")
    given(*HOUSE, CycleClosed(cycle_id=CYCLE)).when(OPEN).refused("cycle_id", "closed")


def test_a_story_is_told_from_the_last_day_of_the_cycle_as_it_is_then() -> None:
    given(*HOUSE, OPENED).when(WRITE).then(WRITTEN)
    longer = CycleRescheduled(cycle_id=CYCLE, starts_on=date(2026, 1, 1), ends_on=date(2026, 4, 15))
    given(*HOUSE, OPENED, longer).when(WRITE).then(WRITTEN.model_copy(update={"told_from": date(2026, 4, 15)}))
    given(*BEGUN).when(WRITE).refused("story_id", "exists")
    given(*HOUSE, OPENED, PersonForgotten(person_id=ANN)).when(WRITE).refused("by", "forgotten")


def test_a_story_is_its_authors_to_tell_anew_and_to_take_back() -> None:
    anew = RewriteStory(**IT, story_id=STORY, text="Hardly anybody calls", by=ANN)
    retold = StoryRewritten(**IT, story_id=STORY, text="Hardly anybody calls")
    given(*BEGUN).when(anew).then(retold)
    given(*BEGUN, retold).when(anew).then()
    for other in (BEN, None):
        given(*BEGUN).when(anew.model_copy(update={"by": other})).refused("story_id", "own")
    taken_back = WithdrawStory(**IT, story_id=STORY)
    withdrawn = StoryWithdrawn(**IT, story_id=STORY, reason="")
    given(*BEGUN).when(taken_back.model_copy(update={"by": BEN})).refused("story_id", "own")
    given(*BEGUN).when(taken_back).then(withdrawn)
    given(*BEGUN, withdrawn).when(taken_back).then()
    given(*BEGUN, withdrawn).when(anew).refused("story_id", "withdrawn")
    given(*BEGUN, withdrawn).when(NAME).refused("stories.0", "withdrawn")


def test_themes_group_stories_that_are_there_each_once() -> None:
    given(*BEGUN).when(NAME).then(NAMED)
    given(*THEMED).when(NAME).refused("theme_id", "exists")
    given(*BEGUN).when(NAME.model_copy(update={"stories": (STORY, STORY)})).refused("stories.1", "once")
    lost = GroupStories(**IT, theme_id=THEME, stories=(OTHER_STORY,))
    given(*THEMED).when(lost).refused("stories.0", "unknown")
    none = StoriesGrouped(**IT, theme_id=THEME, stories=())
    given(*THEMED).when(GroupStories(**IT, theme_id=THEME, stories=())).then(none)
    given(*THEMED, none).when(GroupStories(**IT, theme_id=THEME, stories=())).then()
    renamed = ThemeRenamed(**IT, theme_id=THEME, name="Calm")
    given(*THEMED).when(RenameTheme(**IT, theme_id=THEME, name="Calm")).then(renamed)
    given(*THEMED, renamed).when(RenameTheme(**IT, theme_id=THEME, name="Calm")).then()
    dropped = ThemeDropped(**IT, theme_id=THEME, reason="Not ours")
    given(*THEMED).when(DropTheme(**IT, theme_id=THEME, reason="Not ours")).then(dropped)
    given(*THEMED, dropped).when(DropTheme(**IT, theme_id=THEME, reason="Again")).then()
    given(*THEMED, dropped).when(DRAFT).refused("theme_id", "dropped")


def test_a_theme_becomes_a_candidate_with_key_results_in_the_same_decision() -> None:
    given(*THEMED).when(DRAFT).then(DRAFTED, BECAME)
    results = (
        DraftedKeyResult(key_result_id=RESULT, title="Onboarding completion", measure=ONBOARDING),
        DraftedKeyResult(key_result_id=OTHER_RESULT, title="Calls a week", measure=Metric(start=9, target=3)),
    )
    wanted = DRAFT.model_copy(update={"title": "Calm newcomers", "key_results": results})
    drafts = [KeyResultAdded(**dict(each), objective_id=SUCCESSOR, carried_from=None) for each in results]
    titled = DRAFTED.model_copy(update={"title": "Calm newcomers"})
    given(*THEMED).when(wanted).then(titled, *drafts, BECAME)
    twice = wanted.model_copy(update={"key_results": (results[0], results[0])})
    given(*THEMED).when(twice).refused("key_results.1.key_result_id", "exists")
    given(*THEMED).when(DRAFT.model_copy(update={"objective_id": OBJECTIVE})).refused("objective_id", "exists")


def test_what_a_candidate_was_made_of_leaves_out_stories_that_were_taken_back() -> None:
    other = WRITTEN.model_copy(update={"story_id": OTHER_STORY})
    both = StoriesGrouped(**IT, theme_id=THEME, stories=(STORY, OTHER_STORY))
    gone = StoryWithdrawn(**IT, story_id=STORY, reason="")
    made = BECAME.model_copy(update={"stories": (OTHER_STORY,)})
    given(*THEMED, other, both, gone).when(DRAFT).then(DRAFTED, made)


def test_a_theme_becomes_a_key_result_of_an_objective_that_is_open() -> None:
    into = AddKeyResultFromTheme(
        **IT, theme_id=THEME, objective_id=OBJECTIVE, key_result_id=NEW_RESULT, measure=ONBOARDING
    )
    added = KeyResultAdded(
        objective_id=OBJECTIVE,
        key_result_id=NEW_RESULT,
        title="A calm week",
        measure=ONBOARDING,
        owner=None,
        carried_from=None,
    )
    became = BECAME.model_copy(update={"objective_id": OBJECTIVE, "key_result_id": NEW_RESULT})
    given(*THEMED).when(into).then(added, became)
    given(*THEMED, closed()).when(into).refused("objective_id", "closed")


@pytest.mark.parametrize(
    "command",
    [DRAFT, DropTheme(**IT, theme_id=THEME, reason="Late")],
    ids=lambda each: type(each).__name__,
)
def test_what_a_theme_became_stays(command: PlanningCommand) -> None:
    given(*THEMED, DRAFTED, BECAME).when(command).refused("theme_id", "turned")


def test_a_planning_that_was_closed_is_gone_on_with_once_it_is_opened_again() -> None:
    close, reopen = ClosePlanning(**IT, note="Done"), ReopenPlanning(**IT, reason="Shifted")
    over, again = PlanningClosed(**IT, note="Done"), PlanningReopened(**IT, reason="Shifted")
    given(*THEMED).when(close).then(over)
    given(*THEMED, over).when(close).then()
    given(*THEMED).when(reopen).then()
    given(*THEMED, over).when(DRAFT).refused("planning_id", "closed")
    given(*THEMED, over).when(reopen).then(again)
    given(*THEMED, over, again).when(DRAFT).then(DRAFTED, BECAME)


@pytest.mark.parametrize(
    "command", [WRITE, NAME, DRAFT, ClosePlanning(**IT)], ids=lambda each: type(each).__name__
)
def test_a_planning_that_was_never_opened_is_unknown(command: PlanningCommand) -> None:
    given(*HOUSE).when(command).refused("planning_id", "unknown")


def test_a_theme_that_was_never_named_is_unknown() -> None:
    given(*THEMED).when(DRAFT.model_copy(update={"theme_id": OTHER_THEME})).refused("theme_id", "unknown")
