"""A proposal from its being made to its answer, which may be the edit of the objective itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain import objective, team
from domain.decider import Decider, Given, Refused, absent, existing
from domain.objective import Objective
from domain.proposal.change import Change, edit_of
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
from domain.words import Event


class ProposalStatus(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    COUNTERED = "countered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Proposal:
    """``offered``: the objective's own team made it, as an answer; then the other side accepts or declines."""

    objective_id: str
    of_team_id: str
    change: Change
    reason: str
    by: str | None
    offered: bool
    status: ProposalStatus = ProposalStatus.OPEN


def needs(state: Proposal | None, command: ProposalCommand) -> Sequence[str]:
    if isinstance(command, ProposeChange):
        named = [] if command.team_id is None else [team.stream_of(command.team_id)]
        named += [] if command.counters is None else [stream_of(command.counters)]
        return (*_needs_of_edit(command.change, command.objective_id, command.reason), *named)
    if state is None or isinstance(command, WithdrawProposal):
        return ()
    own = (team.stream_of(state.of_team_id),)
    if isinstance(command, DeclineProposal):
        return own
    return (*_needs_of_edit(state.change, state.objective_id, state.reason), *own)


def _needs_of_edit(change: Change, objective_id: str, reason: str) -> Sequence[str]:
    edit = edit_of(change, objective_id, reason)
    return (edit.stream, *objective.needs(None, edit))


def decide(state: Proposal | None, command: ProposalCommand, given: Given) -> Sequence[Event]:
    if isinstance(command, ProposeChange):
        return _propose(state, command, given)
    now, of = existing(state, "proposal_id", "proposal"), {"proposal_id": command.proposal_id, "by": command.by}
    if isinstance(command, WithdrawProposal):
        if now.status is ProposalStatus.WITHDRAWN:
            return []
        _open(now, "proposal_id")
        if command.by is not None and command.by != now.by:
            raise Refused("proposal_id", "own", "a proposal is taken back by whoever made it; others decline it")
        return [ProposalWithdrawn(**of, reason=command.reason)]
    _open(now, "proposal_id")
    _may_answer(now, command, given)
    if isinstance(command, DeclineProposal):
        return [ProposalDeclined(**of, reason=command.reason)]
    edits = _edited(now.change, now.objective_id, now.reason, given)
    edit = edits[0].stored_as if edits else None
    return [ProposalAccepted(**of, note=command.note, edit=edit), *edits]


def _propose(state: Proposal | None, command: ProposeChange, given: Given) -> Sequence[Event]:
    absent(state, "proposal_id", "proposal")
    goal = existing(given.state(objective.stream_of(command.objective_id), Objective), "objective_id", "objective")
    if command.team_id is not None:
        own = team.working_team(given, command.team_id, "team_id")
        if command.by is not None and command.by not in own.members:
            raise Refused("team_id", "own", "whoever speaks for a team is one of its members")
    countered = _countered(command, given)
    if command.team_id == goal.team_id and not countered:
        raise Refused("team_id", "other", "a team edits its own objective; proposals are to others")
    if not _edited(command.change, command.objective_id, command.reason, given):
        raise Refused("change", "same", "the objective is so already")
    made = ChangeProposed(**dict(command), of_team_id=goal.team_id)
    return [made, *countered]


def _countered(command: ProposeChange, given: Given) -> list[Event]:
    """What becomes of the proposal that this one answers."""
    if command.counters is None:
        return []
    before = existing(given.state(stream_of(command.counters), Proposal), "counters", "proposal")
    _open(before, "counters")
    if before.objective_id != command.objective_id:
        raise Refused("counters", "objective", "a proposal is countered by another about the same objective")
    key = command.counters
    return [ProposalCountered(proposal_id=key, by=command.by, countered_by=command.proposal_id)]


def _edited(change: Change, objective_id: str, reason: str, given: Given) -> Sequence[Event]:
    """The objective's own events; its refusals point into the proposal."""
    edit = edit_of(change, objective_id, reason)
    try:
        return objective.decide(given.state(edit.stream, Objective), edit, given)
    except Refused as refusal:
        at = refusal.field if refusal.field == "objective_id" else f"change.{refusal.field}"
        raise Refused(at, refusal.rule, refusal.message) from None


def _open(now: Proposal, at: str) -> None:
    if now.status is not ProposalStatus.OPEN:
        raise Refused(at, str(now.status), f"it is {now.status}; make another proposal")


def _may_answer(now: Proposal, command: AcceptProposal | DeclineProposal, given: Given) -> None:
    if command.by is None:
        return
    if now.offered:
        if command.by == now.by:
            raise Refused("proposal_id", "other", "it was offered by you; the other side answers")
        return
    own = existing(given.state(team.stream_of(now.of_team_id), team.Team), "proposal_id", "team")
    if command.by not in own.members:
        raise Refused("proposal_id", "own", "a proposal is answered by the team whose objective it is")


def evolve(state: Proposal | None, event: ProposalEvent) -> Proposal:
    if isinstance(event, ChangeProposed):
        offered = event.team_id == event.of_team_id
        return Proposal(event.objective_id, event.of_team_id, event.change, event.reason, event.by, offered)
    assert state is not None, "a proposal's stream begins with its being made"
    # The last word of its pinned name says what a proposal has become.
    return replace(state, status=ProposalStatus(event.stored_as.split(".")[1]))


proposal = Decider(decide=decide, evolve=evolve, needs=needs)
