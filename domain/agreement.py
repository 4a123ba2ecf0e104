"""Leadership and a team agree that an objective matters (P2.5): said by either side, standing when both say so.

An agreement is no gate: publishing and checking in never ask for one (P2.1).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from domain import objective, team
from domain.decider import Decider, Given, Refused, existing
from domain.objective import Objective, ObjectiveStatus
from domain.words import Command, Event, Id, Reason


class Side(StrEnum):
    LEADERSHIP = "leadership"
    TEAM = "team"


def stream_of(objective_id: str) -> str:
    return f"agreement-{objective_id}"


class _Command(Command):
    """``by``: the person who says it; absent where a machine does."""

    side: ClassVar[Side]
    objective_id: Id
    by: Id | None = None

    @property
    def stream(self) -> str:
        return stream_of(self.objective_id)


class _Agree(_Command):
    why_now: Reason


class _Revoke(_Command):
    reason: Reason


class AgreeAsLeadership(_Agree):
    """Leadership says that the objective matters, and why now."""

    side = Side.LEADERSHIP


class AgreeAsTeam(_Agree):
    """The team whose objective it is says that it matters, and why now. A person says so for teams they are in."""

    side = Side.TEAM
    team_id: Id


class RevokeAsLeadership(_Revoke):
    """Leadership no longer agrees."""

    side = Side.LEADERSHIP


class RevokeAsTeam(_Revoke):
    """The team no longer agrees."""

    side = Side.TEAM


class _Event(Event):
    objective_id: Id
    side: Side
    by: Id | None

    @property
    def stream(self) -> str:
        return stream_of(self.objective_id)


class ImportanceAgreed(_Event):
    """One side said that the objective matters, and why now (P2.5); it stands when both have."""

    stored_as: ClassVar[str] = "agreement.said.v1"
    why_now: str
    team_id: Id


class AgreementRevoked(_Event):
    """One side agrees no longer."""

    stored_as: ClassVar[str] = "agreement.revoked.v1"
    reason: str


AgreementCommand = AgreeAsLeadership | AgreeAsTeam | RevokeAsLeadership | RevokeAsTeam
AgreementEvent = ImportanceAgreed | AgreementRevoked


@dataclass(frozen=True, slots=True)
class Agreement:
    """``sides``: what each side that agrees says of why now."""

    team_id: str
    sides: Mapping[Side, str] = field(default_factory=dict)

    @property
    def stands(self) -> bool:
        return len(self.sides) == len(Side)


def needs(state: Agreement | None, command: AgreementCommand) -> Sequence[str]:
    if isinstance(command, AgreeAsTeam):
        return (objective.stream_of(command.objective_id), team.stream_of(command.team_id))
    if isinstance(command, _Agree):
        return (objective.stream_of(command.objective_id),)
    if isinstance(command, RevokeAsTeam) and state is not None:
        return (team.stream_of(state.team_id),)
    return ()


def decide(state: Agreement | None, command: AgreementCommand, given: Given) -> Sequence[AgreementEvent]:
    said = {} if state is None else state.sides
    of = {"objective_id": command.objective_id, "side": command.side, "by": command.by}
    if isinstance(command, RevokeAsLeadership | RevokeAsTeam):
        now = existing(state, "objective_id", "agreement")
        if isinstance(command, RevokeAsTeam):
            _speaks_for(now.team_id, command.by, given, "objective_id")
        return [AgreementRevoked(**of, reason=command.reason)] if command.side in said else []
    goal = existing(given.state(objective.stream_of(command.objective_id), Objective), "objective_id", "objective")
    if goal.status is ObjectiveStatus.CLOSED:
        raise Refused("objective_id", "closed", "this objective is closed; its record stays as it is")
    if isinstance(command, AgreeAsTeam):
        team.working_team(given, command.team_id, "team_id")
        if command.team_id != goal.team_id:
            raise Refused("team_id", "own", "the team whose objective it is agrees")
        _speaks_for(command.team_id, command.by, given, "team_id")
    if said.get(command.side) == command.why_now:
        return []
    return [ImportanceAgreed(**of, why_now=command.why_now, team_id=goal.team_id)]


def _speaks_for(team_id: str, person_id: str | None, given: Given, at: str) -> None:
    own = existing(given.state(team.stream_of(team_id), team.Team), at, "team")
    if person_id is not None and person_id not in own.members:
        raise Refused(at, "own", "whoever speaks for a team is one of its members")


def evolve(state: Agreement | None, event: AgreementEvent) -> Agreement:
    if isinstance(event, ImportanceAgreed):
        said = {} if state is None else state.sides
        return Agreement(event.team_id, {**said, event.side: event.why_now})
    assert state is not None, "an agreement's stream begins with a side that agrees"
    return Agreement(state.team_id, {side: why for side, why in state.sides.items() if side is not event.side})


agreement = Decider(decide=decide, evolve=evolve, needs=needs)
