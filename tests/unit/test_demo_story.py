"""The sample company: the story is told alike each time, breaks no rule, and holds what it must."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from statistics import mean, median

import pytest

from domain.cycle import Cycle, CycleStatus
from domain.measure import Metric, Relative
from domain.objective import Objective, ObjectiveStatus
from domain.objective.events import (
    CarriedForward,
    CheckedIn,
    CheckInCorrected,
    KeyResultAdded,
    KeyResultDropped,
    KeyResultJudged,
    KeyResultRebaselined,
    KeyResultRetargeted,
    ObjectiveClosed,
    ObjectiveDrafted,
)
from domain.pace import expected
from domain.team import Team, TeamKind
from domain.words import Level, Outcome
from northlog.demo.step import Introduce
from northlog.demo.story import tell
from northlog.demo.timeline import founded_at, today_of
from tests.tale import Tale, live_through

TODAY = date(2026, 11, 18)


@pytest.fixture(scope="module")
def tale() -> Tale:
    return live_through(tell(TODAY))


def objectives(tale: Tale, status: ObjectiveStatus | None = None) -> list[Objective]:
    found = [state for state in tale.states.values() if isinstance(state, Objective)]
    return [each for each in found if status in (None, each.status)]


def cycles(tale: Tale) -> dict[str, Cycle]:
    return {name.removeprefix("cycle-"): state for name, state in tale.states.items() if isinstance(state, Cycle)}


def named(tale: Tale, beginning: str) -> Objective:
    (found,) = [each for each in objectives(tale) if each.title.startswith(beginning)]
    return found


def test_the_same_day_and_seed_tell_the_same_story() -> None:
    assert list(tell(TODAY)) == list(tell(TODAY))


def test_another_seed_tells_the_same_company_with_other_figures() -> None:
    ours, others = live_through(tell(TODAY)), live_through(tell(TODAY, seed=8))
    drafts = [{(each.objective_id, each.title) for each in tale.of(ObjectiveDrafted)} for tale in (ours, others)]
    assert drafts[0] == drafts[1]
    assert ours.of(CheckedIn) != others.of(CheckedIn)


# A week, a leap day, both changes of the clock, a year's end.
@pytest.mark.parametrize(
    "today",
    [
        *(date(2026, 11, 16) + timedelta(days=day) for day in range(7)),
        date(2028, 2, 29),
        date(2027, 3, 28),
        date(2026, 10, 25),
        date(2027, 1, 1),
    ],
)
def test_on_any_day_no_rule_is_broken_and_the_running_cycle_is_at_its_middle(today: date) -> None:
    told = live_through(tell(today))
    assert len(told.events) > 1500
    assert Counter(cycle.status for cycle in cycles(told).values()) == {
        CycleStatus.CLOSED: 3,
        CycleStatus.STARTED: 1,
        CycleStatus.PLANNED: 1,
    }
    (running,) = [cycle for cycle in cycles(told).values() if cycle.status is CycleStatus.STARTED]
    assert running.ends_on - running.starts_on == timedelta(weeks=13, days=-1)
    assert 0.45 < expected(running.starts_at, running.ends_at, datetime.combine(today, time(8), UTC)) < 0.55


def test_steps_come_in_order_under_labels_of_their_own_and_none_after_the_true_now() -> None:
    steps = list(tell(TODAY))
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    assert len({step.label for step in steps}) == len(steps)
    assert steps[-1].at < datetime.combine(TODAY, time(), UTC)


def test_every_step_changes_something(tale: Tale) -> None:
    assert {step.label for step, _ in tale.events} == {step.label for step in tell(TODAY)}


def test_today_can_be_read_off_the_founding() -> None:
    assert today_of(next(tell(TODAY)).at) == today_of(founded_at(TODAY)) == TODAY


def test_about_twenty_five_people_work_in_a_company_of_two_units_and_nine_teams(tale: Tale) -> None:
    introduced = [step.wants for step in tell(TODAY) if isinstance(step.wants, Introduce)]
    assert len({(each.name, each.email) for each in introduced}) == 26
    assert all(each.email.endswith(".example") and (each.name + each.email).isprintable() for each in introduced)
    teams = [state for state in tale.states.values() if isinstance(state, Team)]
    assert Counter(team.kind for team in teams) == {TeamKind.COMPANY: 1, TeamKind.UNIT: 2, TeamKind.TEAM: 9}
    assert all(team.cadence and "lead" in team.members.values() for team in teams)


def test_names_and_addresses_stand_in_no_fact(tale: Tale) -> None:
    facts = " ".join(event.model_dump_json() for _, event in tale.events if "person." not in event.stored_as)
    introduced = [step.wants for step in tell(TODAY) if isinstance(step.wants, Introduce)]
    assert not [each.name for each in introduced if each.name in facts or each.email in facts]


def test_the_worked_example_stands_in_the_running_cycle(tale: Tale) -> None:
    delight = named(tale, "Delight new customers by transforming the first-week experience")
    seamless = named(tale, "Make the first week seamless and confidence-boosting for new users")
    assert cycles(tale)[delight.cycle_id].status is cycles(tale)[seamless.cycle_id].status is CycleStatus.STARTED
    assert [each.measure for each in delight.key_results.values()] == [
        Relative(baseline=16, change=-0.25, unit="% of new customers"),
        Metric(start=20, target=35, unit="points"),
        Relative(baseline=9.4, change=-0.15, unit="minutes"),
    ]
    assert [each.measure for each in seamless.key_results.values()] == [
        Metric(start=65, target=90, unit="%"),
        Metric(start=15, target=50, unit="%"),
        Relative(baseline=420, change=-0.3, unit="tickets a week"),
    ]
    owners = [tale.states[f"team-{each.team_id}"] for each in (delight, seamless)]
    assert [team.name for team in owners if isinstance(team, Team)] == ["Digital Services", "Discover"]


def test_the_priorities_of_the_year_are_strategic_objectives_of_the_company(tale: Tale) -> None:
    for title in ("Simplify onboarding of new customers", "Grow in small business", "Harden critical systems"):
        strategic = [each for each in objectives(tale, ObjectiveStatus.PUBLISHED) if each.title == title]
        assert [each.level for each in strategic] == [Level.STRATEGIC]


def test_key_results_are_of_every_kind_up_and_down_with_and_without_a_start(tale: Tale) -> None:
    measures = [event.measure for event in tale.of(KeyResultAdded)]
    assert len(measures) >= 60
    kinds = Counter(measure.kind for measure in measures)
    every = {"metric", "relative", "threshold", "quantity", "completion", "zones", "subjective", "binary"}
    assert set(kinds) == every
    assert min(kinds.values()) >= 4
    metrics = [measure for measure in measures if isinstance(measure, Metric)]
    assert {None if each.start is None else each.start < each.target for each in metrics} == {True, False, None}
    relatives = [measure for measure in measures if isinstance(measure, Relative)]
    assert {each.baseline is None for each in relatives} == {True, False}


def test_objectives_ended_in_all_four_ways_and_some_were_judged_otherwise_than_computed(tale: Tale) -> None:
    closed = tale.of(ObjectiveClosed)
    assert {event.outcome for event in closed} == set(Outcome)
    judged = [event for event in closed if event.judged is not None]
    assert len(judged) >= 10
    assert all(event.judged != event.computed and event.reason for event in judged)
    results = tale.of(KeyResultJudged)
    assert all(event.judged != event.computed and event.reason for event in results)


def test_scores_of_past_cycles_vary_about_three_fifths(tale: Tale) -> None:
    scores = [each.computed_score() for each in objectives(tale, ObjectiveStatus.CLOSED)]
    known = [score for score in scores if score is not None]
    assert 0.55 < mean(known) < 0.72
    assert min(known) < 0.25
    assert max(known) > 0.95


def test_goalposts_move_with_reasons_and_key_results_are_dropped(tale: Tale) -> None:
    retargeted = tale.of(KeyResultRetargeted)
    rebaselined = tale.of(KeyResultRebaselined)
    assert len(retargeted) >= 5
    assert len(rebaselined) >= 5
    assert all([event.reason for event in retargeted] + [event.reason for event in rebaselined])
    assert len(tale.of(KeyResultDropped)) == 2


def test_one_objective_was_carried_forward_with_its_key_results(tale: Tale) -> None:
    (carried,) = tale.of(CarriedForward)
    before = tale.states[carried.stream]
    after = tale.states[f"objective-{carried.successor_id}"]
    assert isinstance(before, Objective)
    assert isinstance(after, Objective)
    added = [event for event in tale.of(KeyResultAdded) if event.stream.endswith(carried.successor_id)]
    assert [each.carried_from is not None for each in added] == [True, True, False]
    ended, begun = list(before.key_results), list(after.key_results.values())
    assert isinstance(begun[0].measure, type(before.key_results[ended[0]].measure))
    assert begun[0].measure.model_dump()["start"] == before.value_of(ended[0])


def test_check_ins_are_late_and_corrected_now_and_then_and_confidence_is_stated_mostly(tale: Tale) -> None:
    check_ins = tale.of(CheckedIn)
    late = sum(event.late for event in check_ins) / len(check_ins)
    stated = sum(event.goal_confidence is not None for event in check_ins) / len(check_ins)
    assert 0.03 < late < 0.15
    assert 0.7 < stated < 0.95
    corrections = tale.of(CheckInCorrected)
    assert len(corrections) > 15
    originals = {event.check_in_id: event for event in check_ins}
    assert all(event.readings != originals[event.check_in_id].readings for event in corrections)


def test_teams_meet_weekly_with_gaps_and_write_about_it(tale: Tale) -> None:
    days = defaultdict(list)
    for event in tale.of(CheckedIn):
        days[event.objective_id].append(event.occurred_at)
    gaps = [(after - at).days for each in days.values() for at, after in pairwise(each)]
    assert 6 <= median(gaps) <= 8
    assert 0.05 < sum(gap > 10 for gap in gaps) / len(gaps) < 0.3
    texts = Counter(event.issues for event in tale.of(CheckedIn) if event.issues)
    assert len(texts) > 80


def numbers(objective: Objective, key_result_id: str) -> list[float]:
    """The numbers read of a key result, in order of time."""
    return [
        reading.value
        for check_in in objective.check_ins.values()
        for reading in check_in.says.readings
        if reading.key_result_id == key_result_id and isinstance(reading.value, float)
    ]


def stated(objective: Objective) -> list[int]:
    """The confidence stated of an objective, in order of time."""
    trail = [check_in.says.goal_confidence for check_in in objective.check_ins.values()]
    return [confidence for confidence in trail if confidence is not None]


def test_some_key_results_stand_still_for_weeks(tale: Tale) -> None:
    read = [numbers(each, key) for each in objectives(tale) for key in each.key_results]
    stalled = [one for one in read if any(len({*one[at : at + 4]}) == 1 and one[at] for at in range(len(one) - 3))]
    assert len(stalled) >= 5


def test_some_key_results_are_done_by_week_three(tale: Tale) -> None:
    early = 0
    for each in objectives(tale):
        third_week = cycles(tale)[each.cycle_id].starts_at + timedelta(weeks=3)
        begun = {key: one for key, one in each.check_ins.items() if one.occurred_at < third_week}
        young = replace(each, check_ins=begun)
        for key, result in each.key_results.items():
            movement = result.measure.kind in ("metric", "completion", "quantity")
            early += movement and (young.score_of(key) or 0) > 0.9
    assert early >= 4


def test_some_objectives_are_green_outside_and_red_inside(tale: Tale) -> None:
    said = [each for each in objectives(tale) if len(stated(each)) > 3]
    assert len([each for each in said if min(stated(each)) >= 8 and (each.computed_score() or 0) < 0.3]) >= 2


def test_confidence_drops_by_a_lot_from_one_check_in_to_the_next(tale: Tale) -> None:
    trails = [stated(each) for each in objectives(tale)]
    assert len([one for one in trails if any(was - now >= 4 for was, now in pairwise(one))]) >= 3


def test_drafts_and_objectives_without_owner_or_why_now_stand_in_running_and_next_cycle(
    tale: Tale,
) -> None:
    status = {key: cycle.status for key, cycle in cycles(tale).items()}
    drafts = Counter(status[each.cycle_id] for each in objectives(tale, ObjectiveStatus.DRAFT))
    assert drafts[CycleStatus.STARTED] >= 1
    assert drafts[CycleStatus.PLANNED] >= 2
    published = objectives(tale, ObjectiveStatus.PUBLISHED)
    assert sum(each.owner is None for each in published) >= 2
    assert sum(not each.why_now for each in published) >= 1


def test_what_is_counted_or_completed_never_falls_back(tale: Tale) -> None:
    read = [
        numbers(each, key)
        for each in objectives(tale)
        for key, result in each.key_results.items()
        if result.measure.kind in ("quantity", "completion")
    ]
    assert sum(len(one) for one in read) > 300
    assert [one for one in read if one != sorted(one)] == []


def test_no_figure_is_negative_and_no_percentage_above_a_hundred(tale: Tale) -> None:
    entered = [
        (result, value)
        for each in objectives(tale)
        for key, result in each.key_results.items()
        for value in numbers(each, key)
    ]
    percentages = [value for result, value in entered if getattr(result.measure, "unit", "").startswith("%")]
    assert min(value for _, value in entered) >= 0
    assert 90 < max(percentages) <= 100
