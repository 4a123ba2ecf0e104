"""Checking in by GRIP, and correcting what was said. What the cycle allows is decided here."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from domain import cycle as cycles
from domain.cycle import Cycle, CycleStatus, midnight
from domain.decider import Given, Refused, existing
from domain.measure import check_value
from domain.objective.commands import CheckIn, CheckInCommand, CorrectCheckIn
from domain.objective.editing import not_closed
from domain.objective.events import CheckedIn, CheckInCorrected
from domain.objective.grip import Grip
from domain.objective.key_results import running
from domain.objective.state import Objective, ObjectiveStatus


def needs(state: Objective | None, _command: CheckInCommand) -> Sequence[str]:
    return () if state is None else (cycles.stream_of(state.cycle_id),)


def decide(
    state: Objective | None, command: CheckInCommand, given: Given
) -> Sequence[CheckedIn | CheckInCorrected]:
    objective = existing(state, "objective_id", "objective")
    not_closed(objective)
    cycle = existing(given.state(cycles.stream_of(objective.cycle_id), Cycle), "cycle_id", "cycle")
    _cycle_takes_entries(cycle, given.now)
    match command:
        case CheckIn():
            return _check_in(objective, cycle, command, given)
        case CorrectCheckIn():
            return _correct(objective, command)
        case _:
            assert_never(command)


def _cycle_takes_entries(cycle: Cycle, now: datetime) -> None:
    if cycle.status is not CycleStatus.STARTED:
        raise Refused("objective_id", "cycle", f"its cycle is {cycle.status}; check-ins belong to a started one")
    last_day = cycle.ends_on + timedelta(days=cycle.grace_days)
    if now >= midnight(last_day + timedelta(days=1), cycle.time_zone):
        raise Refused(
            "objective_id",
            "grace",
            f"its cycle ended on {cycle.ends_on}; entries were taken until {last_day}",
        )


def _check_in(objective: Objective, cycle: Cycle, command: CheckIn, given: Given) -> Sequence[CheckedIn]:
    if objective.status is not ObjectiveStatus.PUBLISHED:
        raise Refused("objective_id", "draft", "publish this objective first; nobody has to approve it")
    if command.check_in_id in objective.check_ins:
        raise Refused("check_in_id", "exists", "this check-in exists already; correct it, or take a new id")
    at = command.occurred_at or given.now
    if at > given.now:
        raise Refused("occurred_at", "future", "must not lie in the future")
    if not cycle.starts_at <= at < cycle.ends_at:
        raise Refused("occurred_at", "cycle", f"must lie within the cycle, {cycle.starts_on} to {cycle.ends_on}")
    _check_grip(objective, command)
    zone = ZoneInfo(cycle.time_zone)
    late = given.now.astimezone(zone).date() > at.astimezone(zone).date()
    return [
        CheckedIn(
            objective_id=command.objective_id,
            check_in_id=command.check_in_id,
            occurred_at=at,
            late=late,
            **command.answers(),
        )
    ]


def _correct(objective: Objective, command: CorrectCheckIn) -> Sequence[CheckInCorrected]:
    original = existing(objective.check_ins.get(command.check_in_id), "check_in_id", "check-in of this objective")
    # A correction may take back all that was said; a reading of a key result dropped since may stay in it.
    known = {reading.key_result_id for reading in original.says.readings}
    _check_readings(objective, command, known)
    if command.answers() == original.says.answers():
        return []
    return [
        CheckInCorrected(
            objective_id=command.objective_id,
            check_in_id=command.check_in_id,
            reason=command.reason,
            **command.answers(),
        )
    ]


def _check_grip(objective: Objective, grip: Grip) -> None:
    if not grip.says_something():
        raise Refused("goal_confidence", "empty", "say at least one thing: confidence, a reading, issues, plan")
    _check_readings(objective, grip, frozenset())


def _check_readings(objective: Objective, grip: Grip, known: set[str] | frozenset[str]) -> None:
    seen: set[str] = set()
    for index, reading in enumerate(grip.readings):
        field = f"readings.{index}"
        key = reading.key_result_id
        if key in seen:
            raise Refused(f"{field}.key_result_id", "twice", "a check-in reads a key result once")
        seen.add(key)
        read = objective.key_results[key] if key in known else running(objective, key, f"{field}.key_result_id")
        if reading.value is not None:
            check_value(read.measure, reading.value, f"{field}.value")
