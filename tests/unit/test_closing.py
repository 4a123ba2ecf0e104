"""Judging beside the computed score (P4.2) and closing with an outcome (P4.3)."""

import pytest
from pydantic import ValidationError

from domain.cycle import CycleClosed
from domain.objective.commands import CloseObjective, JudgeKeyResult, JudgeObjective
from domain.objective.events import (
    FinalScore,
    KeyResultDropped,
    KeyResultJudged,
    ObjectiveJudged,
)
from domain.words import Command, Outcome
from tests.facts import (
    CYCLE,
    OBJECTIVE,
    OTHER_CHECK_IN,
    OTHER_RESULT,
    RESULT,
    added,
    at,
    checked_in,
    closed,
    drafting,
    reads,
    running,
)
from tests.spec import NOW, given

AT_80 = checked_in(NOW, readings=(reads(80.0),))


def judge(judged: float = 0.9, reason: str = "It lasts") -> JudgeObjective:
    return JudgeObjective(objective_id=OBJECTIVE, judged=judged, reason=reason)


def judge_result(judged: float = 0.9, reason: str = "It lasts") -> JudgeKeyResult:
    return JudgeKeyResult(objective_id=OBJECTIVE, key_result_id=RESULT, judged=judged, reason=reason)


def judged(computed: float | None = 0.6, score: float = 0.9, reason: str = "It lasts") -> ObjectiveJudged:
    return ObjectiveJudged(objective_id=OBJECTIVE, computed=computed, judged=score, reason=reason)


def result_judged(computed: float | None = 0.6, score: float = 0.9, reason: str = "It lasts") -> KeyResultJudged:
    return KeyResultJudged(
        objective_id=OBJECTIVE, key_result_id=RESULT, computed=computed, judged=score, reason=reason
    )


def close(outcome: Outcome = Outcome.PARTLY, **more: object) -> CloseObjective:
    return CloseObjective.model_validate({"objective_id": OBJECTIVE, "outcome": outcome} | more)


def final(computed: float | None, judged: float | None = None, key_result_id: str = RESULT) -> FinalScore:
    return FinalScore(key_result_id=key_result_id, computed=computed, judged=judged)


def test_judging_keeps_the_computed_score_and_the_reason() -> None:
    """P4.2."""
    given(*running(), AT_80).when(judge()).then(judged())


def test_judging_a_key_result_keeps_the_computed_score_and_the_reason() -> None:
    given(*running(), AT_80).when(judge_result()).then(result_judged())


def test_what_cannot_be_computed_can_be_judged() -> None:
    unread = [*drafting(), *running()[-1:]]
    given(*unread).when(judge()).then(judged(computed=None))


def test_the_same_judgement_changes_nothing() -> None:
    known = given(*running(), AT_80, judged(), result_judged())
    known.when(judge()).then()
    known.when(judge_result()).then()


@pytest.mark.parametrize(("score", "reason"), [(0.8, "It lasts"), (0.9, "It lasts and spreads")])
def test_another_judgement_or_reason_is_news(score: float, reason: str) -> None:
    known = given(*running(), AT_80, judged(), result_judged())
    known.when(judge(score, reason)).then(judged(score=score, reason=reason))
    known.when(judge_result(score, reason)).then(result_judged(score=score, reason=reason))


def test_the_same_judgement_over_another_computed_score_is_news() -> None:
    later = checked_in(at("2026-02-17T09:00"), check_in_id=OTHER_CHECK_IN, readings=(reads(90.0),))
    given(*running(), AT_80, judged(), later).when(judge()).then(judged(computed=1.0))


@pytest.mark.parametrize("score", [-0.01, 1.01, float("nan")])
def test_no_score_lies_outside_0_to_1(score: float) -> None:
    """P4.1."""
    for wrong in (judge, judge_result):
        with pytest.raises(ValidationError, match="judged"):
            wrong(score)
    with pytest.raises(ValidationError, match="judged"):
        close(judged=score, reason="Because")


@pytest.mark.parametrize("make", [judge, judge_result])
def test_a_judgement_needs_its_reason(make: type[JudgeObjective]) -> None:
    with pytest.raises(ValidationError, match="reason"):
        make(reason=" ")


@pytest.mark.parametrize("command", [judge(), judge_result()])
def test_a_draft_has_nothing_to_score(command: Command) -> None:
    given(*drafting(), added()).when(command).refused("objective_id", "draft")


def test_a_key_result_nobody_added_cannot_be_judged() -> None:
    given(*drafting(), *running()[-1:]).when(judge_result()).refused("key_result_id", "unknown")


def test_a_dropped_key_result_cannot_be_judged() -> None:
    dropped = KeyResultDropped(objective_id=OBJECTIVE, key_result_id=RESULT, reason="Gone")
    given(*running(), dropped).when(judge_result()).refused("key_result_id", "dropped")


@pytest.mark.parametrize("outcome", list(Outcome))
def test_an_objective_closes_with_any_outcome(outcome: Outcome) -> None:
    """P4.3."""
    given(*running(), AT_80).when(close(outcome)).then(closed(final(0.6), outcome=outcome, computed=0.6))


def test_final_scores_are_computed_and_judged_side_by_side_without_the_dropped() -> None:
    dropped = KeyResultDropped(objective_id=OBJECTIVE, key_result_id=OTHER_RESULT, reason="Gone")
    known = given(*running(), added(OTHER_RESULT), AT_80, result_judged(), dropped)
    known.when(close()).then(closed(final(0.6, 0.9), computed=0.6))


def test_a_judgement_made_before_stands_at_the_close() -> None:
    given(*running(), AT_80, judged()).when(close()).then(closed(final(0.6), computed=0.6, judged=0.9))


def test_the_last_judgement_can_be_made_with_the_close() -> None:
    asked = close(judged=0.7, reason="All told")
    given(*running(), AT_80, judged()).when(asked).then(
        closed(final(0.6), computed=0.6, judged=0.7, reason="All told")
    )


def test_a_judgement_at_the_close_needs_its_reason() -> None:
    given(*running()).when(close(judged=0.7)).refused("reason", "required")


def test_an_objective_closes_after_its_cycle_too() -> None:
    """Nothing waits for it (P2.1), so it may come later."""
    known = given(*running(), AT_80, CycleClosed(cycle_id=CYCLE))
    known.when(close()).then(closed(final(0.6), computed=0.6))


def test_a_draft_can_be_dropped() -> None:
    given(*drafting()).when(close(Outcome.DROPPED)).then(closed(outcome=Outcome.DROPPED))


@pytest.mark.parametrize("outcome", [Outcome.ACHIEVED, Outcome.PARTLY, Outcome.MISSED])
def test_a_draft_was_never_begun(outcome: Outcome) -> None:
    given(*drafting()).when(close(outcome)).refused("outcome", "draft")


COMMANDS = [judge(), judge_result(), close()]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_objective_keeps_its_record(command: Command) -> None:
    """P3.9."""
    given(*running(), closed()).when(command).refused("objective_id", "closed")


@pytest.mark.parametrize("command", COMMANDS)
def test_an_objective_nobody_drafted_is_unknown(command: Command) -> None:
    given().when(command).refused("objective_id", "unknown")
