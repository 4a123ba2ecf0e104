"""Backtesting: figures worked by hand, alerts over days as they would have come, and no peeking."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.backtesting import Fate, Figures, Known, Raised, figures, frames, known, raised
from domain.cycle import CycleRescheduled, stream_of
from domain.measure import Metric
from domain.objective.events import (
    AmbitionSet,
    CheckInCorrected,
    KeyResultRetargeted,
    KeyResultReworded,
    ObjectiveClosed,
    ObjectivePublished,
    ObjectiveReworded,
)
from domain.policy import Policy
from domain.signals.finding import SubjectKind
from domain.team import Cadence, CadenceSet
from domain.words import Ambition, Event, Outcome
from tests.facts import (
    CHECK_IN,
    CYCLE,
    OBJECTIVE,
    OTHER_CHECK_IN,
    RESULT,
    TEAM,
    added,
    an_id,
    at,
    checked_in,
    closed,
    drafted,
    formed,
    founded,
    planned,
    reads,
)
from tests.generated import History, histories
from tests.signals import Entry, lived, only
from tests.spec import World

ENDS = date(2026, 3, 31)
OF = {"objective_id": OBJECTIVE, "key_result_id": RESULT}


def fate(key: str, score: float | None, of: str | None = None, **changed: Any) -> Fate:
    """An objective, or a key result ``of`` one."""
    kind = SubjectKind.OBJECTIVE if of is None else SubjectKind.KEY_RESULT
    usual = {"outcome": None, "dropped": False}
    return Fate(kind, key, of or key, TEAM, CYCLE, ENDS, f"Title of {key}", score, **(usual | changed))


def alert(rule: str, key: str, days_left: int, of: str | None = None, warns: bool = True) -> Raised:
    """An alert so many days before the cycle's last day, in the week that ends with it or the one before."""
    kind = SubjectKind.OBJECTIVE if of is None else SubjectKind.KEY_RESULT
    on = ENDS - timedelta(days=days_left)
    return Raised(rule, kind, key, of or key, TEAM, on, 11 if days_left > 6 else 12, on if warns else None)


FATES = [
    fate("A", 0.2),
    fate("A1", 0.1, "A"),
    fate("A2", 0.3, "A"),
    fate("B", 0.8, outcome=Outcome.ACHIEVED),
    fate("B1", 0.35, "B"),
    fate("B2", 0.9, "B"),
    fate("C", 0.0, outcome=Outcome.DROPPED, dropped=True),
    fate("C1", 0.0, "C", dropped=True),
]
ALERTS = [
    alert("off_pace", "C1", 9, "C"),
    alert("objective_at_risk", "A", 8),
    alert("off_pace", "A1", 7, "A"),
    alert("off_pace", "B2", 6, "B"),
    alert("done_too_early", "B2", 5, "B", warns=False),
]


def test_the_figures_are_those_worked_by_hand() -> None:
    """Missed under 0.4 are A, A1, A2 and B1. Two teams, a week each."""
    found = figures(ALERTS, FATES, ["off_pace", "done_too_early", "objective_at_risk", "orphan"], 14, 0.4)
    assert found.by_rule == (
        # Of A1 and B2 the outcome counts, C1 was dropped; A1 was missed. Warned of are A1 and, with it, A.
        Figures("off_pace", 3, 2, 1, 1 / 2, 4, 2, 2 / 4, 7, 1.5),
        # Being done early warns of nothing, and so it is neither right nor wrong.
        Figures("done_too_early", 1, 0, 0, None, 4, 0, 0.0, None, 0.5),
        # It speaks of objectives alone, and A is the only one that was missed.
        Figures("objective_at_risk", 1, 1, 1, 1.0, 1, 1, 1.0, 8, 0.5),
        Figures("orphan", 0, 0, 0, None, 4, 0, 0.0, None, 0.0),
    )
    # A was first warned of 8 days before the end, A1 7 days: the median lies between.
    assert found.overall == Figures(None, 5, 3, 2, 2 / 3, 4, 2, 2 / 4, 7.5, 2.5)
    assert [each.subject_id for each in found.unwarned] == ["A2", "B1"]
    assert found.by_week == (*[0] * 11, 3, 2)


