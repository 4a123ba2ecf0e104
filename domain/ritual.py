"""A recurring meeting of a team (P3.7): agreed, changed, ended; and what became of each day's meeting.

It is held, missed or called off; trouble with the rhythm is a finding about the process (P6.3), so attendance says
how many or who was there, and nothing ranks them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, assert_never
from zoneinfo import ZoneInfo

from pydantic import Field

from domain import organization, person, team
from domain.decider import Decider, Given, Refused, absent, existing
from domain.organization import Organization
from domain.words import Command, Day, Event, Id, Line, Part, Prose, Reason

Minutes = Annotated[int, Field(strict=True, ge=1, le=1440)]
"""How long a meeting lasts."""
Present = Annotated[int, Field(strict=True, ge=0, le=10_000)]
"""How many were there."""
FRIDAY = 5


class RitualKind(StrEnum):
    """Annual: set goals, review. Quarterly: evaluate, set. Monthly: still relevant? Weekly: what is off track,
    support needed. Daily and ad hoc: what is in the way (P3.7)."""

    ANNUAL = "annual"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    WEEKLY = "weekly"
    DAILY = "daily"
    AD_HOC = "ad_hoc"


class MeetingStatus(StrEnum):
    """What became of a meeting. ``missed``: nobody called it off, and it was not held."""

    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Schedule(Part):
    """When a ritual meets: from ``first_on`` on, at ``hour`` and ``minute`` in the organization's time zone, for
    ``minutes``, every ``every`` of its kind's spans. The first day says on which weekday, or which day of the
    month; a month without that day has its last one. A daily ritual keeps to Monday to Friday, an ad hoc one meets
    on its first day alone."""

    first_on: Day
    hour: Annotated[int, Field(strict=True, ge=0, le=23)]
    minute: Annotated[int, Field(strict=True, ge=0, le=59)] = 0
    minutes: Minutes
    every: Annotated[int, Field(strict=True, ge=1, le=52)] = 1


def stream_of(ritual_id: str) -> str:
    return f"ritual-{ritual_id}"


class _Command(Command):
    ritual_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.ritual_id)


class _Event(Event):
    ritual_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.ritual_id)


class SetRitual(_Command):
    """A team agrees to meet again and again."""

    team_id: Id
    kind: RitualKind
    name: Line
    schedule: Schedule


class ChangeRitual(_Command):
    """It goes by another name, or meets at other times, from the schedule's first day on."""

    name: Line
    schedule: Schedule


class EndRitual(_Command):
    """The team meets so no more. What was held stays."""

    reason: Reason


class HoldMeeting(_Command):
    """A meeting was held on a day, today unless said, in place of what was said of that day before. Who was there
    is told by a number, by ``people``, or not at all."""

    on: Day | None = None
    minutes: Minutes
    present: Present | None = None
    people: Annotated[tuple[Id, ...], Field(max_length=200)] = ()
    note: Prose = ""


class MissMeeting(_Command):
    """A meeting was not held, and nobody had called it off."""

    on: Day
    reason: Reason


class CancelMeeting(_Command):
    """A meeting was called off; its day may lie ahead."""

    on: Day
    reason: Reason


class RitualSet(_Event):
    """A team agreed to meet again and again (P3.7)."""

    stored_as: ClassVar[str] = "ritual.set.v1"
    team_id: Id
    kind: RitualKind
    name: str
    schedule: Schedule


class RitualChanged(_Event):
    """A ritual goes by another name, or meets at other times."""

    stored_as: ClassVar[str] = "ritual.changed.v1"
    name: str
    schedule: Schedule


class RitualEnded(_Event):
    """A team meets so no more."""

    stored_as: ClassVar[str] = "ritual.ended.v1"
    reason: str


class MeetingHeld(_Event):
    """A meeting was held, for so many `minutes`; `present`: how many were there, null where it was not said."""

    stored_as: ClassVar[str] = "ritual.meeting_held.v1"
    on: date
    minutes: int
    present: int | None
    people: tuple[Id, ...]
    note: str


class MeetingMissed(_Event):
    """A meeting was not held, and nobody had called it off."""

    stored_as: ClassVar[str] = "ritual.meeting_missed.v1"
    on: date
    reason: str


class MeetingCancelled(_Event):
    """A meeting was called off."""

    stored_as: ClassVar[str] = "ritual.meeting_cancelled.v1"
    on: date
    reason: str


