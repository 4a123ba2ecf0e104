"""Outcomes that needed several functions (P6.1).

Formula: the teams of an objective are its own, those that pledged a contribution to it, those it depended on
(declined and withdrawn dependencies aside), and those of objectives linked to it horizontally. A function is where
a team reports: the unit nearest above it, or the team itself
where there is none. The company is no function.

Source: P6.1; on counting who an outcome takes, M. Skelton, M. Pais, Team Topologies (2019).
"""

from collections.abc import Iterator

from domain.link import LinkKind
from domain.mirror.base import Evidence, Finding, Kind, Reflection, reflection
from domain.mirror.facts import REFUSED, Facts, Goal
from domain.signals.finding import times

TEAMS = 3
"""So many teams are several."""
FUNCTIONS = 2
"""And so many functions."""

RULE = (
    f"Objectives that took {TEAMS} teams or more, or of {FUNCTIONS} functions or more (units that teams report"
    " to): the owning team, those that pledged to it, those it depended on, and those linked to it horizontally."
)


def look(facts: Facts) -> Reflection:
    took = _took(facts)
    found = [each for goal in facts.goals for each in _several(facts, goal, took[goal.line.objective_id])]
    found.sort(key=lambda it: -it.figures["teams"])
    return reflection(Kind.SEVERAL_FUNCTIONS, RULE, "objectives", len(facts.goals), found)


def _took(facts: Facts) -> dict[str, dict[str, list[Evidence]]]:
    """By objective: the teams it took beside its own, and by what."""
    found: dict[str, dict[str, list[Evidence]]] = {each.line.objective_id: {} for each in facts.goals}
    for objective_id, team_id, told in _ties(facts):
        goal = facts.by_id.get(objective_id)
        if goal is not None and goal.line.team_id != team_id:
            found[objective_id].setdefault(team_id, []).append(told)
    return found


def _ties(facts: Facts) -> Iterator[tuple[str, str, Evidence]]:
    for pledge in facts.pledges:
        says = f"{facts.name(pledge.team_id)} contributed"
        yield (
            pledge.objective_id,
            pledge.team_id,
            Evidence(pledge.source, pledge.what, facts.day(pledge.pledged_at), says),
        )
    for need in facts.needs:
        if need.objective_id is not None and need.status not in REFUSED:
            says, asked = f"{facts.name(need.of_team_id)} was needed: {need.status}", facts.day(need.asked_at)
            yield need.objective_id, need.of_team_id, Evidence(need.source, need.what, asked, says)
    for tie in facts.ties:
        one, other = facts.by_id.get(tie.objective_id), facts.by_id.get(tie.other_id)
        if tie.kind is LinkKind.HORIZONTAL and one and other:
            for this, that in ((one, other), (other, one)):
                says = f"linked: its results and those of {facts.name(that.line.team_id)} depend on each other"
                told = Evidence(f"link:{tie.link_id}", that.line.title, facts.day(tie.made_at), says)
                yield this.line.objective_id, that.line.team_id, told


def _several(facts: Facts, goal: Goal, others: dict[str, list[Evidence]]) -> Iterator[Finding]:
    teams = [goal.line.team_id, *others]
    homes = {facts.home(each) for each in teams if facts.teams[each].kind != "company"}
    if len(teams) < TEAMS and len(homes) < FUNCTIONS:
        return
    apart = "one function" if len(homes) == 1 else f"{len(homes)} functions"
    says = f"published by {facts.name(goal.line.team_id)}"
    whose = Evidence(goal.source, goal.line.title, facts.day(goal.published_at), says)
    yield Finding(
        says=f"“{goal.line.title}” took {times(len(teams), 'team')} of {apart}:"
        f" {', '.join(map(facts.name, teams))}.",
        teams=tuple(teams),
        figures={"teams": len(teams), "functions": len(homes)},
        evidence=(whose, *(told for some in others.values() for told in some)),
    )
