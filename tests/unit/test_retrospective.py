"""Retrospectives: opened by the calendar or for a reason, held, closed for good; decisions carried on (P3.5)."""

from datetime import date
from typing import Any

import pytest

from domain.cycle import CycleClosed, CyclePlanned
from domain.retrospective import EntryKind, Question, RetrospectiveKind, Trigger
from domain.retrospective.commands import (
    AddAttractor,
    AddDetractor,
    AddLearning,
    AddNote,
    AnswerQuestion,
    CarryDecision,
    CloseRetrospective,
    MakeDecision,
    OpenRetrospective,
    Prefilled,
    WithdrawEntry,
)
from domain.retrospective.events import (
    AttractorAdded,
    DecisionCarried,
    DecisionMade,
    DetractorAdded,
    EntryWithdrawn,
    LearningAdded,
    NoteAdded,
    QuestionAnswered,
    RetrospectiveClosed,
    RetrospectiveOpened,
)
from domain.team import TeamDissolved
from domain.words import Command, Event
from tests.facts import (
    CYCLE,
    ENTRY,
    NEXT_CYCLE,
    OBJECTIVE,
    OTHER_ENTRY,
    RETROSPECTIVE,
    SUCCESSOR,
    TEAM,
    an_id,
    at,
    drafted,
    drafting,
    planned,
)
from tests.spec import given

HERE: dict[str, Any] = {"retrospective_id": RETROSPECTIVE}
IT: dict[str, Any] = {**HERE, "entry_id": ENTRY}
CLOSED = RetrospectiveClosed(**HERE, summary="We know why")
NEXT = CyclePlanned(
    **planned(NEXT_CYCLE).model_dump(exclude={"starts_on", "ends_on"}),
    starts_on=date(2026, 4, 1),
    ends_on=date(2026, 6, 30),
)
TO_NEXT: dict[str, Any] = {**IT, "cycle_id": NEXT_CYCLE}


def opened(**changed: Any) -> RetrospectiveOpened:
    """A scheduled mid-cycle one of the team, on the day of ``tests.spec.NOW``, unless told otherwise."""
    usual = {
        "cycle_id": CYCLE,
        "team_id": TEAM,
        "kind": RetrospectiveKind.MID_CYCLE,
        "trigger": None,
        "held_on": date(2026, 2, 16),
    }
    return RetrospectiveOpened(**HERE, **(usual | changed))


def opening(**changed: Any) -> OpenRetrospective:
    usual = {"cycle_id": CYCLE, "team_id": TEAM, "kind": RetrospectiveKind.MID_CYCLE}
    return OpenRetrospective(**HERE, **(usual | changed))


def held(*events: Event) -> list[Event]:
    """A company in a started cycle with a draft, the next cycle planned, and an open retrospective."""
    return [*drafting(), NEXT, opened(), *events]


NOTED = NoteAdded(**IT, text="Quiet", objective_id=None)
DECIDED = DecisionMade(**IT, text="Meet", objective_id=None, carried_into=None)
WITHDRAWN = EntryWithdrawn(**IT, reason="Said twice")


def test_a_scheduled_one_has_no_trigger_and_is_held_today_unless_said() -> None:
    given(*drafting()).when(opening()).then(opened())


def test_today_is_the_day_in_the_cycles_time_zone() -> None:
    late = at("2026-02-16T23:30")
    given(*drafting()).when(opening(), now=late).then(opened(held_on=date(2026, 2, 17)))


@pytest.mark.parametrize("trigger", Trigger)
def test_a_triggered_one_says_what_called_for_it(trigger: Trigger) -> None:
    given(*drafting()).when(opening(trigger=trigger)).then(opened(trigger=trigger))


def test_it_begins_with_entries_that_stand_beside_its_opening_or_not_at_all() -> None:
    pushed = Prefilled(kind=EntryKind.DETRACTOR, entry_id=ENTRY, text="Stalled", objective_id=OBJECTIVE)
    pulled = Prefilled(kind=EntryKind.ATTRACTOR, entry_id=OTHER_ENTRY, text="A calm week")
    given(*drafting()).when(opening(prefilled=(pushed, pulled))).then(
        opened(),
        DetractorAdded(**IT, text="Stalled", objective_id=OBJECTIVE),
        AttractorAdded(**HERE, entry_id=OTHER_ENTRY, text="A calm week", objective_id=None),
    )
    lost = pushed.model_copy(update={"objective_id": SUCCESSOR})
    given(*drafting()).when(opening(prefilled=(pulled, lost))).refused("prefilled.1.objective_id", "unknown")
    given(*drafting()).when(opening(prefilled=(pulled, pulled))).refused("prefilled.1.entry_id", "exists")


