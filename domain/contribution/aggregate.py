"""A contribution from its pledge to its withdrawal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from domain import alignment, objective, team
from domain.alignment import Alignment, ContributedBy
from domain.contribution.commands import (
    Basis,
    ContributionCommand,
    Pledge,
    PledgeContribution,
    WithdrawContribution,
)
from domain.contribution.events import (
    ContributionAmended,
    ContributionEvent,
    ContributionPledged,
    ContributionWithdrawn,
)
from domain.decider import Decider, Given, Refused, absent, existing
from domain.objective import Objective, ObjectiveStatus
from domain.words import Event, Level


@dataclass(frozen=True, slots=True)
class Contribution:
    team_id: str
    objective_id: str
    pledge: Pledge
    withdrawn: bool = False


def needs(state: Contribution | None, command: ContributionCommand) -> Sequence[str]:
    named: list[str] = []
    if isinstance(command, PledgeContribution):
        named += [team.stream_of(command.team_id), objective.stream_of(command.objective_id)]
    if isinstance(command, Pledge):
        named += [objective.stream_of(each.objective_id) for each in command.rests_on]
    if state is not None or named:
        named.append(alignment.STREAM)
    return tuple(dict.fromkeys(named))


def decide(state: Contribution | None, command: ContributionCommand, given: Given) -> Sequence[Event]:
    if isinstance(command, PledgeContribution):
        return _pledge(state, command, given)
    key, now = command.contribution_id, existing(state, "contribution_id", "contribution")
    if isinstance(command, WithdrawContribution):
        if now.withdrawn:
            return []
        withdrawn = ContributionWithdrawn(contribution_id=key, reason=command.reason)
        return [withdrawn, *_drawn(given, key, now.objective_id, ())]
    if now.withdrawn:
        raise Refused("contribution_id", "withdrawn", "this pledge was taken back; pledge anew")
    pledge = _pledge_of(command)
    if pledge == now.pledge:
        return []
    _check(pledge, key, now.team_id, now.objective_id, given)
    return [
        ContributionAmended(contribution_id=key, **dict(pledge)),
        *_drawn(given, key, now.objective_id, pledge.rests_on),
    ]


def _pledge(state: Contribution | None, command: PledgeContribution, given: Given) -> Sequence[Event]:
    absent(state, "contribution_id", "contribution")
    own = team.working_team(given, command.team_id, "team_id")
    if command.by is not None and command.by not in own.members:
        raise Refused("team_id", "own", "a team pledges for itself: whoever says so is one of its members")
    parent = _open(given, command.objective_id, "objective_id")
    if parent.level is not Level.STRATEGIC:
        message = "a contribution is pledged to a strategic objective; to a team's own goal there are links"
        raise Refused("objective_id", "strategic", message)
    key, pledge = command.contribution_id, _pledge_of(command)
    _check(pledge, key, command.team_id, command.objective_id, given)
    pledged = ContributionPledged(
        contribution_id=key, team_id=command.team_id, objective_id=command.objective_id, **dict(pledge)
    )
    return [pledged, *_drawn(given, key, command.objective_id, pledge.rests_on)]


def _check(pledge: Pledge, key: str, team_id: str, objective_id: str, given: Given) -> None:
    if pledge.counts and not pledge.rests_on:
        message = (
            "what counts is measured by what it rests on: name an objective or a key result, or let it support"
        )
        raise Refused("counts", "rests_on", message)
    for number, rest in enumerate(pledge.rests_on):
        at = f"rests_on.{number}"
        if rest in pledge.rests_on[:number]:
            raise Refused(at, "once", "this is named twice")
        own = existing(given.state(objective.stream_of(rest.objective_id), Objective), at, "objective")
        if own.team_id != team_id:
            raise Refused(f"{at}.objective_id", "own", "a contribution rests on the team's own objectives")
        if rest.key_result_id is not None:
            result = existing(own.key_results.get(rest.key_result_id), f"{at}.key_result_id", "key result")
            if result.dropped:
                raise Refused(f"{at}.key_result_id", "dropped", "this key result was dropped")
    graph = given.state(alignment.STREAM, Alignment) or Alignment()
    if graph.would_ring(key, objective_id, (each.objective_id for each in pledge.rests_on)):
        message = "this objective contributes in turn to what the pledge rests on: a ring moves nothing"
        raise Refused("rests_on", "ring", message)


def _open(given: Given, objective_id: str, at: str) -> Objective:
    found = existing(given.state(objective.stream_of(objective_id), Objective), at, "objective")
    if found.status is ObjectiveStatus.CLOSED:
        raise Refused(at, "closed", "this objective is closed; its record stays as it is")
    return found


def _drawn(given: Given, key: str, objective_id: str, rests_on: Sequence[Basis]) -> list[Event]:
    """What the graph of alignment learns, where it learns anything."""
    by = tuple(dict.fromkeys(each.objective_id for each in rests_on))
    graph = given.state(alignment.STREAM, Alignment) or Alignment()
    if graph.contributed.get(key, (objective_id, ())) == (objective_id, by):
        return []
    return [ContributedBy(contribution_id=key, objective_id=objective_id, by=by)]


def evolve(state: Contribution | None, event: ContributionEvent) -> Contribution:
    if isinstance(event, ContributionPledged):
        return Contribution(event.team_id, event.objective_id, _pledge_of(event))
    assert state is not None, "a contribution's stream begins with its pledge"
    match event:
        case ContributionAmended():
            return replace(state, pledge=_pledge_of(event))
        case ContributionWithdrawn():
            return replace(state, withdrawn=True)
        case _:
            assert_never(event)


def _pledge_of(said: Pledge | ContributionPledged | ContributionAmended) -> Pledge:
    return Pledge.model_construct(**{name: getattr(said, name) for name in Pledge.model_fields})


contribution = Decider(decide=decide, evolve=evolve, needs=needs)