MeetingCommand = HoldMeeting | MissMeeting | CancelMeeting
MeetingEvent = MeetingHeld | MeetingMissed | MeetingCancelled
RitualCommand = SetRitual | ChangeRitual | EndRitual | MeetingCommand
RitualEvent = RitualSet | RitualChanged | RitualEnded | MeetingEvent


@dataclass(frozen=True, slots=True)
class Ritual:
    """``meetings``: what was last said of each day."""

    team_id: str
    kind: RitualKind
    name: str
    schedule: Schedule
    meetings: Mapping[date, MeetingEvent] = field(default_factory=dict)
    ended: bool = False


def needs(_state: Ritual | None, command: RitualCommand) -> Sequence[str]:
    match command:
        case SetRitual(team_id=team_id):
            return (team.stream_of(team_id),)
        case HoldMeeting(people=people):
            return (organization.STREAM, *map(person.stream_of, dict.fromkeys(people)))
        case MissMeeting():
            return (organization.STREAM,)
        case _:
            return ()


def decide(state: Ritual | None, command: RitualCommand, given: Given) -> Sequence[RitualEvent]:
    if isinstance(command, SetRitual):
        absent(state, "ritual_id", "ritual")
        team.working_team(given, command.team_id, "team_id")
        _fits(command.kind, command.schedule)
        return [RitualSet(**dict(command))]
    now = existing(state, "ritual_id", "ritual")
    if isinstance(command, EndRitual):
        return [] if now.ended else [RitualEnded(**dict(command))]
    if now.ended:
        raise Refused("ritual_id", "ended", "this ritual was ended; agree on another")
    match command:
        case ChangeRitual(name=name, schedule=schedule):
            _fits(now.kind, schedule)
            return [] if (name, schedule) == (now.name, now.schedule) else [RitualChanged(**dict(command))]
        case HoldMeeting() | MissMeeting() | CancelMeeting():
            event = _became(command, given)
            return [] if now.meetings.get(event.on) == event else [event]
        case _:
            assert_never(command)


def _fits(kind: RitualKind, schedule: Schedule) -> None:
    if kind is RitualKind.DAILY and schedule.first_on.isoweekday() > FRIDAY:
        raise Refused(
            "schedule.first_on", "weekend", "a daily ritual meets from Monday to Friday; begin on such a day"
        )
    if kind is RitualKind.AD_HOC and schedule.every != 1:
        raise Refused("schedule.every", "ad_hoc", "an ad hoc ritual meets once; leave this out")


def _became(command: MeetingCommand, given: Given) -> MeetingEvent:
    match command:
        case HoldMeeting(people=people):
            if command.present is not None and people:
                raise Refused("present", "either", "say how many were there, or who; not both")
            for each in people:
                person.known_person(given, each, "people")
            on = command.on or _today(given)
            _passed(on, given)
            there = tuple(dict.fromkeys(people))
            return MeetingHeld(
                **{**dict(command), "on": on, "people": there, "present": len(there) or command.present}
            )
        case MissMeeting():
            _passed(command.on, given)
            return MeetingMissed(**dict(command))
        case CancelMeeting():
            return MeetingCancelled(**dict(command))
        case _:
            assert_never(command)


def _passed(on: date, given: Given) -> None:
    if on > _today(given):
        raise Refused("on", "future", "this day lies ahead; who knows already that there is no meeting cancels it")


def _today(given: Given) -> date:
    zone = existing(given.state(organization.STREAM, Organization), "organization", "organization").time_zone
    return given.now.astimezone(ZoneInfo(zone)).date()


def evolve(state: Ritual | None, event: RitualEvent) -> Ritual:
    if isinstance(event, RitualSet):
        return Ritual(event.team_id, event.kind, event.name, event.schedule)
    assert state is not None, "a ritual's stream begins with its being agreed on"
    match event:
        case RitualChanged():
            return replace(state, name=event.name, schedule=event.schedule)
        case RitualEnded():
            return replace(state, ended=True)
        case MeetingHeld() | MeetingMissed() | MeetingCancelled():
            return replace(state, meetings={**state.meetings, event.on: event})
        case _:
            assert_never(event)


ritual = Decider(decide=decide, evolve=evolve, needs=needs)
