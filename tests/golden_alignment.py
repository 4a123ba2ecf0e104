"""What the golden files of strategy, contributions, links and dependencies read back to."""

from datetime import date

from domain.alignment import ContributedBy
from domain.contribution import Basis, ContributionAmended, ContributionPledged, ContributionWithdrawn
from domain.dependency import (
    DependencyAccepted,
    DependencyAsked,
    DependencyDeclined,
    DependencyDelivered,
    DependencyMissed,
    DependencyWithdrawn,
)
from domain.link import LinkKind, LinkRemoved, ObjectivesLinked
from domain.objective.context import Context, Support
from domain.objective.events import ContextGiven, PriorityServed
from domain.strategy import PriorityDropped, PriorityReworded, PrioritySet, StrategyStated, VisionStated
from domain.words import Event
from tests.facts import CONTRIBUTION, DEPENDENCY, LINK, OBJECTIVE, PRIORITY, RESULT, SUCCESSOR, TEAM, UNIT

ALIGNMENT: dict[str, Event] = {
    "strategy.vision_stated.v1": VisionStated(statement="Banking that feels like a good neighbour – für alle."),
    "strategy.stated.v1": StrategyStated(statement="Win the first week; everything else follows."),
    "strategy.priority_set.v1": PrioritySet(
        priority_id=PRIORITY, year=2026, title="Simplify onboarding", why="A quarter leaves in week one."
    ),
    "strategy.priority_reworded.v1": PriorityReworded(priority_id=PRIORITY, title="Ease onboarding", why=""),
    "strategy.priority_dropped.v1": PriorityDropped(priority_id=PRIORITY, reason="Done by May"),
    "objective.context_given.v1": ContextGiven(
        objective_id=OBJECTIVE,
        context=Context(
            why_it_matters="It decides who stays.",
            constraints=("No new identity provider",),
            trade_offs=("Slower releases are fine",),
            supporting=(Support(says="Drop-off 25 %", url="https://example.org/drop-off"), Support(says="NPS 20")),
        ),
    ),
    "objective.priority_served.v1": PriorityServed(objective_id=OBJECTIVE, priority_id=PRIORITY),
    "alignment.contributed_by.v1": ContributedBy(
        contribution_id=CONTRIBUTION, objective_id=SUCCESSOR, by=(OBJECTIVE,)
    ),
    "contribution.pledged.v1": ContributionPledged(
        contribution_id=CONTRIBUTION,
        what="A first week without dead ends",
        approach="Shadow ten newcomers",
        measured_by="Onboarding completion",
        rests_on=(Basis(objective_id=OBJECTIVE, key_result_id=RESULT), Basis(objective_id=OBJECTIVE)),
        counts=True,
        weight=2.5,
        team_id=TEAM,
        objective_id=SUCCESSOR,
    ),
    "contribution.amended.v1": ContributionAmended(
        contribution_id=CONTRIBUTION,
        what="A first week without dead ends",
        approach="",
        measured_by="",
        rests_on=(),
        counts=False,
        weight=1.0,
    ),
    "contribution.withdrawn.v1": ContributionWithdrawn(contribution_id=CONTRIBUTION, reason="The team is split"),
    "link.made.v1": ObjectivesLinked(
        link_id=LINK, kind=LinkKind.HORIZONTAL, objective_id=OBJECTIVE, other_id=SUCCESSOR, note="Same screens"
    ),
    "link.removed.v1": LinkRemoved(link_id=LINK, reason="Apart again"),
    "dependency.asked.v1": DependencyAsked(
        dependency_id=DEPENDENCY,
        team_id=TEAM,
        of_team_id=UNIT,
        what="A test account a minute",
        needed_by=date(2026, 2, 13),
        objective_id=OBJECTIVE,
    ),
    "dependency.accepted.v1": DependencyAccepted(
        dependency_id=DEPENDENCY, promised_by=date(2026, 2, 20), note="A week later"
    ),
    "dependency.declined.v1": DependencyDeclined(dependency_id=DEPENDENCY, reason="Nobody left for it"),
    "dependency.delivered.v1": DependencyDelivered(dependency_id=DEPENDENCY, note=""),
    "dependency.missed.v1": DependencyMissed(dependency_id=DEPENDENCY, reason="The vendor is late"),
    "dependency.withdrawn.v1": DependencyWithdrawn(dependency_id=DEPENDENCY, reason="Built it ourselves"),
}
