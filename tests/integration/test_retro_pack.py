"""The pack, the ledger and other scorings of one small quarter, held against figures worked out by hand."""

from datetime import date
from typing import Any

import psycopg
import pytest

from domain.cycle import PlanCycle, StartCycle
from domain.objective.commands import (
    DraftObjective,
    PublishObjective,
)
from domain.policy import SetPolicy
from domain.rescoring import Scoring
from domain.retrospective import Question, RetrospectiveKind
from domain.retrospective.commands import AddAttractor, AnswerQuestion, OpenRetrospective, WithdrawEntry
from northlog.reports.goalposts import ledger
from northlog.reports.rescoring import rescored_cycle
from northlog.retro.gather import retrospective_pack
from northlog.retro.pack import Pack, PackedObjective
from tests.facts import (
    ANN,
    CYCLE,
    NEXT_CYCLE,
    OBJECTIVE,
    RESULT,
    TEAM,
    an_id,
    at,
)
from tests.house import House
from tests.small_quarter import Quarter, play


@pytest.fixture
def quarter(house: House) -> Quarter:
    return play(house)


def only(pack: Pack) -> PackedObjective:
    (objective,) = pack.objectives
    return objective


def test_health_week_by_week_as_it_was_reported_and_as_it_computes(quarter: Quarter) -> None:
    weeks = only(quarter.pack()).health
    # The target moved in the second week, from 100 to 80. So: 0 of 40 and 0 of 10 guides; 4 of 20 and 0 of 10;
    # 6 of 20 and 1 of 10; 14 of 20 and 5 of 10.
    assert [(each.week, each.confidence, each.score) for each in weeks] == [
        (1, 8, pytest.approx(0.0)),
        (2, 9, pytest.approx(0.1)),
        (3, 9, pytest.approx(0.2)),
        (4, 4, pytest.approx(0.6)),
    ]
    # Expected on the days of reading, of 0.7 in the end: the first week is too early to say; 0.21 of Completion;
    # 0.38 of both, so that 0.3 is on track and 0.1 at risk; 0.56 of both, so that 0.7 and 0.5 are on track. The
    # nine of the second week is old by the end of the third: that Monday's meeting said no more.
    assert [(each.reported, each.computed, each.at_risk, each.known) for each in weeks] == [
        ("green", "unknown", 0, 0),
        ("green", "green", 0, 1),
        ("unknown", "red", 1, 2),
        ("yellow", "green", 0, 2),
    ]
    assert not any(each.watermelon for each in weeks)


def test_health_is_judged_by_the_policy_in_force(quarter: Quarter) -> None:
    """One that judges from the first day and takes a four for green, of the team alone."""
    override = {"off_pace": {"quiet": 0.0}, "watermelon": {"green": 4}}
    quarter.do("2026-03-02T08:00", SetPolicy(scope=TEAM, override=override, reason="We want to hear of it"))
    pack = quarter.pack()
    assert [(each.reported, each.computed, each.watermelon) for each in only(pack).health] == [
        ("green", "red", True),
        ("green", "red", True),
        ("unknown", "red", False),
        ("green", "green", False),
    ]
    assert pack.summary.watermelon_weeks == 2
    assert "green from 4 of 10" in next(each.text for each in pack.rules if each.heading == "Reported health")


def test_of_a_past_day_health_is_judged_by_the_policy_of_that_day(quarter: Quarter) -> None:
    quarter.do("2026-03-02T08:00", SetPolicy(scope=TEAM, override={"watermelon": {"green": 4}}, reason="Anew"))
    assert only(quarter.pack()).health[3].reported == "green"
    assert only(quarter.pack(as_of="2026-03-01")).health[3].reported == "yellow"


