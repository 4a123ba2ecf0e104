"""Backlogs (P1.10): ideas, actions and parked things, until they become goals or are dropped."""

from datetime import date
from typing import Any

import pytest

from domain.backlog import (
    BacklogItemDropped,
    BacklogItemEdited,
    BacklogItemNoted,
    BacklogItemPromoted,
    BacklogKind,
    DraftFromBacklogItem,
    DropBacklogItem,
    EditBacklogItem,
    NoteBacklogItem,
    PromoteBacklogItem,
    review_due_on,
)
from domain.objective.events import KeyResultDropped, ObjectiveClosed, ObjectiveDrafted
from domain.team import BacklogReviewed, ReviewBacklog, TeamDissolved
from domain.words import Ambition, Command, Event, Level, Outcome
from tests.facts import (
    ANN,
    BACKLOG_ITEM,
    CYCLE,
    OBJECTIVE,
    OTHER_RESULT,
    RESULT,
    SUCCESSOR,
    TEAM,
    at,
    running,
)
from tests.spec import given

IT: dict[str, Any] = {"backlog_item_id": BACKLOG_ITEM}
SAID: dict[str, Any] = {"kind": BacklogKind.IDEA, "text": "Bring a friend", "note": "Asked for twice"}
NOTE = NoteBacklogItem(**IT, **SAID, team_id=TEAM)
NOTED = BacklogItemNoted(**IT, **SAID, team_id=TEAM)
EDIT = EditBacklogItem(**IT, kind=BacklogKind.ACTION, text="Ask ten newcomers")
DROP = DropBacklogItem(**IT, reason="Others do it")
DROPPED = BacklogItemDropped(**IT, reason="Others do it")
PROMOTE = PromoteBacklogItem(**IT, objective_id=OBJECTIVE)
PROMOTED = BacklogItemPromoted(**IT, objective_id=OBJECTIVE, key_result_id=None)
DRAFT = DraftFromBacklogItem(**IT, objective_id=SUCCESSOR, cycle_id=CYCLE, why_now="They ask", owner=ANN)
HOUSE: list[Event] = running()


def test_a_team_notes_what_is_no_goal_now() -> None:
    given(*HOUSE).when(NOTE).then(NOTED)


def test_what_is_there_is_not_noted_twice_and_a_dissolved_team_notes_nothing() -> None:
    given(*HOUSE, NOTED).when(NOTE).refused("backlog_item_id", "exists")
    given(*HOUSE, TeamDissolved(team_id=TEAM)).when(NOTE).refused("team_id", "dissolved")


def test_an_item_is_said_anew_whole_and_saying_the_same_changes_nothing() -> None:
    anew = BacklogItemEdited(**IT, kind=BacklogKind.ACTION, text="Ask ten newcomers", note="")
    given(*HOUSE, NOTED).when(EDIT).then(anew)
    given(*HOUSE, NOTED, anew).when(EDIT).then()


def test_an_item_is_dropped_with_a_reason_once() -> None:
    given(*HOUSE, NOTED).when(DROP).then(DROPPED)
    given(*HOUSE, NOTED, DROPPED).when(DROP).then()


def test_an_item_becomes_an_objective_or_a_key_result_that_is_there() -> None:
    given(*HOUSE, NOTED).when(PROMOTE).then(PROMOTED)
    into = PromoteBacklogItem(**IT, objective_id=OBJECTIVE, key_result_id=RESULT)
    became = BacklogItemPromoted(**IT, objective_id=OBJECTIVE, key_result_id=RESULT)
    given(*HOUSE, NOTED).when(into).then(became)
    given(*HOUSE, NOTED, became).when(into).then()


