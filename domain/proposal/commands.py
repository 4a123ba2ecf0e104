"""What can be asked of a proposal."""

from domain.proposal.change import Change
from domain.words import Command, Id, Prose, Reason


def stream_of(proposal_id: str) -> str:
    return f"proposal-{proposal_id}"


class _Command(Command):
    """``by``: the person who says it; absent where a machine does."""

    proposal_id: Id
    by: Id | None = None

    @property
    def stream(self) -> str:
        return stream_of(self.proposal_id)


class ProposeChange(_Command):
    """Proposes to change an objective, in the name of ``team_id``, if one is named.

    ``counters``: the open proposal of the same objective that this one answers.
    """

    objective_id: Id
    change: Change
    reason: Reason
    team_id: Id | None = None
    counters: Id | None = None


class AcceptProposal(_Command):
    """Makes it so: the objective is changed by the same decision, by the rules of its own."""

    note: Prose = ""


class DeclineProposal(_Command):
    reason: Reason


class WithdrawProposal(_Command):
    """Whoever proposed it wants it no more."""

    reason: Reason


ProposalCommand = ProposeChange | AcceptProposal | DeclineProposal | WithdrawProposal
