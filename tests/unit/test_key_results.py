"""Key results: added, reworded, owned, rebaselined, retargeted in sight of all (P4.4), dropped."""

import pytest
from pydantic import ValidationError

from domain.measure import Binary, Completion, Measure, Metric, Quantity, Relative, Subjective, Threshold, Zones
from domain.objective.commands import (
    AddKeyResult,
    AssignKeyResultOwner,
    DropKeyResult,
    RebaselineKeyResult,
    RetargetKeyResult,
    RewordKeyResult,
)
from domain.objective.events import (
    KeyResultDropped,
    KeyResultOwnerAssigned,
    KeyResultRebaselined,
    KeyResultRetargeted,
    KeyResultReworded,
)
from domain.person import PersonForgotten
from domain.words import Command
from tests.facts import (
    ANN,
    BEN,
    OBJECTIVE,
    ONBOARDING,
    OTHER_RESULT,
    RESULT,
    added,
    closed,
    drafting,
    introduced,
    running,
)
from tests.spec import given

DROPPED = KeyResultDropped(objective_id=OBJECTIVE, key_result_id=RESULT, reason="No longer measured")
CLOSED = closed()


def adding(**changed: object) -> AddKeyResult:
    said = added().model_dump(exclude={"carried_from"})
    return AddKeyResult.model_validate(said | changed)


def rebaseline(start: float, reason: str = "") -> RebaselineKeyResult:
    return RebaselineKeyResult(objective_id=OBJECTIVE, key_result_id=RESULT, start=start, reason=reason)


def rebaselined(measure: Measure, reason: str = "") -> KeyResultRebaselined:
    return KeyResultRebaselined(objective_id=OBJECTIVE, key_result_id=RESULT, measure=measure, reason=reason)


def retarget(measure: Measure) -> RetargetKeyResult:
    return RetargetKeyResult(objective_id=OBJECTIVE, key_result_id=RESULT, measure=measure, reason="We learnt")


@pytest.mark.parametrize(
    "measure",
    [
        Metric(start=65, target=90),
        Metric(start=15, target=10),
        Metric(target=10),
        Threshold(stay="above", limit=99.9, unit="%"),
        Threshold(stay="below", limit=200, unit="ms"),
        Quantity(target=5),
        Completion(start=20, target=50),
        Zones(commit="one", target="two", stretch="three"),
        Subjective(criteria="Three of four interviews say so"),
        Binary(),
        Relative(change=-0.3),
        Relative(baseline=120, change=-0.3),
    ],
)
def test_a_key_result_of_every_kind_can_be_added(measure: Measure) -> None:
    """P1.3."""
    given(*drafting()).when(adding(measure=measure)).then(added(measure=measure))


def test_a_published_objective_takes_more_key_results() -> None:
    given(*running()).when(adding(key_result_id=OTHER_RESULT)).then(added(OTHER_RESULT))


def test_an_id_is_taken_once_even_by_a_dropped_one() -> None:
    given(*running(), DROPPED).when(adding()).refused("key_result_id", "exists")


def test_a_stranger_owns_no_key_result() -> None:
    given(*drafting()).when(adding(owner=BEN)).refused("owner", "unknown")


def test_an_owner_can_be_named_at_once() -> None:
    given(*drafting()).when(adding(owner=ANN)).then(added(owner=ANN))


def test_rewording() -> None:
    asked = RewordKeyResult(objective_id=OBJECTIVE, key_result_id=RESULT, title="Better")
    given(*running()).when(asked).then(
        KeyResultReworded(objective_id=OBJECTIVE, key_result_id=RESULT, title="Better")
    )


@pytest.mark.parametrize(("before", "after"), [(None, BEN), (ANN, None)])
def test_assigning_an_owner(before: str | None, after: str | None) -> None:
    asked = AssignKeyResultOwner(objective_id=OBJECTIVE, key_result_id=RESULT, owner=after)
    given(*drafting(), introduced(BEN), added(owner=before)).when(asked).then(
        KeyResultOwnerAssigned(objective_id=OBJECTIVE, key_result_id=RESULT, owner=after)
    )


