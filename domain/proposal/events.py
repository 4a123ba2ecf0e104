"""What happened to a proposal."""

from typing import ClassVar

from domain.proposal.change import Change
from domain.proposal.commands import stream_of
from domain.words import Event, Id


class _Event(Event):
    proposal_id: Id
    by: Id | None

    @property
    def stream(self) -> str:
        return stream_of(self.proposal_id)


class ChangeProposed(_Event):
    """Somebody proposed to change an objective (P2.9). `of_team_id`: the team whose objective it is."""

    stored_as: ClassVar[str] = "proposal.made.v1"
    objective_id: Id
    of_team_id: Id
    team_id: Id | None
    change: Change
    reason: str
    counters: Id | None


class ProposalAccepted(_Event):
    """What was proposed became the edit itself: the next event in the log, of the objective, stored as `edit`.

    Null where the objective was so already.
    """

    stored_as: ClassVar[str] = "proposal.accepted.v1"
    note: str
    edit: str | None


class ProposalDeclined(_Event):
    """The proposal was declined."""

    stored_as: ClassVar[str] = "proposal.declined.v1"
    reason: str


class ProposalCountered(_Event):
    """Another proposal answered this one."""

    stored_as: ClassVar[str] = "proposal.countered.v1"
    countered_by: Id


class ProposalWithdrawn(_Event):
    """Whoever had proposed it took it back."""

    stored_as: ClassVar[str] = "proposal.withdrawn.v1"
    reason: str


ProposalEvent = ChangeProposed | ProposalAccepted | ProposalDeclined | ProposalCountered | ProposalWithdrawn
