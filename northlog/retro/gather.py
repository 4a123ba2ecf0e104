"""Gathering what a pack is made of: one look at the log and one load of the cycle's past, whatever its size."""

from collections.abc import Collection
from typing import Any, get_args

from domain.objective.events import AnyObjectiveEvent
from events.record import Recorded
from northlog.reading.happened import happened, person_of
from northlog.reading.looking import Looking
from northlog.reading.policies import effective_policy
from northlog.reading.views import ObjectiveView
from northlog.reports.goalposts import of_teams
from northlog.retro.assembly import Gathered, assemble
from northlog.retro.pack import Pack
from northlog.retro.weeks import followed, health_by_objective, weeks_of
from projections.moment import Moment
from projections.reader import RetrospectiveFilter


def retrospective_pack(
    looking: Looking, moment: Moment | None, cycle_id: str, team_ids: Collection[str] = ()
) -> Pack | None:
    """The pack of a cycle, of some of its teams or of all, as of a moment or now; ``None`` where there is no such
    cycle.

    Objectives that were never published have nothing to look back on and are left out.
    """
    with looking.at(moment) as seen:
        tree = seen.cycle_tree(cycle_id)
        house = seen.organization()
        if tree is None or house is None:
            return None
        objectives = [each for each in of_teams(tree, team_ids) if each.published_at is not None]
        events = _by_objective(
            objectives, happened(seen, [each.objective_id for each in objectives], *get_args(AnyObjectiveEvent))
        )
        people = seen.people(_people_in(objectives, events))
        held = seen.retrospectives(RetrospectiveFilter(cycle_id=cycle_id))
        cycles = {each.cycle_id: each.name for each in seen.cycles()}
        policies = {each: effective_policy(seen, each) for each in {it.team_id for it in objectives}}
    past = looking.past(cycle_id, upto=moment)
    assert past is not None, "what is there now has a past"
    weeks = weeks_of(past.weeks(), tree.cycle, seen.now)
    through = {
        each.objective_id: followed(
            events[each.objective_id], tree.cycle, tree.teams[each.team_id].cadence, policies[each.team_id]
        )
        for each in objectives
    }
    return assemble(
        Gathered(
            organization=house.name,
            tree=tree,
            made_at=looking.clock(),
            team_ids=frozenset(team_ids),
            weeks=weeks,
            health=health_by_objective(weeks, past, tree.position, through),
            events=events,
            people=people,
            retrospectives=[each for each in held if not team_ids or each.team_id in (None, *team_ids)],
            cycles=cycles,
            policies=policies,
        )
    )


def _by_objective(objectives: list[ObjectiveView], events: list[Recorded[Any]]) -> dict[str, list[Recorded[Any]]]:
    found: dict[str, list[Recorded[Any]]] = {each.objective_id: [] for each in objectives}
    for at in events:
        found[at.event.objective_id].append(at)
    return found


def _people_in(objectives: list[ObjectiveView], events: dict[str, list[Recorded[Any]]]) -> set[str]:
    """Owners, past and present, and those who changed something."""
    told = [at for each in events.values() for at in each]
    owners = {each.owner for each in objectives} | {getattr(at.event, "owner", None) for at in told}
    return {each for each in owners | {person_of(at.actor) for at in told} if each is not None}
