"""Comments in threads on everything: written, answered, edited, withdrawn by their authors (P2.8)."""

from datetime import date
from typing import Any

import pytest

from domain.backlog import BacklogItemNoted, BacklogKind
from domain.comment import (
    CommentEdited,
    CommentWithdrawn,
    CommentWritten,
    EditComment,
    WithdrawComment,
    WriteComment,
)
from domain.health_metric import HealthMetricTracked
from domain.person import PersonForgotten
from domain.planning import PlanningOpened
from domain.ritual import RitualKind, RitualSet, Schedule
from domain.strategy import PrioritySet, StrategyStated, VisionStated
from domain.subject import THE_ONE, Subject, TopicKind
from domain.words import Event
from tests.facts import (
    ANN,
    BACKLOG_ITEM,
    BEN,
    CHECK_IN,
    COMMENT,
    CYCLE,
    HEALTH_METRIC,
    OBJECTIVE,
    OTHER_COMMENT,
    OTHER_PRIORITY,
    PLANNING,
    PRIORITY,
    RESULT,
    RITUAL,
    TEAM,
    an_id,
    at,
    checked_in,
    introduced,
    running,
)
from tests.spec import given

HOUSE: list[Event] = [
    *running(),
    introduced(BEN),
    checked_in(at("2026-02-13T09:00")),
    PrioritySet(priority_id=PRIORITY, year=2026, title="Simplify onboarding", why=""),
    VisionStated(statement="Everybody banks in a minute"),
    StrategyStated(statement="Begin with newcomers"),
    BacklogItemNoted(
        backlog_item_id=BACKLOG_ITEM, team_id=TEAM, kind=BacklogKind.IDEA, text="Bring a friend", note=""
    ),
    HealthMetricTracked(
        health_metric_id=HEALTH_METRIC,
        team_id=TEAM,
        name="Sign-in errors",
        unit="%",
        low=None,
        high=0.5,
        owner=None,
        alert_after_days=3,
        silent_after_days=31,
    ),
    PlanningOpened(planning_id=PLANNING, team_id=TEAM, cycle_id=CYCLE, note=""),
    RitualSet(
        ritual_id=RITUAL,
        team_id=TEAM,
        kind=RitualKind.WEEKLY,
        name="Weekly",
        schedule=Schedule(first_on=date(2026, 1, 5), hour=10, minutes=45),
    ),
]
IT = {"comment_id": COMMENT}
GOAL = Subject(kind=TopicKind.OBJECTIVE, id=OBJECTIVE)


def of_goal(kind: TopicKind, key: str) -> Subject:
    return Subject(kind=kind, id=key, objective_id=OBJECTIVE)


def writing(**changed: Any) -> WriteComment:
    usual: dict[str, Any] = {"subject": GOAL, "text": "Does this count guests?", "mentions": (BEN,), "by": ANN}
    return WriteComment(**IT, **(usual | changed))


def written(thread_id: str = COMMENT, **changed: Any) -> CommentWritten:
    return CommentWritten(**dict(writing(**changed)), thread_id=thread_id)


SUBJECTS = [
    GOAL,
    of_goal(TopicKind.KEY_RESULT, RESULT),
    of_goal(TopicKind.CHECK_IN, CHECK_IN),
    Subject(kind=TopicKind.PRIORITY, id=PRIORITY),
    Subject(kind=TopicKind.CYCLE, id=CYCLE),
    Subject(kind=TopicKind.TEAM, id=TEAM),
    Subject(kind=TopicKind.VISION, id=THE_ONE),
    Subject(kind=TopicKind.STRATEGY, id=THE_ONE),
    Subject(kind=TopicKind.BACKLOG_ITEM, id=BACKLOG_ITEM),
    Subject(kind=TopicKind.HEALTH_METRIC, id=HEALTH_METRIC),
    Subject(kind=TopicKind.PLANNING, id=PLANNING),
    Subject(kind=TopicKind.RITUAL, id=RITUAL),
]


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda it: it.kind)
def test_a_comment_begins_a_thread_on_whatever_is_there(subject: Subject) -> None:
    given(*HOUSE).when(writing(subject=subject)).then(written(subject=subject))


@pytest.mark.parametrize("kind", TopicKind)
def test_nobody_talks_about_what_is_not_there(kind: TopicKind) -> None:
    whose = OBJECTIVE if kind in {TopicKind.KEY_RESULT, TopicKind.CHECK_IN} else None
    nothing = Subject(kind=kind, id=OTHER_PRIORITY, objective_id=whose)
    given(*HOUSE).when(writing(subject=nothing)).refused("subject.id", "unknown")