def test_an_item_becomes_nothing_that_is_not_there_or_has_ended() -> None:
    lost = PromoteBacklogItem(**IT, objective_id=SUCCESSOR)
    given(*HOUSE, NOTED).when(lost).refused("objective_id", "unknown")
    lost = PromoteBacklogItem(**IT, objective_id=OBJECTIVE, key_result_id=OTHER_RESULT)
    given(*HOUSE, NOTED).when(lost).refused("key_result_id", "unknown")
    into = PromoteBacklogItem(**IT, objective_id=OBJECTIVE, key_result_id=RESULT)
    gone = KeyResultDropped(objective_id=OBJECTIVE, key_result_id=RESULT, reason="Not measured")
    given(*HOUSE, NOTED, gone).when(into).refused("key_result_id", "dropped")
    closed = ObjectiveClosed(
        objective_id=OBJECTIVE, outcome=Outcome.DROPPED, computed=None, judged=None, reason="", key_results=()
    )
    given(*HOUSE, NOTED, closed).when(PROMOTE).refused("objective_id", "closed")


def test_an_objective_is_drafted_of_an_item_in_the_same_decision() -> None:
    drafted = ObjectiveDrafted(
        objective_id=SUCCESSOR,
        cycle_id=CYCLE,
        team_id=TEAM,
        title="Bring a friend",
        description="Asked for twice",
        why_now="They ask",
        owner=ANN,
        ambition=Ambition.ASPIRATIONAL,
        level=Level.TEAM,
        carried_from=None,
    )
    became = BacklogItemPromoted(**IT, objective_id=SUCCESSOR, key_result_id=None)
    given(*HOUSE, NOTED).when(DRAFT).then(drafted, became)
    taken = DraftFromBacklogItem(**IT, objective_id=OBJECTIVE, cycle_id=CYCLE)
    given(*HOUSE, NOTED).when(taken).refused("objective_id", "exists")


def test_an_item_of_a_dissolved_team_drafts_nothing_and_the_refusal_names_the_item() -> None:
    given(*HOUSE, NOTED, TeamDissolved(team_id=TEAM)).when(DRAFT).refused("backlog_item_id", "dissolved")


@pytest.mark.parametrize("command", [EDIT, DROP, PROMOTE, DRAFT], ids=lambda each: type(each).__name__)
def test_what_was_promoted_stays_as_it_is(command: Command) -> None:
    into = BacklogItemPromoted(**IT, objective_id=OBJECTIVE, key_result_id=RESULT)
    given(*HOUSE, NOTED, into).when(command).refused("backlog_item_id", "promoted")


@pytest.mark.parametrize("command", [EDIT, DROP, PROMOTE, DRAFT], ids=lambda each: type(each).__name__)
def test_what_was_never_noted_is_unknown(command: Command) -> None:
    given(*HOUSE).when(command).refused("backlog_item_id", "unknown")


def reviewed(day: date) -> BacklogReviewed:
    return BacklogReviewed(team_id=TEAM, reviewed_on=day)


@pytest.mark.parametrize(
    ("now", "today"), [("2026-02-16T22:59", date(2026, 2, 16)), ("2026-02-16T23:00", date(2026, 2, 17))]
)
def test_a_backlog_is_reviewed_on_the_organizations_today(now: str, today: date) -> None:
    review = ReviewBacklog(team_id=TEAM)
    given(*HOUSE).when(review, now=at(now)).then(reviewed(today))
    ahead = ReviewBacklog(team_id=TEAM, reviewed_on=date.fromordinal(today.toordinal() + 1))
    given(*HOUSE).when(ahead, now=at(now)).refused("reviewed_on", "future")


def test_a_review_before_the_last_one_changes_nothing() -> None:
    known = [*HOUSE, reviewed(date(2026, 2, 10))]
    for day in (9, 10):
        given(*known).when(ReviewBacklog(team_id=TEAM, reviewed_on=date(2026, 2, day))).then()
    given(*known).when(ReviewBacklog(team_id=TEAM, reviewed_on=date(2026, 2, 11))).then(
        reviewed(date(2026, 2, 11))
    )


@pytest.mark.parametrize(
    ("last", "oldest", "due"),
    [
        (None, None, None),
        (date(2026, 1, 1), None, None),
        (None, date(2026, 1, 1), date(2026, 4, 3)),
        (date(2026, 2, 1), date(2026, 1, 1), date(2026, 5, 4)),
    ],
)
def test_a_review_is_due_a_quarter_after_the_last_or_the_oldest_open_item(
    last: date | None, oldest: date | None, due: date | None
) -> None:
    assert review_due_on(last, oldest) == due
