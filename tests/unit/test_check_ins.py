"""Checking in by GRIP (P3.3): what may be said, when, and about what."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from domain.cycle import CycleClosed, CycleRescheduled
from domain.measure import (
    Binary,
    Completion,
    Measure,
    Metric,
    Quantity,
    Relative,
    Subjective,
    Threshold,
    Zone,
    Zones,
)
from domain.objective.commands import CheckIn
from domain.objective.events import KeyResultDropped, ObjectivePublished
from domain.objective.grip import Reading
from tests.facts import (
    CYCLE,
    NEXT_CYCLE,
    OBJECTIVE,
    ONBOARDING,
    OTHER_RESULT,
    RESULT,
    added,
    at,
    check_in,
    checked_in,
    closed,
    company,
    drafted,
    drafting,
    formed,
    founded,
    introduced,
    planned,
    reads,
    running,
)
from tests.spec import NOW, given

ZONES = Zones(commit="one", target="two", stretch="three")


def test_a_check_in_says_all_of_grip_in_one_event() -> None:
    """P3.3: goal confidence, results, issues, plan; and the team's energy."""
    grip = {
        "goal_confidence": 7,
        "readings": (reads(72.5, RESULT, 8), reads(None, OTHER_RESULT, 4)),
        "issues": "Sign-up is slow",
        "plan": "Cut a step",
        "energy": 4,
    }
    given(*running(), added(OTHER_RESULT)).when(check_in(**grip)).then(checked_in(NOW, **grip))


@pytest.mark.parametrize(
    "said", [{"goal_confidence": 0}, {"issues": "Ill"}, {"plan": "Go"}, {"energy": 1}, {"readings": (reads(1.0),)}]
)
def test_one_thing_said_is_enough(said: dict[str, object]) -> None:
    only = {"readings": ()} | said
    given(*running()).when(check_in(**only)).then(checked_in(NOW, **only))


def test_saying_nothing_is_no_check_in() -> None:
    given(*running()).when(check_in(readings=())).refused("goal_confidence", "empty")
    given(*running()).when(check_in(readings=(reads(),))).refused("goal_confidence", "empty")


def test_confidence_is_stated_or_absent_and_never_preset() -> None:
    """P3.4."""
    said = CheckIn(
        objective_id=OBJECTIVE, check_in_id=RESULT, readings=(Reading(key_result_id=RESULT, value=1.0),)
    )
    assert (said.goal_confidence, said.readings[0].confidence, said.energy) == (None, None, None)


@pytest.mark.parametrize(
    "wrong",
    [{"goal_confidence": 11}, {"goal_confidence": -1}, {"goal_confidence": 7.5}, {"energy": 0}, {"energy": 6}],
)
def test_a_confidence_or_energy_outside_its_scale_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError, match=next(iter(wrong))):
        check_in(**wrong)


def test_a_check_in_is_made_once() -> None:
    given(*running(), checked_in(NOW)).when(check_in(goal_confidence=3)).refused("check_in_id", "exists")


def test_a_draft_is_published_before_it_is_checked() -> None:
    given(*drafting(), added()).when(check_in()).refused("objective_id", "draft")


def test_a_closed_objective_takes_no_check_in() -> None:
    given(*running(), closed()).when(check_in()).refused("objective_id", "closed")


def test_an_objective_nobody_drafted_is_unknown() -> None:
    given().when(check_in()).refused("objective_id", "unknown")


def test_a_key_result_is_read_once_in_a_check_in() -> None:
    given(*running()).when(check_in(readings=(reads(1.0), reads(2.0)))).refused(
        "readings.1.key_result_id", "twice"
    )


def test_a_key_result_of_another_objective_is_unknown() -> None:
    both = (reads(1.0), reads(1.0, OTHER_RESULT))
    given(*running()).when(check_in(readings=both)).refused("readings.1.key_result_id", "unknown")


def test_a_dropped_key_result_is_not_read() -> None:
    dropped = KeyResultDropped(objective_id=OBJECTIVE, key_result_id=RESULT, reason="Gone")
    given(*running(), dropped).when(check_in()).refused("readings.0.key_result_id", "dropped")


@pytest.mark.parametrize(
    ("measure", "value", "rule"),
    [
        (Binary(), 1.0, "binary"),
        (Binary(), Zone.TARGET, "binary"),
        (ZONES, 0.7, "zone"),
        (ZONES, True, "zone"),
        (ONBOARDING, True, "number"),
        (ONBOARDING, Zone.COMMIT, "number"),
        (Quantity(target=5), False, "number"),
        (Relative(change=1), Zone.FAIL, "number"),
        (Threshold(stay="above", limit=1), True, "number"),
        (Subjective(criteria="All"), 1.01, "share"),
        (Subjective(criteria="All"), -0.01, "share"),
        (Completion(), 100.5, "percent"),
        (Completion(), -1.0, "percent"),
    ],
)
def test_a_reading_fits_its_kind(measure: Measure, value: object, rule: str) -> None:
    """P1.3."""
    given(*running(measure=measure)).when(check_in(readings=(reads(value),))).refused("readings.0.value", rule)


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        (Binary(), False),
        (ZONES, Zone.STRETCH),
        (ONBOARDING, -12.5),
        (Quantity(target=5), 9.0),
        (Relative(change=1), 3.0),
        (Threshold(stay="below", limit=1), 2.0),
        (Subjective(criteria="All"), 0.25),
        (Completion(), 100.0),
    ],
)
def test_a_reading_of_every_kind_is_taken(measure: Measure, value: object) -> None:
    said = {"readings": (reads(value),)}
    given(*running(measure=measure)).when(check_in(**said)).then(checked_in(NOW, **said))


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValidationError, match="finite"):
        reads(float("nan"))


