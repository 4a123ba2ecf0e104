"""Contributions, pulled: a team pledges to a strategic objective what it will do for it (P2.6, P2.7)."""

from domain.contribution.aggregate import Contribution, contribution
from domain.contribution.commands import (
    AmendContribution,
    Basis,
    ContributionCommand,
    Pledge,
    PledgeContribution,
    WithdrawContribution,
    stream_of,
)
from domain.contribution.counting import contributed
from domain.contribution.events import (
    ContributionAmended,
    ContributionEvent,
    ContributionPledged,
    ContributionWithdrawn,
)

__all__ = [
    "AmendContribution",
    "Basis",
    "Contribution",
    "ContributionAmended",
    "ContributionCommand",
    "ContributionEvent",
    "ContributionPledged",
    "ContributionWithdrawn",
    "Pledge",
    "PledgeContribution",
    "WithdrawContribution",
    "contributed",
    "contribution",
    "stream_of",
]
