"""Proposals to change somebody else's objective, in any direction (P2.9): accepted, declined, countered."""

from domain.proposal.aggregate import Proposal, ProposalStatus, proposal
from domain.proposal.change import Change, ChangeKind, Drop, Retarget, Reword, Serve
from domain.proposal.commands import (
    AcceptProposal,
    DeclineProposal,
    ProposalCommand,
    ProposeChange,
    WithdrawProposal,
    stream_of,
)
from domain.proposal.events import (
    ChangeProposed,
    ProposalAccepted,
    ProposalCountered,
    ProposalDeclined,
    ProposalEvent,
    ProposalWithdrawn,
)

__all__ = [
    "AcceptProposal",
    "Change",
    "ChangeKind",
    "ChangeProposed",
    "DeclineProposal",
    "Drop",
    "Proposal",
    "ProposalAccepted",
    "ProposalCommand",
    "ProposalCountered",
    "ProposalDeclined",
    "ProposalEvent",
    "ProposalStatus",
    "ProposalWithdrawn",
    "ProposeChange",
    "Retarget",
    "Reword",
    "Serve",
    "WithdrawProposal",
    "proposal",
    "stream_of",
]
