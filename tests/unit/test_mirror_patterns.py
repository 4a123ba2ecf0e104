"""The mirror, anti-patterns and the rhythm: figures worked out by hand (P6.2, P6.3)."""

from dataclasses import replace
from datetime import timedelta
from time import process_time
from typing import Any

import pytest

from domain.measure import Threshold
from domain.mirror import fragments, rhythm, rote, sandbagging, theatre, untouched
from domain.mirror.facts import Meeting, Rhythm
from domain.mirror.likeness import alike, likeness
from domain.ritual import MeetingStatus
from domain.trajectory import GoalPoint, Point
from tests.facts import NEXT_CYCLE, OTHER_RESULT, RESULT, an_id
from tests.mirrored import A, B, C, facts, goal, pledge, tie
from tests.signals import check_in_on, line, objective, on, position_of

ONBOARD = "Simplify onboarding of new customers"


def test_likeness_is_the_common_part_of_the_words_that_count() -> None:
    # "customers onboarding simplify", 29 letters, all in "business customers onboarding simplify", 38.
    assert likeness(ONBOARD, "Simplify the onboarding of new business customers") == pytest.approx(200 * 29 / 67)
    assert likeness(ONBOARD, "Of new customers the onboarding simplify!") == 100
    assert likeness("Make the first invoice clear", "Cut downtime by half") < 50
    assert likeness("Release 4.1", "Release 4.2") == likeness("Grow in Bern", "Grow in Basel") == 0
    assert likeness("Churn rate", "churn rate!") == 100
    assert (likeness("🚀", "🚀"), likeness("🚀", "!!!")) == (100, 0)


def test_titles_of_one_team_are_no_copies_and_those_alike_in_turn_are_one_group() -> None:
    titles = [
        "alpha bravo charly",
        "alpha bravo charly delta",
        "alpha bravo charly delta echos",
        "alpha bravo charly",
    ]
    # 1 and 2: 200 * 18 / 42; 2 and 3: 200 * 24 / 54; 1 and 3: 200 * 18 / 48.
    assert alike(titles, [A, B, C, A], 80) == [([0, 1, 2, 3], pytest.approx(200 * 18 / 42))]
    assert alike(titles, [A, A, A, A], 80) == []
    assert alike(titles[:2], [A, B], 86) == []


def test_a_goal_that_everybody_copied_is_found_in_no_time() -> None:
    many, began = range(3000), process_time()
    assert alike([ONBOARD] * 3000, [str(each % 50) for each in many], 80) == [([*many], 100)]
    assert process_time() - began < 2


def test_copies_of_one_goal_are_of_different_teams_in_one_cycle_and_links_are_told() -> None:
    copy = "Simplify the onboarding of new business customers"
    goals = (
        goal(1, A, ONBOARD),
        goal(2, B, copy),
        goal(3, A, copy),
        goal(4, C, "Cut downtime by half"),
        goal(5, C, ONBOARD, NEXT_CYCLE),
    )
    (found,) = fragments.look(facts(goals=goals)).findings
    assert (found.teams, found.figures["objectives"], found.figures["linked"]) == ((A, B), 3, 0)
    assert "alike by 87 of 100 (said from 80 on); nothing links them" in found.says
    for joined in ({"ties": (tie(1, 1, 2),)}, {"pledges": (pledge(1, B, 1, 2),)}):
        (found,) = fragments.look(facts(goals=goals, **joined)).findings
        assert found.figures["linked"] == 1


@pytest.mark.parametrize(
    ("touched", "closed", "found"),
    [
        ((), None, 1),
        ((-4, 0.9), None, 1),  # day one ends a day after the cycle began
        ((1,), None, 0),
        ((40,), None, 0),
        ((), 28.9, 0),  # too short a time to be touched in
        ((), 29, 1),
    ],
)
def test_a_goal_was_never_touched_when_nothing_came_after_day_one(
    touched: tuple[float, ...], closed: float | None, found: int
) -> None:
    told = facts(goals=(goal(1, of=objective(closed=closed), touched=touched),))
    assert len(untouched.look(told).findings) == found


def said(day: float, confidence: int | None, issues: str = "", plan: str = "") -> GoalPoint:
    return GoalPoint(on(day), on(day), position_of(day), check_in_on(day), confidence, issues, plan)


def checked(*entries: tuple[int | None, str], values: tuple[float, ...] = (5, 5, 5, 5)) -> Any:
    """A goal with a check-in a week of these confidences and issues, and the values read."""
    days = [7.0 * place for place in range(1, len(entries) + 1)]
    goals = [said(day, confidence, issues) for day, (confidence, issues) in zip(days, entries, strict=True)]
    return goal(1, of=objective(line(*zip(days, values, strict=True)), goals=goals))


LEGAL = "Legal reads every change of the consent page."


@pytest.mark.parametrize(
    ("given", "same"),
    [
        (checked((7, ""), (7, ""), (7, ""), (7, "")), 4),
        (checked((None, ""), (None, ""), (None, ""), (None, "")), 4),
        (checked((7, LEGAL), (7, LEGAL), (7, LEGAL[:-1]), (7, "")), 4),
        (checked((7, ""), (7, ""), (7, ""), (6, "")), 0),
        (checked((7, ""), (7, ""), (7, "The supplier is late"), (7, "")), 0),
        (checked((7, ""), (7, ""), (7, ""), (7, ""), values=(5, 5, 5, 6)), 0),
        (checked((7, ""), (7, ""), (7, ""), values=(5, 5, 5)), 0),
    ],
)
def test_a_check_in_is_rote_when_it_repeats_confidence_values_and_words(given: Any, same: int) -> None:
    found = rote.look(facts(goals=(given,))).findings
    assert [each.figures["same"] for each in found] == ([same] if same else [])