def test_one_without_a_team_is_the_whole_organizations() -> None:
    asked = opening(team_id=None, kind=RetrospectiveKind.END)
    given(*drafting()).when(asked).then(opened(team_id=None, kind=RetrospectiveKind.END))


def test_it_may_be_opened_ahead_of_its_day() -> None:
    ahead = date(2026, 4, 2)
    given(*drafting()).when(opening(held_on=ahead)).then(opened(held_on=ahead))


def test_its_day_does_not_lie_before_the_cycle() -> None:
    given(*drafting()).when(opening(held_on=date(2025, 12, 31))).refused("held_on", "before_start")


def test_a_dissolved_team_may_look_back_on_a_closed_cycle() -> None:
    ended = [CycleClosed(cycle_id=CYCLE), TeamDissolved(team_id=TEAM)]
    given(*drafting(), *ended).when(opening()).then(opened())


def test_a_cycle_may_have_several_of_the_same_team() -> None:
    other = an_id(7, 2)
    asked = opening().model_copy(update={"retrospective_id": other})
    given(*held()).when(asked).then(opened().model_copy(update={"retrospective_id": other}))


def test_none_is_opened_twice() -> None:
    given(*held()).when(opening()).refused("retrospective_id", "exists")


def test_a_cycle_that_has_not_started_leaves_nothing_to_look_back_on() -> None:
    given(*drafting(), NEXT).when(opening(cycle_id=NEXT_CYCLE)).refused("cycle_id", "not_started")


def test_cycle_and_team_must_exist() -> None:
    given(*drafting()).when(opening(cycle_id=an_id(3, 9))).refused("cycle_id", "unknown")
    given(*drafting()).when(opening(team_id=an_id(2, 9))).refused("team_id", "unknown")


ENTRIES = [
    (AddNote, NoteAdded, {}),
    (AddAttractor, AttractorAdded, {}),
    (AddDetractor, DetractorAdded, {}),
    (AddLearning, LearningAdded, {}),
    (MakeDecision, DecisionMade, {"carried_into": None}),
]


@pytest.mark.parametrize(("command", "event", "more"), ENTRIES)
def test_an_entry_of_each_kind_may_speak_of_an_objective_or_of_none(
    command: Any, event: Any, more: dict[str, Any]
) -> None:
    for objective_id in (None, OBJECTIVE):
        said = {**IT, "text": "Legal takes nine days", "objective_id": objective_id}
        given(*held()).when(command(**said)).then(event(**said, **more))


@pytest.mark.parametrize(("command", "event", "more"), ENTRIES)
def test_an_objective_that_an_entry_speaks_of_must_exist(command: Any, event: Any, more: dict[str, Any]) -> None:
    asked = command(**IT, text="Quiet", objective_id=SUCCESSOR)
    given(*held()).when(asked).refused("objective_id", "unknown")


def test_an_entry_is_added_once_and_its_id_is_not_used_again_when_it_was_withdrawn() -> None:
    for before in ([NOTED], [NOTED, WITHDRAWN]):
        given(*held(*before)).when(AddLearning(**IT, text="Other")).refused("entry_id", "exists")


def test_a_decision_may_name_the_later_cycle_it_is_meant_for() -> None:
    said = {**IT, "text": "Meet", "carried_into": NEXT_CYCLE}
    given(*held()).when(MakeDecision(**said)).then(DecisionMade(**said, objective_id=None))


@pytest.mark.parametrize(("cycle_id", "rule"), [(CYCLE, "not_later"), (an_id(3, 9), "unknown")])
def test_a_decision_is_carried_into_a_later_cycle_only(cycle_id: str, rule: str) -> None:
    meant = MakeDecision(**IT, text="Meet", carried_into=cycle_id)
    given(*held()).when(meant).refused("carried_into", rule)
    given(*held(DECIDED)).when(CarryDecision(**IT, cycle_id=cycle_id)).refused("cycle_id", rule)


def test_a_decision_that_was_meant_for_a_cycle_is_carried_once_that_cycle_takes_it_up() -> None:
    meant = DECIDED.model_copy(update={"carried_into": NEXT_CYCLE})
    carried = DecisionCarried(**TO_NEXT, became=None)
    given(*held(meant)).when(CarryDecision(**TO_NEXT)).then(carried)
    given(*held(meant, carried)).when(CarryDecision(**TO_NEXT)).then()


