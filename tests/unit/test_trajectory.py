"""Trajectories: folded from an objective's events, and what follows from their facts."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.measure import Metric
from domain.objective.events import (
    AmbitionSet,
    CheckInCorrected,
    KeyResultDropped,
    KeyResultOwnerAssigned,
    KeyResultRetargeted,
    KeyResultReworded,
    ObjectivePublished,
    ObjectiveReworded,
    OwnerAssigned,
)
from domain.trajectory import Mark, OwnerMark, Span, Trajectory, as_of, told
from domain.words import Ambition, Event, Outcome
from tests.facts import (
    ANN,
    BEN,
    CHECK_IN,
    CYCLE,
    OBJECTIVE,
    ONBOARDING,
    OTHER_CHECK_IN,
    OTHER_RESULT,
    RESULT,
    added,
    at,
    checked_in,
    closed,
    drafted,
    reads,
)
from tests.signals import Entry

ZURICH = Span(CYCLE, at("2025-12-31T23:00"), at("2026-03-31T22:00"), ZoneInfo("Europe/Zurich"))
FIRST = at("2026-01-05T08:00")
END = at("2026-12-31T00:00")
OF = {"objective_id": OBJECTIVE, "key_result_id": RESULT}


def log(*events: Event) -> list[Entry]:
    """One event a day from 5 January on, at positions 1, 2, 3 ..."""
    return [Entry(place + 1, FIRST + timedelta(days=place), event) for place, event in enumerate(events)]


def seen(*events: Event, until: datetime = END) -> Trajectory:
    trajectory = told(log(*events), ZURICH, None, until)
    assert trajectory is not None
    return trajectory


PUBLISHED = ObjectivePublished(objective_id=OBJECTIVE)
HARDER = Metric(start=65, target=115, unit="%")


def test_a_cycle_is_as_long_as_the_clock_says() -> None:
    """90 days, one of them an hour short."""
    assert ZURICH.days == 90 - 1 / 24


def test_before_its_draft_there_is_no_trajectory() -> None:
    assert told(log(drafted()), ZURICH, None, FIRST - timedelta(seconds=1)) is None
    assert told(log(drafted()), ZURICH, None, FIRST) is not None


def test_it_tells_who_owned_it_since_when_and_by_which_fact() -> None:
    orphaned = OwnerAssigned(objective_id=OBJECTIVE, owner=None)
    of = seen(drafted(), added(), orphaned, KeyResultOwnerAssigned(**OF, owner=BEN))
    assert of.owners == (OwnerMark(FIRST, 1, ANN), OwnerMark(FIRST + timedelta(days=2), 3, None))
    assert [owner.owner for owner in of.key_results[0].owners] == [None, BEN]


def test_it_has_the_latest_words_and_ambition_as_of_then() -> None:
    events = [
        drafted(),
        added(),
        ObjectiveReworded(objective_id=OBJECTIVE, title="Better", description=""),
        KeyResultReworded(**OF, title="Finished"),
        AmbitionSet(objective_id=OBJECTIVE, ambition=Ambition.COMMITTED),
    ]
    then, now = seen(*events, until=FIRST + timedelta(days=1)), seen(*events)
    assert (then.title, then.key_results[0].title, then.ambition) == (
        "Make the first week seamless",
        "Onboarding completion",
        Ambition.ASPIRATIONAL,
    )
    assert (now.title, now.key_results[0].title, now.ambition) == ("Better", "Finished", Ambition.COMMITTED)


def test_readings_are_what_the_check_ins_say_by_when_it_was_true() -> None:
    late = checked_in(at("2026-01-04T09:00"), check_in_id=OTHER_CHECK_IN, readings=(reads(66.0, confidence=4),))
    of = seen(drafted(), added(), PUBLISHED, checked_in(at("2026-01-08T08:00"), readings=(reads(70.0),)), late)
    (line,) = of.key_results
    assert [(reading.value, reading.position) for reading in line.readings] == [(66.0, 5), (70.0, 4)]
    assert [round(progress, 2) for _, progress in line.way] == [0.04, 0.2]
    assert [(stated.confidence, stated.position) for stated in line.stated] == [(4, 5)]
    assert line.readings[0].day == 3 + 10 / 24


def test_a_correction_replaces_the_reading_and_is_the_fact_it_rests_on() -> None:
    corrected = CheckInCorrected(
        objective_id=OBJECTIVE, check_in_id=CHECK_IN, readings=(reads(75.0),), reason="Misread"
    )
    said = [drafted(), added(), checked_in(FIRST, readings=(reads(70.0, confidence=8),)), corrected]
    ((reading,), stated) = seen(*said).key_results[0].readings, seen(*said).key_results[0].stated
    assert (reading.value, reading.position, reading.at) == (75.0, 4, FIRST)
    assert stated == (), "a confidence that the correction leaves out is taken back"
    earlier = as_of(seen(*said), FIRST + timedelta(days=2)).key_results[0]
    assert [(each.value, each.position) for each in earlier.readings] == [(70.0, 3)]
    assert earlier.stated[0].confidence == 8


def test_a_reading_that_a_correction_leaves_out_is_taken_back() -> None:
    both = checked_in(FIRST, readings=(reads(70.0), reads(1.0, OTHER_RESULT)), issues="Legal is away")
    one = CheckInCorrected(objective_id=OBJECTIVE, check_in_id=CHECK_IN, readings=(reads(70.0),), reason="Not yet")
    of = seen(drafted(), added(), added(OTHER_RESULT), both, one)
    assert [len(line.readings) for line in of.key_results] == [1, 0]
    assert [(voiced.position, voiced.issues) for voiced in of.voiced] == [(5, ())]


def test_of_several_check_ins_on_one_day_the_last_stands() -> None:
    """On a day in Zurich, which begins at 23 hours UTC."""

    def checked(when: str, number: int, value: float) -> Event:
        return checked_in(at(when), check_in_id=f"{number:08x}" + CHECK_IN[8:], readings=(reads(value),))

    of = seen(
        drafted(),
        added(),
        checked("2026-01-08T22:59", 1, 70.0),
        checked("2026-01-08T23:01", 2, 71.0),
        checked("2026-01-09T22:58", 3, 72.0),
    )
    assert [reading.value for reading in of.key_results[0].readings] == [70.0, 72.0]
    assert len(of.voiced) == 3


def test_progress_is_by_the_measure_as_it_stands_and_moves_are_kept() -> None:
    moved = KeyResultRetargeted(**OF, measure=HARDER, reason="We learnt")
    (line,) = seen(drafted(), added(), checked_in(FIRST, readings=(reads(90.0),)), moved).key_results
    assert (line.original, line.measure, line.readings[0].progress) == (ONBOARDING, HARDER, 0.5)
    (move,) = line.moves
    assert (move.position, move.from_target, move.to_target, move.reason) == (4, 90.0, 115.0, "We learnt")


def test_dropped_key_results_no_longer_run_and_a_closed_objective_is_marked() -> None:
    dropped = KeyResultDropped(**OF, reason="No longer measured")
    of = seen(drafted(), added(), PUBLISHED, dropped, closed(outcome=Outcome.DROPPED))
    assert (of.published, of.closed) == (Mark(FIRST + timedelta(days=2), 3), Mark(FIRST + timedelta(days=4), 5))
    assert (len(of.key_results), of.running) == (1, ())
    assert len(as_of(of, FIRST + timedelta(days=2)).running) == 1
    assert as_of(of, FIRST + timedelta(days=3)).closed is None


def test_cutting_where_nothing_is_cut_off_gives_the_very_same() -> None:
    of = seen(drafted(), added(), PUBLISHED)
    assert as_of(of, of.latest) is of
    assert as_of(of, of.latest - timedelta(microseconds=1)) == seen(drafted(), added())
