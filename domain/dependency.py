"""What one team needs of another, and by when: asked, answered, delivered or missed (P2.7, P6.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, assert_never

from domain import objective, team
from domain.decider import Decider, Given, Refused, absent, existing
from domain.objective import Objective
from domain.words import Command, Day, Event, Id, Prose, Reason


class DependencyStatus(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DELIVERED = "delivered"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"


def stream_of(dependency_id: str) -> str:
    return f"dependency-{dependency_id}"


class _Command(Command):
    dependency_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.dependency_id)


class _Event(Event):
    dependency_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.dependency_id)


class AskDependency(_Command):
    """``team_id`` needs something of ``of_team_id`` by ``needed_by``. ``objective_id``: its own objective that
    waits for it, if there is one."""

    team_id: Id
    of_team_id: Id
    what: Reason
    needed_by: Day
    objective_id: Id | None = None


class AcceptDependency(_Command):
    """The other team promises it by ``promised_by``, which may be another day than asked for."""

    promised_by: Day
    note: Prose = ""


class DeclineDependency(_Command):
    """The other team says no, and why. Whoever still needs it asks anew."""

    reason: Reason


class DeliverDependency(_Command):
    """It is there: in time, or after it had been missed."""

    note: Prose = ""


class MissDependency(_Command):
    """The day has passed without it."""

    reason: Reason


class WithdrawDependency(_Command):
    """Who asked needs it no more."""

    reason: Reason


class DependencyAsked(_Event):
    """A team asked another for what it needs, and by when."""

    stored_as: ClassVar[str] = "dependency.asked.v1"
    team_id: Id
    of_team_id: Id
    what: str
    needed_by: Day
    objective_id: Id | None


class DependencyAccepted(_Event):
    """A team promised what another had asked of it, and by when."""

    stored_as: ClassVar[str] = "dependency.accepted.v1"
    promised_by: Day
    note: str


class DependencyDeclined(_Event):
    """A team declined what another had asked of it."""

    stored_as: ClassVar[str] = "dependency.declined.v1"
    reason: str


class DependencyDelivered(_Event):
    """A team delivered what it had promised."""

    stored_as: ClassVar[str] = "dependency.delivered.v1"
    note: str


class DependencyMissed(_Event):
    """What was promised did not come in time."""

    stored_as: ClassVar[str] = "dependency.missed.v1"
    reason: str


class DependencyWithdrawn(_Event):
    """A team needs no more what it had asked for."""

    stored_as: ClassVar[str] = "dependency.withdrawn.v1"
    reason: str


DependencyCommand = (
    AskDependency | AcceptDependency | DeclineDependency | DeliverDependency | MissDependency | WithdrawDependency
)
DependencyEvent = (
    DependencyAsked
    | DependencyAccepted
    | DependencyDeclined
    | DependencyDelivered
    | DependencyMissed
    | DependencyWithdrawn
)


@dataclass(frozen=True, slots=True)
class Dependency:
    """``promise``: what was accepted last, by its day and note."""

    status: DependencyStatus
    promise: DependencyAccepted | None = None


_MAY_FOLLOW = {
    DependencyStatus.ACCEPTED: {DependencyStatus.ASKED, DependencyStatus.ACCEPTED, DependencyStatus.MISSED},
    DependencyStatus.DECLINED: {DependencyStatus.ASKED, DependencyStatus.ACCEPTED},
    DependencyStatus.DELIVERED: {DependencyStatus.ACCEPTED, DependencyStatus.MISSED},
    DependencyStatus.MISSED: {DependencyStatus.ASKED, DependencyStatus.ACCEPTED},
    DependencyStatus.WITHDRAWN: {DependencyStatus.ASKED, DependencyStatus.ACCEPTED, DependencyStatus.MISSED},
}
"""What each state may follow on. Accepted may follow on itself: a new promise; and on missed: a second one."""


def needs(_state: Dependency | None, command: DependencyCommand) -> Sequence[str]:
    if not isinstance(command, AskDependency):
        return ()
    teams = (team.stream_of(command.team_id), team.stream_of(command.of_team_id))
    waiting = () if command.objective_id is None else (objective.stream_of(command.objective_id),)
    return tuple(dict.fromkeys((*teams, *waiting)))


def decide(state: Dependency | None, command: DependencyCommand, given: Given) -> Sequence[DependencyEvent]:
    if isinstance(command, AskDependency):
        return _ask(state, command, given)
    now, event = existing(state, "dependency_id", "dependency"), _event_of(command)
    becomes = _BECOMES[type(event)]
    if event == now.promise or (becomes is now.status and becomes is not DependencyStatus.ACCEPTED):
        return []
    if now.status not in _MAY_FOLLOW[becomes]:
        raise Refused("dependency_id", str(now.status), f"it is {now.status}, and so cannot become {becomes}")
    return [event]


def _ask(state: Dependency | None, command: AskDependency, given: Given) -> Sequence[DependencyEvent]:
    absent(state, "dependency_id", "dependency")
    if command.team_id == command.of_team_id:
        raise Refused("of_team_id", "other", "a dependency is on another team")
    for at in ("team_id", "of_team_id"):
        team.working_team(given, getattr(command, at), at)
    if command.objective_id is not None:
        stream = objective.stream_of(command.objective_id)
        waiting = existing(given.state(stream, Objective), "objective_id", "objective")
        if waiting.team_id != command.team_id:
            raise Refused("objective_id", "own", "what waits is an objective of the team that asks")
    return [DependencyAsked(**dict(command))]


def _event_of(command: DependencyCommand) -> DependencyEvent:
    said = dict(command)
    match command:
        case AskDependency():
            return DependencyAsked(**said)
        case AcceptDependency():
            return DependencyAccepted(**said)
        case DeclineDependency():
            return DependencyDeclined(**said)
        case DeliverDependency():
            return DependencyDelivered(**said)
        case MissDependency():
            return DependencyMissed(**said)
        case WithdrawDependency():
            return DependencyWithdrawn(**said)
        case _:
            assert_never(command)


_BECOMES: Mapping[type[DependencyEvent], DependencyStatus] = {
    DependencyAsked: DependencyStatus.ASKED,
    DependencyAccepted: DependencyStatus.ACCEPTED,
    DependencyDeclined: DependencyStatus.DECLINED,
    DependencyDelivered: DependencyStatus.DELIVERED,
    DependencyMissed: DependencyStatus.MISSED,
    DependencyWithdrawn: DependencyStatus.WITHDRAWN,
}


def evolve(state: Dependency | None, event: DependencyEvent) -> Dependency:
    if isinstance(event, DependencyAsked):
        return Dependency(DependencyStatus.ASKED)
    assert state is not None, "a dependency's stream begins with its being asked for"
    promise = event if isinstance(event, DependencyAccepted) else None
    return replace(state, status=_BECOMES[type(event)], promise=promise)


dependency = Decider(decide=decide, evolve=evolve, needs=needs)