def test_the_journey_has_a_gap_where_nothing_was_stated(quarter: Quarter) -> None:
    journey = only(quarter.pack()).journey
    assert [(line.number, [point.confidence for point in line.points]) for line in journey.lines] == [
        (None, [8, 9, None, 4]),
        (1, [9, 9, 6, 6]),
        (2, [None, None, 2, 5]),
    ]
    assert [mark.label for mark in journey.marks] == ["key result 1: target moved"]


def test_the_ledger_tells_the_move_and_progress_against_both_goals(quarter: Quarter) -> None:
    with quarter.looking.snapshot() as seen:
        found = ledger(seen, CYCLE)
    assert found is not None
    first, second = found.key_results
    assert (first.progress_original, first.progress) == pytest.approx((14 / 40, 14 / 20))
    (move,) = first.moves
    assert (move.what, move.by, move.reason, move.at) == ("target", "test", "too far", at("2026-01-15T09:00"))
    assert (move.target_before, move.target_after, move.farther) == (100, 80, -0.5)
    assert (second.progress, second.progress_original, second.moves) == (0.5, 0.5, [])


def test_the_ledger_of_a_past_day_knows_nothing_of_later_moves(quarter: Quarter) -> None:
    with quarter.looking.snapshot(as_of="2026-01-14") as seen:
        found = ledger(seen, CYCLE)
    assert found is not None
    assert [each.moves for each in found.key_results] == [[], []]
    assert found.key_results[0].progress == pytest.approx(0.1)


def test_other_scorings_stand_beside_the_official_one_and_write_nothing(quarter: Quarter) -> None:
    with quarter.looking.snapshot() as seen:
        tree, before = seen.cycle_tree(CYCLE), seen.position
    assert tree is not None
    found = {each: rescored_cycle(tree, each).objectives for each in Scoring}
    assert {each: len(objectives) for each, objectives in found.items()} == dict.fromkeys(Scoring, 1)
    anew = {each: objectives[0].rescored for each, objectives in found.items()}
    # Progress 0.7 and 0.5.
    assert anew == {
        Scoring.LINEAR: pytest.approx(0.6),
        Scoring.THRESHOLDS: 0.5,
        Scoring.ZONES: pytest.approx(0.5),
        Scoring.WEIGHTED: pytest.approx(0.6),
        Scoring.WEAKEST: 0.5,
    }
    assert [each[0].official for each in found.values()] == pytest.approx([0.6] * len(Scoring))
    heavy = rescored_cycle(tree, Scoring.WEIGHTED, {RESULT: 3.0}).objectives[0]
    assert heavy.rescored == pytest.approx((3 * 0.7 + 0.5) / 4)
    with quarter.looking.snapshot() as seen:
        assert seen.position == before


def test_calibration_holds_every_stated_confidence_against_the_final_score(quarter: Quarter) -> None:
    pack = quarter.pack()
    goals, results = pack.goals_calibration, pack.key_results_calibration
    # The goal ended at 0.6, below 0.7: no statement came true.
    assert [(each.confidence, each.count, each.hits) for each in goals.stated] == [(4, 1, 0), (8, 1, 0), (9, 1, 0)]
    assert goals.brier == pytest.approx((0.16 + 0.64 + 0.81) / 3)
    # Completion ended at 0.7 and guides were judged 0.8: all came true.
    assert [(each.confidence, each.count, each.hits) for each in results.stated] == [
        *[(2, 1, 1), (5, 1, 1), (6, 2, 2), (9, 2, 2)]
    ]
    assert results.brier == pytest.approx((0.64 + 0.25 + 2 * 0.16 + 2 * 0.01) / 6)


