"""Health metrics beside the goals (P1.9): tracked in a band, read, redefined, retired; and how they stand."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.health_metric import (
    HealthMetricRead,
    HealthMetricRedefined,
    HealthMetricRetired,
    HealthMetricTracked,
    HealthState,
    ReadHealthMetric,
    RedefineHealthMetric,
    RetireHealthMetric,
    Standing,
    TrackHealthMetric,
    standing,
)
from domain.health_metric.standing import holding, in_band
from domain.person import PersonForgotten
from domain.team import TeamDissolved
from domain.words import Command, Event
from tests.facts import ANN, HEALTH_METRIC, OTHER_READING, READING, TEAM, formed, introduced
from tests.spec import NOW, given

IT: dict[str, Any] = {"health_metric_id": HEALTH_METRIC}
SAID: dict[str, Any] = {
    "name": "Sign-in errors",
    "unit": "%",
    "low": None,
    "high": 0.5,
    "owner": ANN,
    "alert_after_days": 3,
    "silent_after_days": 31,
}
HOUSE: list[Event] = [formed(), introduced()]
TRACK = TrackHealthMetric(**IT, **SAID, team_id=TEAM)
TRACKED = HealthMetricTracked(**IT, **SAID, team_id=TEAM)
HOUR_AGO = NOW - timedelta(hours=1)
READ = ReadHealthMetric(**IT, reading_id=READING, value=0.7, occurred_at=HOUR_AGO)
WAS_READ = HealthMetricRead(**IT, reading_id=READING, value=0.7, occurred_at=HOUR_AGO, note="")
RETIRE = RetireHealthMetric(**IT, reason="Gone")
RETIRED = HealthMetricRetired(**IT, reason="Gone")
REDEFINE = RedefineHealthMetric(**IT, **SAID | {"high": 0.4, "low": 0.1})


def test_a_team_tracks_what_keeps_its_business_running() -> None:
    given(*HOUSE).when(TRACK).then(TRACKED)
    given(*HOUSE, TRACKED).when(TRACK).refused("health_metric_id", "exists")
    given(*HOUSE, TeamDissolved(team_id=TEAM)).when(TRACK).refused("team_id", "dissolved")


@pytest.mark.parametrize(
    ("said", "field"), [({"low": None, "high": None}, "low"), ({"low": 0.6, "high": 0.5}, "high")]
)
def test_a_band_holds_neither_everything_nor_nothing(said: dict[str, float | None], field: str) -> None:
    given(*HOUSE).when(TrackHealthMetric(**IT, **SAID | said, team_id=TEAM)).refused(field, "band")
    given(*HOUSE, TRACKED).when(RedefineHealthMetric(**IT, **SAID | said)).refused(field, "band")


def test_an_owner_is_somebody_who_can_take_it_up() -> None:
    given(formed()).when(TRACK).refused("owner", "unknown")
    given(*HOUSE, PersonForgotten(person_id=ANN)).when(TRACK).refused("owner", "forgotten")


def test_a_metric_is_said_anew_whole_whoever_owned_it_and_the_same_changes_nothing() -> None:
    anew = HealthMetricRedefined(**dict(REDEFINE))
    given(*HOUSE, TRACKED, PersonForgotten(person_id=ANN)).when(REDEFINE).then(anew)
    given(*HOUSE, TRACKED, anew).when(REDEFINE).then()


def test_a_reading_is_entered_now_or_late_but_not_ahead() -> None:
    given(*HOUSE, TRACKED).when(READ).then(WAS_READ)
    now = ReadHealthMetric(**IT, reading_id=READING, value=0.7)
    given(*HOUSE, TRACKED).when(now).then(WAS_READ.model_copy(update={"occurred_at": NOW}))
    ahead = ReadHealthMetric(**IT, reading_id=READING, value=0.7, occurred_at=NOW + timedelta(seconds=1))
    given(*HOUSE, TRACKED).when(ahead).refused("occurred_at", "future")
    given(*HOUSE, TRACKED, WAS_READ).when(READ).refused("reading_id", "exists")


def test_another_reading_of_the_same_instant_corrects_and_the_same_one_changes_nothing() -> None:
    again = {"reading_id": OTHER_READING, "occurred_at": HOUR_AGO}
    known = given(*HOUSE, TRACKED, WAS_READ)
    known.when(ReadHealthMetric(**IT, **again, value=0.7)).then()
    known.when(ReadHealthMetric(**IT, **again, value=0.3)).then(
        HealthMetricRead(**IT, **again, value=0.3, note="")
    )


def test_a_metric_is_retired_once_and_stays_as_it_is() -> None:
    given(*HOUSE, TRACKED).when(RETIRE).then(RETIRED)
    given(*HOUSE, TRACKED, RETIRED).when(RETIRE).then()
    for command in (READ, REDEFINE):
        given(*HOUSE, TRACKED, RETIRED).when(command).refused("health_metric_id", "retired")


@pytest.mark.parametrize("command", [REDEFINE, READ, RETIRE], ids=lambda each: type(each).__name__)
def test_what_is_not_tracked_is_unknown(command: Command) -> None:
    given(*HOUSE).when(command).refused("health_metric_id", "unknown")


def day(number: float) -> datetime:
    return NOW + timedelta(days=number)


def stands(*readings: tuple[float, float], on: float) -> Standing:
    """On a day, by readings (day, value), of a metric with the band 1..5, 3 days to alert, 10 to silence."""
    return standing([(day(at), value) for at, value in readings], (1, 5), 3, 10, day(on))


def test_a_band_holds_both_its_ends_and_an_open_one_everything_beyond() -> None:
    assert [in_band(value, 1, 5) for value in (0.9, 1, 5, 5.1)] == [False, True, True, False]
    assert in_band(-1e15, None, 5)
    assert in_band(1e15, 1, None)


def test_what_was_never_read_is_silent_and_does_not_alert() -> None:
    assert stands(on=0) == Standing(HealthState.SILENT, None, None, alerting=False)


def test_it_is_out_of_band_since_the_first_reading_in_a_row_that_is() -> None:
    assert stands((0, 9), (1, 3), (2, 6), (3, 0), on=5) == Standing(
        HealthState.OUT_OF_BAND, day(2), None, alerting=False
    )
    assert stands((0, 9), (1, 3), on=5) == Standing(HealthState.OK, None, None, alerting=False)


def test_it_alerts_once_it_was_out_for_longer_than_agreed() -> None:
    assert not stands((0, 9), on=3).alerting
    assert stands((0, 9), on=3.01).alerting


def test_it_falls_silent_after_what_was_agreed_and_an_alert_does_not_fall_silent_with_it() -> None:
    assert stands((0, 3), on=10).state is HealthState.OK
    assert stands((0, 3), on=10.01) == Standing(HealthState.SILENT, None, day(10), alerting=False)
    assert stands((0, 9), on=11) == Standing(HealthState.SILENT, day(0), day(10), alerting=True)


def test_of_several_readings_of_one_instant_the_one_entered_last_holds_and_late_ones_find_their_place() -> None:
    entered = [(day(2), 1, 5.0), (day(0), 2, 4.0), (day(2), 3, 6.0)]
    assert holding(entered) == [(day(0), 4.0), (day(2), 6.0)]