def test_a_forgotten_person_cannot_be_made_owner() -> None:
    known = given(*running(), introduced(BEN), PersonForgotten(person_id=BEN))
    asked = AssignKeyResultOwner(objective_id=OBJECTIVE, key_result_id=RESULT, owner=BEN)
    known.when(asked).refused("owner", "forgotten")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Metric(target=10), Metric(start=3, target=10)),
        (Relative(change=-0.3), Relative(baseline=3, change=-0.3)),
    ],
)
def test_the_first_baseline_needs_no_reason(before: Measure, after: Measure) -> None:
    given(*running(measure=before)).when(rebaseline(3)).then(rebaselined(after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ONBOARDING, Metric(start=60, target=90, unit="%")),
        (Completion(start=20, target=50), Completion(start=60, target=50)),
        (Relative(baseline=100, change=0.1), Relative(baseline=60, change=0.1)),
    ],
)
def test_moving_a_start_needs_a_reason(before: Measure, after: Measure) -> None:
    known = given(*running(measure=before))
    known.when(rebaseline(60, "Counted wrongly")).then(rebaselined(after, "Counted wrongly"))
    known.when(rebaseline(60)).refused("reason", "required")


@pytest.mark.parametrize(
    ("measure", "start"),
    [(ONBOARDING, 90), (Completion(target=50), 101), (Completion(target=50), 50), (Relative(change=1), 0)],
)
def test_a_start_that_leaves_no_movement_is_refused(measure: Measure, start: float) -> None:
    """P1.2."""
    given(*running(measure=measure)).when(rebaseline(start, "Why not")).refused("start", "movement")


@pytest.mark.parametrize(
    "measure",
    [
        Threshold(stay="above", limit=1),
        Quantity(target=5),
        Zones(commit="1", target="2", stretch="3"),
        Subjective(criteria="All agree"),
        Binary(),
    ],
)
def test_kinds_without_a_start_are_not_rebaselined(measure: Measure) -> None:
    given(*running(measure=measure)).when(rebaseline(1, "Why not")).refused("start", "kind")


def test_moving_the_target_with_a_reason() -> None:
    """P4.4: legal and visible."""
    moved = Metric(start=65, target=80, unit="%")
    given(*running()).when(retarget(moved)).then(
        KeyResultRetargeted(objective_id=OBJECTIVE, key_result_id=RESULT, measure=moved, reason="We learnt")
    )


def test_a_target_moves_only_with_a_reason() -> None:
    with pytest.raises(ValidationError, match="reason"):
        RetargetKeyResult(objective_id=OBJECTIVE, key_result_id=RESULT, measure=ONBOARDING, reason=" ")


def test_another_kind_is_another_key_result() -> None:
    given(*running()).when(retarget(Binary())).refused("measure.kind", "kind")


def test_a_new_target_keeps_the_start() -> None:
    given(*running()).when(retarget(Metric(start=70, target=90, unit="%"))).refused("measure", "start")


def test_dropping() -> None:
    asked = DropKeyResult(objective_id=OBJECTIVE, key_result_id=RESULT, reason="No longer measured")
    given(*running()).when(asked).then(DROPPED)


CHANGES = [
    RewordKeyResult(objective_id=OBJECTIVE, key_result_id=RESULT, title=added().title),
    AssignKeyResultOwner(objective_id=OBJECTIVE, key_result_id=RESULT, owner=None),
    rebaseline(65),
    retarget(ONBOARDING),
]
ALL = [*CHANGES, DropKeyResult(objective_id=OBJECTIVE, key_result_id=RESULT, reason="Twice")]


@pytest.mark.parametrize("said_again", CHANGES)
def test_what_is_so_already_changes_nothing(said_again: Command) -> None:
    given(*running()).when(said_again).then()


@pytest.mark.parametrize("command", ALL)
def test_a_dropped_key_result_keeps_its_record(command: Command) -> None:
    given(*running(), DROPPED).when(command).refused("key_result_id", "dropped")


@pytest.mark.parametrize("command", ALL)
def test_a_key_result_nobody_added_is_unknown(command: Command) -> None:
    given(*drafting()).when(command).refused("key_result_id", "unknown")


@pytest.mark.parametrize("command", [*ALL, adding(key_result_id=OTHER_RESULT)])
def test_key_results_of_a_closed_objective_keep_their_record(command: Command) -> None:
    given(*running(), CLOSED).when(command).refused("objective_id", "closed")


@pytest.mark.parametrize("command", [*ALL, adding()])
def test_key_results_belong_to_an_objective(command: Command) -> None:
    given().when(command).refused("objective_id", "unknown")