@pytest.mark.parametrize("kind", [TopicKind.VISION, TopicKind.STRATEGY])
def test_what_was_never_stated_is_not_talked_about(kind: TopicKind) -> None:
    given(*running(), introduced(BEN)).when(writing(subject=Subject(kind=kind, id=THE_ONE))).refused(
        "subject.id", "unknown"
    )


@pytest.mark.parametrize(
    "subject",
    [Subject(kind=TopicKind.KEY_RESULT, id=RESULT), of_goal(TopicKind.OBJECTIVE, OBJECTIVE)],
    ids=["a part without its objective", "a whole with one"],
)
def test_the_objective_is_named_for_its_parts_alone(subject: Subject) -> None:
    given(*HOUSE).when(writing(subject=subject)).refused("subject.objective_id", "whose")


def test_a_reply_goes_on_with_the_thread_even_of_a_comment_withdrawn() -> None:
    begun = _first()
    said = {"in_reply_to": OTHER_COMMENT, "text": "It does not."}
    taken_back = CommentWithdrawn(comment_id=OTHER_COMMENT, reason="")
    for before in ([begun], [begun, taken_back]):
        given(*HOUSE, *before).when(writing(**said)).then(written(OTHER_COMMENT, **said))


def _first(subject: Subject = GOAL) -> CommentWritten:
    return written(subject=subject).model_copy(update={"comment_id": OTHER_COMMENT, "thread_id": OTHER_COMMENT})


def test_a_reply_speaks_of_the_same_and_of_a_comment_that_is_there() -> None:
    elsewhere = _first(of_goal(TopicKind.KEY_RESULT, RESULT))
    reply = writing(in_reply_to=OTHER_COMMENT)
    given(*HOUSE, elsewhere).when(reply).refused("in_reply_to", "subject")
    given(*HOUSE).when(reply).refused("in_reply_to", "unknown")


def test_mentioned_are_people_who_are_there_each_once() -> None:
    given(*HOUSE).when(writing(mentions=(BEN, BEN))).refused("mentions.1", "once")
    given(*HOUSE).when(writing(mentions=(BEN, an_id(1, 9)))).refused("mentions.1", "unknown")
    forgotten = PersonForgotten(person_id=BEN)
    given(*HOUSE, forgotten).when(writing()).refused("mentions.0", "forgotten")
    given(*HOUSE).when(writing(text="@Ben, look", mentions=())).then(written(text="@Ben, look", mentions=()))


def test_a_comment_that_means_somebody_forgotten_since_is_edited_all_the_same() -> None:
    ago = (*HOUSE, written(mentions=(BEN,)), PersonForgotten(person_id=BEN))
    edit = EditComment(**IT, text="And guests?", mentions=(BEN,), by=ANN)
    given(*ago).when(edit).then(CommentEdited(**IT, text="And guests?", mentions=(BEN,)))
    given(*ago).when(edit.model_copy(update={"mentions": (BEN, BEN)})).refused("mentions.1", "once")


def test_a_comment_is_edited_and_withdrawn_by_its_author() -> None:
    edit = EditComment(**IT, text="And guests?", mentions=(), by=ANN)
    edited = CommentEdited(**IT, text="And guests?", mentions=())
    withdraw, withdrawn = WithdrawComment(**IT, by=ANN), CommentWithdrawn(**IT, reason="")
    said = written()
    given(*HOUSE, said).when(edit).then(edited)
    given(*HOUSE, said, edited).when(edit).then()
    given(*HOUSE, said).when(withdraw).then(withdrawn)
    given(*HOUSE, said, withdrawn).when(withdraw).then()
    given(*HOUSE, said, withdrawn).when(edit).refused("comment_id", "withdrawn")
    for others in (edit, withdraw):
        given(*HOUSE, said).when(others.model_copy(update={"by": BEN})).refused("comment_id", "own")
        given(*HOUSE).when(others).refused("comment_id", "unknown")
    given(*HOUSE, said).when(edit.model_copy(update={"by": None})).refused("comment_id", "own")
    given(*HOUSE, said).when(withdraw.model_copy(update={"by": None})).then(withdrawn)
    given(*HOUSE, said).when(writing()).refused("comment_id", "exists")