def test_without_anything_to_divide_by_there_is_no_figure() -> None:
    none = figures([], [fate("B", 0.8)], [], 0, 0.4)
    assert none.overall == Figures(None, 0, 0, 0, None, 0, 0, None, None, None)
    assert (none.unwarned, none.by_week) == ((), ())


@pytest.mark.parametrize(
    ("of", "missed"),
    [
        (fate("A", 0.39), True),
        (fate("A", 0.4), False),
        (fate("A", (0.1 + 0.7) / 2 - 1e-16), False),
        (fate("A", 0.9, outcome=Outcome.MISSED), True),
        (fate("A", None, outcome=Outcome.MISSED), True),
        (fate("A", 0.2, outcome=Outcome.ACHIEVED), True),
        (fate("A", None, outcome=Outcome.PARTLY), False),
        (fate("A", None), None),
        (fate("A", 0.0, dropped=True), None),
    ],
)
def test_a_miss_is_a_low_final_score_or_being_closed_as_one(of: Fate, missed: bool | None) -> None:
    assert of.missed(0.4) is missed


def log(*told: tuple[str, Event]) -> list[Entry]:
    """Events with their instants, at positions 1, 2, 3 ..., as they were recorded."""
    ordered = sorted(told, key=lambda each: each[0])
    return [Entry(place, at(instant), event) for place, (instant, event) in enumerate(ordered, 1)]


def days_of(whole: Iterable[Entry]) -> list[Known]:
    """The days of the one objective in a log."""
    streams: dict[str, list[Entry]] = {}
    for each in whole:
        streams.setdefault(each.event.stream.partition("-")[0], []).append(each)
    days = frames(CYCLE, streams.get("cycle", []), streams.get("team", []))
    return list(known(streams.get("objective", []), days))


HUNDRED = Metric(start=0, target=100)
BEGUN: list[tuple[str, Event]] = [
    ("2025-12-20T08:00", formed()),
    ("2025-12-20T09:00", planned()),
    ("2025-12-21T08:00", drafted()),
    ("2025-12-21T09:00", added(measure=HUNDRED)),
    ("2025-12-22T08:00", ObjectivePublished(objective_id=OBJECTIVE)),
]


def stated(day: str, confidence: int, number: int, value: float = 1.0) -> tuple[str, Event]:
    """A check-in at noon in which a confidence in the key result was stated."""
    instant = f"{day}T11:00"
    readings = (reads(value, confidence=confidence),)
    return instant, checked_in(at(instant), check_in_id=an_id(6, number), readings=readings)


def told_by(policy: Policy, *more: tuple[str, Event]) -> list[tuple[date, date | None]]:
    """On which days alerts were raised, and since when they warn."""
    return [(each.on, each.warned_on) for each in raised(days_of(log(*BEGUN, *more)), policy)]


def jan(day: int) -> date:
    return date(2026, 1, day)


DROP = only("confidence_drop")


def test_an_alert_is_raised_on_the_day_of_its_fact_and_again_once_it_has_cleared() -> None:
    falls = [stated("2026-01-05", 8, 1), stated("2026-01-07", 5, 2)]
    back = [stated("2026-01-12", 8, 3), stated("2026-01-20", 6, 4)]
    assert told_by(DROP, *falls) == [(jan(7), jan(7))]
    assert told_by(DROP, *falls, *back) == [(jan(7), jan(7)), (jan(20), jan(20))]


def test_what_is_clear_for_less_than_the_policy_wants_is_one_alert() -> None:
    wavers = [
        stated("2026-01-05", 8, 1),
        stated("2026-01-07", 5, 2),
        stated("2026-01-12", 8, 3),
        stated("2026-01-13", 5, 4),
    ]
    assert told_by(DROP, *wavers) == [(jan(7), jan(7))]


