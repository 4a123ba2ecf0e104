"""Correcting a check-in: it is said anew, whole, with a reason; the original stays in the log."""

import pytest
from pydantic import ValidationError

from domain.cycle import CycleClosed
from domain.objective import Objective
from domain.objective.commands import CorrectCheckIn
from domain.objective.events import CheckInCorrected, KeyResultDropped
from tests.facts import (
    CHECK_IN,
    CYCLE,
    OBJECTIVE,
    OTHER_CHECK_IN,
    OTHER_RESULT,
    RESULT,
    added,
    at,
    checked_in,
    closed,
    drafted,
    reads,
    running,
)
from tests.spec import NOW, World, given

CHECKED = checked_in(NOW, goal_confidence=7)
DROPPED = KeyResultDropped(objective_id=OBJECTIVE, key_result_id=RESULT, reason="Gone")


def correct(**said: object) -> CorrectCheckIn:
    usual = {"objective_id": OBJECTIVE, "check_in_id": CHECK_IN, "reason": "Misread", "readings": (reads(71.0),)}
    return CorrectCheckIn.model_validate(usual | said)


def corrected(**said: object) -> CheckInCorrected:
    usual = {"objective_id": OBJECTIVE, "check_in_id": CHECK_IN, "reason": "Misread", "readings": (reads(71.0),)}
    return CheckInCorrected.model_validate(usual | said)


def value_after(*events: CheckInCorrected) -> object:
    objective = World().happened(*running(), CHECKED, *events).states[drafted().stream]
    assert isinstance(objective, Objective)
    return objective.value_of(RESULT)


def test_a_correction_says_the_whole_check_in_anew() -> None:
    given(*running(), CHECKED).when(correct()).then(corrected())
    assert value_after(corrected()) == 71.0


def test_a_correction_may_take_back_all_that_was_said() -> None:
    given(*running(), CHECKED).when(correct(readings=())).then(corrected(readings=()))
    assert value_after(corrected(readings=())) is None


def test_a_correction_may_be_corrected() -> None:
    again = {"readings": (reads(72.0),)}
    given(*running(), CHECKED, corrected()).when(correct(**again)).then(corrected(**again))
    assert value_after(corrected(), corrected(**again)) == 72.0


def test_saying_the_same_again_changes_nothing_whatever_the_reason() -> None:
    same = correct(readings=CHECKED.readings, goal_confidence=7)
    given(*running(), CHECKED).when(same).then()
    given(*running(), CHECKED, corrected()).when(correct(reason="Once more")).then()


def test_what_was_never_said_cannot_be_corrected() -> None:
    given(*running(), CHECKED).when(correct(check_in_id=OTHER_CHECK_IN)).refused("check_in_id", "unknown")


def test_a_correction_needs_a_reason() -> None:
    with pytest.raises(ValidationError, match="reason"):
        correct(reason="")


def test_a_correction_keeps_to_the_kind() -> None:
    given(*running(), CHECKED).when(correct(readings=(reads(True),))).refused("readings.0.value", "number")


def test_a_reading_of_a_key_result_dropped_since_may_be_corrected() -> None:
    given(*running(), CHECKED, DROPPED).when(correct()).then(corrected())


def test_a_dropped_key_result_gets_no_reading_it_never_had() -> None:
    other_dropped = KeyResultDropped(objective_id=OBJECTIVE, key_result_id=OTHER_RESULT, reason="Gone")
    known = given(*running(), added(OTHER_RESULT), CHECKED, other_dropped)
    known.when(correct(readings=(reads(1.0, OTHER_RESULT),))).refused("readings.0.key_result_id", "dropped")


def test_a_correction_reads_a_key_result_once() -> None:
    twice = correct(readings=(reads(1.0), reads(2.0)))
    given(*running(), CHECKED).when(twice).refused("readings.1.key_result_id", "twice")


def test_a_correction_within_the_grace_is_taken() -> None:
    given(*running(), CHECKED).when(correct(), at("2026-04-07T21:59:59")).then(corrected())


def test_a_correction_after_the_grace_is_refused() -> None:
    given(*running(), CHECKED).when(correct(), at("2026-04-07T22:00")).refused("objective_id", "grace")


def test_a_correction_in_a_closed_cycle_is_refused() -> None:
    known = given(*running(), CHECKED, CycleClosed(cycle_id=CYCLE))
    known.when(correct()).refused("objective_id", "cycle")


def test_a_correction_on_a_closed_objective_is_refused() -> None:
    given(*running(), CHECKED, closed()).when(correct()).refused("objective_id", "closed")


def test_a_correction_belongs_to_an_objective() -> None:
    given().when(correct()).refused("objective_id", "unknown")