class TestTime:
    """What the cycle of January to March 2026 in Zurich allows; grace is seven days."""

    first = at("2025-12-31T23:00")
    after_last = at("2026-03-31T22:00")
    grace_over = at("2026-04-07T22:00")

    def test_of_the_same_day_is_not_late(self) -> None:
        morning = at("2026-02-15T23:00")
        given(*running()).when(check_in(occurred_at=morning)).then(checked_in(morning, late=False))

    def test_of_an_earlier_day_is_late(self) -> None:
        """The day is the organization's: 23:59 in Zurich is the same evening in UTC."""
        evening = at("2026-02-15T22:59:59")
        given(*running()).when(check_in(occurred_at=evening)).then(checked_in(evening, late=True))

    def test_a_day_begins_with_the_cycles_zone_not_with_utc(self) -> None:
        known = given(
            founded(), introduced(), company(), formed(), planned(time_zone="Pacific/Auckland"), *running()[5:]
        )
        said, now = at("2026-02-16T10:30"), at("2026-02-16T11:30")
        known.when(check_in(occurred_at=said), now).then(checked_in(said, late=True))

    def test_the_future_has_not_happened(self) -> None:
        soon = at("2026-02-16T09:00:00.000001")
        given(*running()).when(check_in(occurred_at=soon)).refused("occurred_at", "future")

    def test_the_very_instant_is_not_the_future(self) -> None:
        given(*running()).when(check_in(occurred_at=NOW)).then(checked_in(NOW))

    def test_the_first_instant_of_the_cycle_belongs_to_it(self) -> None:
        given(*running()).when(check_in(occurred_at=self.first)).then(checked_in(self.first, late=True))

    def test_before_the_cycle_is_outside(self) -> None:
        before = at("2025-12-31T22:59:59.999999")
        given(*running()).when(check_in(occurred_at=before)).refused("occurred_at", "cycle")

    def test_the_last_instant_of_the_cycle_belongs_to_it(self) -> None:
        last = at("2026-03-31T21:59:59.999999")
        given(*running()).when(check_in(), last).then(checked_in(last))

    def test_after_the_cycle_is_outside(self) -> None:
        given(*running()).when(check_in(), self.after_last).refused("occurred_at", "cycle")

    def test_within_the_grace_the_past_may_still_be_entered(self) -> None:
        last = at("2026-04-07T21:59:59.999999")
        given(*running()).when(check_in(occurred_at=NOW), last).then(checked_in(NOW, late=True))

    def test_after_the_grace_nothing_is_taken(self) -> None:
        given(*running()).when(check_in(occurred_at=NOW), self.grace_over).refused("objective_id", "grace")

    def test_without_grace_the_last_day_is_the_last_chance(self) -> None:
        known = given(founded(), introduced(), company(), formed(), planned(grace=0), *running()[5:])
        known.when(check_in(occurred_at=NOW), self.after_last).refused("objective_id", "grace")
        last = at("2026-03-31T21:59:59.999999")
        known.when(check_in(occurred_at=NOW), last).then(checked_in(NOW, late=True))

    def test_a_longer_cycle_takes_more(self) -> None:
        longer = CycleRescheduled(
            cycle_id=CYCLE, starts_on=planned().starts_on, ends_on=at("2026-04-30T00:00").date()
        )
        given(*running(), longer).when(check_in(), self.grace_over).then(checked_in(self.grace_over))

    def test_a_planned_cycle_takes_none(self) -> None:
        known = given(
            *drafting()[:-1],
            planned(NEXT_CYCLE),
            drafted(cycle_id=NEXT_CYCLE),
            added(),
            ObjectivePublished(objective_id=OBJECTIVE),
        )
        known.when(check_in()).refused("objective_id", "cycle")

    def test_a_closed_cycle_takes_none(self) -> None:
        given(*running(), CycleClosed(cycle_id=CYCLE)).when(check_in()).refused("objective_id", "cycle")

    def test_an_instant_without_a_zone_is_refused(self) -> None:
        with pytest.raises(ValidationError, match="occurred_at"):
            check_in(occurred_at=datetime(2026, 2, 16, 9))  # noqa: DTZ001 - that is the point

    def test_an_instant_of_any_zone_is_held_in_utc(self) -> None:
        said = check_in(occurred_at="2026-02-16T10:00:00+01:00")
        assert said.occurred_at == NOW
        assert said.occurred_at.tzinfo is UTC


def test_the_state_shows_the_latest_value_by_when_it_was_true() -> None:
    """A late entry falls into its place; among equals the one entered last counts."""
    from domain.objective import Objective
    from tests.facts import CHECK_IN, OTHER_CHECK_IN
    from tests.spec import World

    world = World().happened(
        *running(measure=Metric(start=0, target=10)),
        checked_in(at("2026-02-10T09:00"), check_in_id=CHECK_IN, readings=(reads(8.0),)),
        checked_in(at("2026-02-03T09:00"), check_in_id=OTHER_CHECK_IN, readings=(reads(2.0),), late=True),
    )
    objective = world.states[drafted().stream]
    assert isinstance(objective, Objective)
    assert (objective.value_of(RESULT), objective.computed_score()) == (8.0, 0.8)