def test_an_alert_that_only_tells_warns_from_the_day_on_which_it_gets_worse() -> None:
    harder = KeyResultRetargeted(**OF, measure=Metric(start=0, target=120), reason="The market grew")
    easier = KeyResultRetargeted(**OF, measure=Metric(start=0, target=50), reason="It shrank")
    moves, read = only("goalpost_moved_late"), stated("2026-01-05", 8, 1, value=10.0)
    assert told_by(moves, read, ("2026-03-16T09:00", harder)) == [(date(2026, 3, 16), None)]
    assert told_by(moves, read, ("2026-03-16T09:00", harder), ("2026-03-20T09:00", easier)) == [
        (date(2026, 3, 16), date(2026, 3, 20))
    ]


def test_a_day_ends_on_the_clock_of_the_cycle() -> None:
    """In Zurich it was the 8th already when it was 23:30 of the 7th by UTC."""
    late = checked_in(at("2026-01-07T23:20"), check_in_id=OTHER_CHECK_IN, readings=(reads(1.0, confidence=2),))
    assert told_by(DROP, ("2026-01-07T23:30", late)) == [(jan(8), jan(8))]


def test_after_closing_nothing_is_raised() -> None:
    closing: ObjectiveClosed = closed(outcome=Outcome.MISSED)
    assert told_by(DROP, ("2026-01-06T08:00", closing), stated("2026-01-07", 2, 1)) == []


BEFORE = [stated("2026-01-05", 8, 1), stated("2026-01-12", 6, 2), stated("2026-01-19", 7, 3)]
LATE = at("2026-01-06T10:00")
LATER: dict[str, Event] = {
    "a late check-in": checked_in(LATE, check_in_id=CHECK_IN, readings=(reads(0.0, confidence=1),), late=True),
    "a correction": CheckInCorrected(
        objective_id=OBJECTIVE, check_in_id=an_id(6, 2), readings=(reads(99.0, confidence=9),), reason="Misread"
    ),
    "a retarget": KeyResultRetargeted(**OF, measure=Metric(start=0, target=10), reason="Too far"),
    "a new title": ObjectiveReworded(objective_id=OBJECTIVE, title="Otherwise", description=""),
    "a key result's new title": KeyResultReworded(**OF, title="Otherwise"),
    "another ambition": AmbitionSet(objective_id=OBJECTIVE, ambition=Ambition.COMMITTED),
    "a longer cycle": CycleRescheduled(cycle_id=CYCLE, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30)),
    "a shorter cycle": CycleRescheduled(cycle_id=CYCLE, starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 20)),
    "a cadence": CadenceSet(team_id=TEAM, cadence=Cadence(weekday=1, hour=9)),
    "a miss": closed(outcome=Outcome.MISSED, computed=0.0),
}


@pytest.mark.parametrize("later", LATER.values(), ids=LATER)
def test_what_is_learnt_later_changes_no_earlier_day(later: Event) -> None:
    learnt_on = date(2026, 2, 10)
    then, since = days_of(log(*BEGUN, *BEFORE)), days_of(log(*BEGUN, *BEFORE, (f"{learnt_on}T08:00", later)))

    def earlier(days: Iterable[Known]) -> list[Known]:
        return [each for each in days if each.day < learnt_on]

    assert len(earlier(then)) == 40
    assert earlier(since) == earlier(then)
    assert raised(earlier(since), Policy()) == raised(earlier(then), Policy()) != []
    assert since != then, "else the example shows nothing"


WATCHED = {f"objective-{OBJECTIVE}", f"team-{TEAM}", stream_of(CYCLE)}


@settings(max_examples=40, deadline=None)
@given(histories(30), st.integers(0, 60))
def test_over_any_history_a_day_is_what_the_log_up_to_its_end_says(history: History, day: int) -> None:
    log = lived(history, World().happened(founded()))
    whole = [each for each in log if each.event.stream in WATCHED]
    for seen in days_of(whole)[day : day + 1]:
        until = [each for each in whole if each.recorded_at <= seen.now]
        assert seen in days_of(until)