def test_a_corrected_check_in_counts_as_it_was_corrected() -> None:
    late = on(40)
    mended = [GoalPoint(on(14), late, 999, check_in_on(14), 4, "", "")]
    goals = [said(7.0 * week, 7) for week in (1, 2, 3, 4)] + mended
    more = [Point(on(14), late, 999, check_in_on(14), 5, None)]
    lines = line((7, 5), (14, 5), (21, 5), (28, 5), more=more)
    told = goal(1, of=replace(objective(lines), check_ins=tuple(sorted(goals))))
    assert rote.look(facts(goals=(told,))).findings == ()


def early(number: int, *days_and_values: tuple[float, float], **of: Any) -> Any:
    return goal(number, of=objective(line(*days_and_values, **of)))


def test_two_key_results_done_by_week_three_are_sandbagging_one_is_luck() -> None:
    done = early(1, (7, 40), (20.9, 100), (60, 110))
    others = {
        "on the first day of week four": early(2, (21, 100)),
        "fell back": early(2, (10, 100), (50, 90)),
        "a limit holds from its first day": early(2, (5, 90), measure=Threshold(stay="above", limit=80)),
    }
    for why, other in others.items():
        assert sandbagging.look(facts(goals=(done, other))).findings == (), why
    (found,) = sandbagging.look(facts(goals=(done, early(2, (3, 100)), early(3, (50, 50))))).findings
    assert (found.figures, found.teams) == ({"early": 2, "key_results": 3}, (A,))
    assert found.evidence[0].says == "at its target on day 21 of the cycle, of “A goal”"


def green(*confidences: int, farthest: float = 9, closed: float | None = None, **of: Any) -> Any:
    goals = [said(10.0 * place, each) for place, each in enumerate(confidences, 1)]
    lines = [line((10, 2), (30, farthest), (40, 4)), line((10, 1), key_result_id=OTHER_RESULT)]
    return goal(1, of=objective(*(of.get("lines", lines)), goals=goals, closed=closed))


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (green(8, 9, 7, 8), 1),
        (green(8, 9, 6, 8), 0),
        (green(8, 9, 7), 0),
        (green(8, 9, 7, 8, farthest=10), 0),
        (green(8, 9, 7, 8, closed=49), 0),  # the cycle was not half over
        (green(8, 9, 7, 8, lines=[line((10, 90), measure=Threshold(stay="above", limit=80))]), 0),
    ],
)
def test_theatre_is_green_all_along_while_nothing_moved_a_tenth_of_its_way(given: Any, found: int) -> None:
    assert len(theatre.look(facts(goals=(given,))).findings) == found


def test_theatre_tells_how_far_each_key_result_got() -> None:
    (found,) = theatre.look(facts(goals=(green(8, 9, 7, 8),))).findings
    assert found.figures == {"lowest_confidence": 7, "farthest": 0.09, "stated": 4}
    assert [each.source for each in found.evidence[1:]] == [f"key_result:{RESULT}", f"key_result:{OTHER_RESULT}"]


HELD, MISSED, CANCELLED = MeetingStatus.HELD, MeetingStatus.MISSED, MeetingStatus.CANCELLED


def meetings(*told: tuple[MeetingStatus, int | None, int | None]) -> Any:
    """A weekly ritual of 45 minutes: what became of it, how long it took, how many were there."""
    days = (on(7 * week).date() for week in range(len(told)))
    held = tuple(Meeting(day, *each) for day, each in zip(days, told, strict=True))
    return facts(rhythms=(Rhythm(an_id(19, 1), A, "Weekly", 45, held),))


FINE = (HELD, 45, 6)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (meetings(*[FINE] * 4), []),
        (meetings(*[FINE] * 3, (CANCELLED, None, None)), ["Weekly (A): 1 of 4 meetings were not held."]),
        (meetings(*[FINE] * 4, (MISSED, None, None)), []),  # a fifth
        (
            meetings(*[FINE] * 2, (HELD, 46, 6), (HELD, 60, 6)),
            ["Weekly (A): 2 of 4 held took longer than agreed."],
        ),
        (
            meetings((HELD, 45, 10), (HELD, 45, 8), (HELD, 45, 5), (HELD, 45, 4)),
            ["Weekly (A): 50 % fewer came to the later half."],
        ),
    ],
)
def test_the_rhythm_is_in_trouble_by_a_quarter(told: Any, says: list[str]) -> None:
    assert [each.says for each in rhythm.look(told).findings] == says


def test_emptying_is_the_fall_of_the_mean_from_half_to_half() -> None:
    assert rhythm.emptied([10, 8, 7, 5, 4]) == pytest.approx(1 - 4.5 / 9)
    assert rhythm.emptied([4, 4, 9, 9]) == 0
    assert rhythm.emptied([10, 1, 1]) == 0
    assert rhythm.emptied([0, 0, 1, 1]) == 0


def test_a_ritual_with_few_meetings_in_the_cycles_is_not_told_of() -> None:
    three = meetings(*[(CANCELLED, None, None)] * 3)
    assert rhythm.look(three).unsaid is not None
    before = Meeting(on(0).date() - timedelta(days=1), CANCELLED, None, None)
    (ritual,) = three.rhythms
    early = facts(rhythms=(Rhythm(ritual.ritual_id, A, "Weekly", 45, (before, *ritual.meetings)),))
    assert rhythm.look(early).looked_at == 0