def test_entries_changes_and_issues_are_told_in_order(quarter: Quarter) -> None:
    pack = quarter.pack()
    objective = only(pack)
    assert [entry.corrections for entry in objective.entries] == [[], [], [], ["a slip of the decimal point"]]
    assert objective.entries[3].readings[0].value_text == "74"
    assert [(each.about, each.what, each.before, each.after) for each in objective.changes] == [
        ("key result 1", "target moved", "60 → 100", "60 → 80"),
        ("objective", "owner changed", "nobody", "Ann Lee"),
    ]
    (issue,) = pack.recurring
    assert [time.text for time in issue.times] == [
        *["The consent page waits for legal.", "Legal still has the consent page."]
    ]
    summary = pack.summary
    assert (summary.objectives, summary.check_ins, summary.outcomes) == (1, 4, {"partly": 1})
    assert (summary.moved, summary.watermelon_weeks, summary.unknown_weeks, summary.weeks) == (1, 0, 1, 4)


def test_retrospectives_are_told_with_what_was_said_and_not_withdrawn(quarter: Quarter) -> None:
    held = an_id(7, 1)
    quarter.do(
        "2026-03-01T09:00",
        OpenRetrospective(retrospective_id=held, cycle_id=CYCLE, team_id=TEAM, kind=RetrospectiveKind.END),
    )
    for number, text in enumerate(("Legal sat with us.", "Said in anger."), 1):
        added = AddAttractor(retrospective_id=held, entry_id=an_id(8, number), text=text, objective_id=OBJECTIVE)
        quarter.do(f"2026-03-01T09:0{number}", added)
    quarter.do(
        "2026-03-01T09:10", WithdrawEntry(retrospective_id=held, entry_id=an_id(8, 2), reason="not meant so")
    )
    quarter.do(
        "2026-03-01T09:20",
        AnswerQuestion(retrospective_id=held, question=Question.LEARNT, answer="Ask legal first."),
    )
    (told,) = quarter.pack().retrospectives
    assert (told.team, told.kind, told.trigger, told.closed) == ("Discover", "at the end", "scheduled", False)
    (section,) = told.sections
    assert section.heading == "What pulled us toward the goal"
    assert [(each.text, each.about) for each in section.remarks] == [("Legal sat with us.", "Onboard")]
    assert [(each.question, each.answer) for each in told.answers] == [("What did we learn?", "Ask legal first.")]


def test_a_pack_of_a_past_day_ends_there(quarter: Quarter) -> None:
    pack = quarter.pack("2026-01-14")
    objective = only(pack)
    assert (pack.as_of is None, objective.status, objective.outcome) == (False, "published", None)
    assert [week.number for week in pack.weeks] == [1, 2]
    assert len(objective.entries) == 2
    assert objective.changes == []
    assert pack.goals_calibration.count == 0


def test_a_pack_of_many_objectives_takes_as_many_statements_as_one_of_one(
    quarter: Quarter, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = date(2026, 3, 2)
    quarter.do("2026-03-01T08:00", PlanCycle(cycle_id=NEXT_CYCLE, name="March", starts_on=day))
    quarter.do("2026-03-02T08:00", StartCycle(cycle_id=NEXT_CYCLE))
    for number in range(10, 14):
        key = an_id(4, number)
        drafted = DraftObjective(
            objective_id=key, cycle_id=NEXT_CYCLE, team_id=TEAM, title=f"Goal {number}", owner=ANN
        )
        quarter.do(f"2026-03-02T09:{number}", drafted)
        quarter.do(f"2026-03-02T10:{number}", PublishObjective(objective_id=key))

    def statements(cycle_id: str) -> int:
        ran.clear()
        found = retrospective_pack(quarter.looking, None, cycle_id)
        assert found is not None
        assert len(found.objectives) == (1 if cycle_id == CYCLE else 4)
        return len(ran)

    ran: list[object] = []
    execute = psycopg.Cursor.execute

    def counted(cursor: Any, *said: Any, **more: Any) -> Any:
        ran.append(said[0])
        return execute(cursor, *said, **more)

    monkeypatch.setattr(psycopg.Cursor, "execute", counted)
    statements(NEXT_CYCLE)  # what was written since is followed first
    assert statements(NEXT_CYCLE) == statements(CYCLE) > 10
