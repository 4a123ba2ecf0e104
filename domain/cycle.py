"""A cycle: planned, started, closed. Of any length, a quarter by default (P3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import ClassVar, assert_never
from zoneinfo import ZoneInfo

from domain import organization
from domain.decider import Decider, Given, Refused, absent, existing
from domain.organization import GraceDays, Organization
from domain.words import Command, Day, Event, Id, Line


def stream_of(cycle_id: str) -> str:
    return f"cycle-{cycle_id}"


class _Command(Command):
    cycle_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.cycle_id)


class _Event(Event):
    cycle_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.cycle_id)


class PlanCycle(_Command):
    """``ends_on`` is the last day; without it the cycle lasts three months. ``grace_days`` defaults to the
    organization's setting."""

    name: Line
    starts_on: Day
    ends_on: Day | None = None
    grace_days: GraceDays | None = None


class RenameCycle(_Command):
    name: Line


class RescheduleCycle(_Command):
    """Once started, the first day stays, and the last is none before the day of a check-in."""

    starts_on: Day
    ends_on: Day


class StartCycle(_Command):
    pass


class CloseCycle(_Command):
    """Ends check-ins. Objectives still open can be scored and closed afterwards; nothing waits for them."""


class CyclePlanned(_Event):
    """A cycle was planned; the time zone it runs in is fixed with it."""

    stored_as: ClassVar[str] = "cycle.planned.v1"
    name: str
    starts_on: date
    ends_on: date
    grace_days: int
    time_zone: str


class CycleRenamed(_Event):
    """A cycle goes by another name."""

    stored_as: ClassVar[str] = "cycle.renamed.v1"
    name: str


class CycleRescheduled(_Event):
    """A cycle's first or last day moved."""

    stored_as: ClassVar[str] = "cycle.rescheduled.v1"
    starts_on: date
    ends_on: date


class CycleStarted(_Event):
    """A cycle started; check-ins are taken from now on."""

    stored_as: ClassVar[str] = "cycle.started.v1"


class CycleClosed(_Event):
    """A cycle was closed; no check-in is taken any more."""

    stored_as: ClassVar[str] = "cycle.closed.v1"


CycleCommand = PlanCycle | RenameCycle | RescheduleCycle | StartCycle | CloseCycle
CycleEvent = CyclePlanned | CycleRenamed | CycleRescheduled | CycleStarted | CycleClosed


class CycleStatus(StrEnum):
    PLANNED = "planned"
    STARTED = "started"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Cycle:
    name: str
    starts_on: date
    ends_on: date
    grace_days: int
    time_zone: str
    status: CycleStatus = CycleStatus.PLANNED

    @property
    def starts_at(self) -> datetime:
        """The first instant, UTC."""
        return midnight(self.starts_on, self.time_zone)

    @property
    def ends_at(self) -> datetime:
        """The first instant after the last day, UTC."""
        return midnight(self.ends_on + timedelta(days=1), self.time_zone)


def midnight(day: date, time_zone: str) -> datetime:
    """The instant at which a calendar day begins in a time zone, UTC."""
    return datetime.combine(day, time(), ZoneInfo(time_zone)).astimezone(UTC)


def a_quarter_from(first: date) -> date:
    """The last day of the three months that begin on ``first``."""
    month = first.month + 3
    year, month = first.year + (month - 1) // 12, (month - 1) % 12 + 1
    begins_next = date(year, month, 1) + timedelta(days=first.day - 1)
    # 30 November plus three months: February has no 30th, the quarter ends with the month.
    if begins_next.month != month:
        begins_next = begins_next.replace(day=1)
    return begins_next - timedelta(days=1)


def _ordered(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise Refused("ends_on", "after_start", f"must not lie before the first day, {starts_on}")


def needs(_state: Cycle | None, command: CycleCommand) -> Sequence[str]:
    return (organization.STREAM,) if isinstance(command, PlanCycle) else ()


def decide(state: Cycle | None, command: CycleCommand, given: Given) -> Sequence[CycleEvent]:
    if isinstance(command, PlanCycle):
        return _plan(state, command, given)
    cycle = existing(state, "cycle_id", "cycle")
    key = command.cycle_id
    match command:
        case RenameCycle(name=name):
            return [] if name == cycle.name else [CycleRenamed(cycle_id=key, name=name)]
        case RescheduleCycle():
            return _reschedule(cycle, command)
        case StartCycle():
            if cycle.status is CycleStatus.CLOSED:
                raise Refused("cycle_id", "closed", "a closed cycle cannot be started again")
            return [] if cycle.status is CycleStatus.STARTED else [CycleStarted(cycle_id=key)]
        case CloseCycle():
            if cycle.status is CycleStatus.PLANNED:
                raise Refused("cycle_id", "not_started", "a cycle is started before it is closed")
            return [] if cycle.status is CycleStatus.CLOSED else [CycleClosed(cycle_id=key)]
        case _:
            assert_never(command)


def _plan(state: Cycle | None, command: PlanCycle, given: Given) -> Sequence[CycleEvent]:
    absent(state, "cycle_id", "cycle")
    house = existing(given.state(organization.STREAM, Organization), "organization", "organization")
    ends_on = command.ends_on or a_quarter_from(command.starts_on)
    _ordered(command.starts_on, ends_on)
    grace = house.late_entry_grace_days if command.grace_days is None else command.grace_days
    return [
        CyclePlanned(
            cycle_id=command.cycle_id,
            name=command.name,
            starts_on=command.starts_on,
            ends_on=ends_on,
            grace_days=grace,
            time_zone=house.time_zone,
        )
    ]


def _reschedule(cycle: Cycle, command: RescheduleCycle) -> Sequence[CycleEvent]:
    _ordered(command.starts_on, command.ends_on)
    if cycle.status is CycleStatus.CLOSED:
        raise Refused("cycle_id", "closed", "a closed cycle keeps its dates")
    if cycle.status is CycleStatus.STARTED and command.starts_on != cycle.starts_on:
        raise Refused("starts_on", "started", f"the cycle has started; it stays {cycle.starts_on}")
    if (command.starts_on, command.ends_on) == (cycle.starts_on, cycle.ends_on):
        return []
    return [CycleRescheduled(cycle_id=command.cycle_id, starts_on=command.starts_on, ends_on=command.ends_on)]


def evolve(state: Cycle | None, event: CycleEvent) -> Cycle:
    if isinstance(event, CyclePlanned):
        return Cycle(event.name, event.starts_on, event.ends_on, event.grace_days, event.time_zone)
    assert state is not None, "a cycle's stream begins with its planning"
    match event:
        case CycleRenamed():
            return replace(state, name=event.name)
        case CycleRescheduled():
            return replace(state, starts_on=event.starts_on, ends_on=event.ends_on)
        case CycleStarted():
            return replace(state, status=CycleStatus.STARTED)
        case CycleClosed():
            return replace(state, status=CycleStatus.CLOSED)
        case _:
            assert_never(event)


cycle = Decider(decide=decide, evolve=evolve, needs=needs)