def test_a_carried_decision_may_become_an_objective_of_that_cycle_later() -> None:
    became = drafted(SUCCESSOR, cycle_id=NEXT_CYCLE)
    carried = DecisionCarried(**TO_NEXT, became=None)
    asked = CarryDecision(**TO_NEXT, became=SUCCESSOR)
    given(*held(DECIDED, carried, became)).when(asked).then(DecisionCarried(**TO_NEXT, became=SUCCESSOR))


def test_what_a_decision_became_is_an_objective_of_the_cycle_that_took_it_up() -> None:
    given(*held(DECIDED)).when(CarryDecision(**TO_NEXT, became=OBJECTIVE)).refused("became", "cycle")
    given(*held(DECIDED)).when(CarryDecision(**TO_NEXT, became=SUCCESSOR)).refused("became", "unknown")


def test_only_a_decision_that_stands_is_carried() -> None:
    given(*held(NOTED)).when(CarryDecision(**TO_NEXT)).refused("entry_id", "kind")
    given(*held(DECIDED, WITHDRAWN)).when(CarryDecision(**TO_NEXT)).refused("entry_id", "withdrawn")
    given(*held()).when(CarryDecision(**TO_NEXT)).refused("entry_id", "unknown")


def test_decisions_are_carried_after_closing_too() -> None:
    given(*held(DECIDED, CLOSED)).when(CarryDecision(**TO_NEXT)).then(DecisionCarried(**TO_NEXT, became=None))


@pytest.mark.parametrize("question", Question)
def test_each_question_is_answered_and_answered_anew(question: Question) -> None:
    first, second = (QuestionAnswered(**HERE, question=question, answer=text) for text in ("Half of it", "Nearly"))
    given(*held()).when(AnswerQuestion(**HERE, question=question, answer="Half of it")).then(first)
    given(*held(first)).when(AnswerQuestion(**HERE, question=question, answer="Nearly")).then(second)


def test_the_same_answer_again_changes_nothing_whatever_else_was_answered() -> None:
    others = [QuestionAnswered(**HERE, question=each, answer=each) for each in Question]
    given(*held(*others)).when(AnswerQuestion(**HERE, question=Question.LEARNT, answer="learnt")).then()


def test_an_empty_answer_takes_the_answer_back_and_says_nothing_where_there_is_none() -> None:
    said, unsaid = (QuestionAnswered(**HERE, question=Question.LEARNT, answer=text) for text in ("Much", ""))
    asked = AnswerQuestion(**HERE, question=Question.LEARNT, answer="")
    given(*held(said)).when(asked).then(unsaid)
    given(*held(said, unsaid)).when(asked).then()
    given(*held()).when(asked).then()


def test_an_entry_is_withdrawn_with_a_reason_once() -> None:
    asked = WithdrawEntry(**IT, reason="Said twice")
    given(*held(NOTED)).when(asked).then(WITHDRAWN)
    given(*held(NOTED, WITHDRAWN)).when(WithdrawEntry(**IT, reason="Again")).then()
    given(*held()).when(asked).refused("entry_id", "unknown")


def test_closing_with_a_summary_or_without() -> None:
    given(*held()).when(CloseRetrospective(**HERE, summary="We know why")).then(CLOSED)
    given(*held()).when(CloseRetrospective(**HERE)).then(RetrospectiveClosed(**HERE, summary=""))


ADDING: list[Command] = [
    *(command(retrospective_id=RETROSPECTIVE, entry_id=OTHER_ENTRY, text="More") for command, _, _ in ENTRIES),
    AnswerQuestion(**HERE, question=Question.ACHIEVED, answer="Yes"),
    WithdrawEntry(**IT, reason="Too frank"),
    CloseRetrospective(**HERE, summary="Other words"),
]


@pytest.mark.parametrize("command", ADDING)
def test_nothing_is_added_or_taken_back_after_closing(command: Command) -> None:
    given(*held(NOTED, CLOSED)).when(command).refused("retrospective_id", "closed")


@pytest.mark.parametrize("command", [*ADDING, CarryDecision(**TO_NEXT)])
def test_a_retrospective_nobody_opened_is_unknown(command: Command) -> None:
    given(*drafting(), NEXT).when(command).refused("retrospective_id", "unknown")
