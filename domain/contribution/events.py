"""What happened to a contribution."""

from typing import ClassVar

from domain.contribution.commands import Basis, stream_of
from domain.words import Event, Id


class _Event(Event):
    contribution_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.contribution_id)


class _Pledged(_Event):
    what: str
    approach: str
    measured_by: str
    rests_on: tuple[Basis, ...]
    counts: bool
    weight: float


class ContributionPledged(_Pledged):
    """A team pledged what it contributes to a strategic objective (P2.6). `weight`: among those that count."""

    stored_as: ClassVar[str] = "contribution.pledged.v1"
    team_id: Id
    objective_id: Id


class ContributionAmended(_Pledged):
    """A team said its pledge anew, whole."""

    stored_as: ClassVar[str] = "contribution.amended.v1"


class ContributionWithdrawn(_Event):
    """A team took its pledge back."""

    stored_as: ClassVar[str] = "contribution.withdrawn.v1"
    reason: str


ContributionEvent = ContributionPledged | ContributionAmended | ContributionWithdrawn
