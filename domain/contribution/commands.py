"""What can be asked of a contribution."""

from typing import Annotated

from pydantic import Field

from domain.words import Command, Id, Part, Prose, Reason


def stream_of(contribution_id: str) -> str:
    return f"contribution-{contribution_id}"


class Basis(Part):
    """What of the team's own work a contribution rests on: an objective, or one key result of it."""

    objective_id: Id
    key_result_id: Id | None = None


Weight = Annotated[float, Field(strict=True, gt=0, le=100)]
"""What it counts for beside the others that count toward the same objective; 1 is the usual."""


class Pledge(Part):
    """What a team says it will do (P2.6): ``what`` it contributes, its ``approach``, how it is ``measured_by``.

    ``rests_on``: its own objectives or key results. One that ``counts`` moves the progress of what it is pledged
    to, by ``weight``; else it only supports it (P2.7).
    """

    what: Reason
    approach: Prose = ""
    measured_by: Prose = ""
    rests_on: Annotated[tuple[Basis, ...], Field(max_length=50)] = ()
    counts: bool = False
    weight: Weight = 1.0


class _Command(Command):
    contribution_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.contribution_id)


class PledgeContribution(_Command, Pledge):
    """A team takes up a strategic objective: by its own pledge, nobody can assign one (P2.6).

    ``by``: the person who pledges, who must be of the team; absent where a machine says it.
    """

    team_id: Id
    objective_id: Id
    by: Id | None = None


class AmendContribution(_Command, Pledge):
    """The pledge said anew, whole: commitments are negotiated (P2.9)."""


class WithdrawContribution(_Command):
    """The team takes its pledge back."""

    reason: Reason


ContributionCommand = PledgeContribution | AmendContribution | WithdrawContribution
