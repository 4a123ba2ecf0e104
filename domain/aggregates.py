"""All aggregates of the house, by the first word of their streams' names."""

from collections.abc import Mapping
from typing import Any, get_args

from domain import (
    agreement,
    alert,
    alignment,
    backlog,
    comment,
    contribution,
    cycle,
    dependency,
    destination,
    health_metric,
    link,
    objective,
    organization,
    person,
    planning,
    policy,
    proposal,
    retrospective,
    review,
    ritual,
    strategy,
    team,
    vocabulary,
)
from domain.decider import Decider
from domain.objective.commands import AnyObjectiveCommand
from domain.objective.events import AnyObjectiveEvent
from domain.retrospective.commands import AnyRetrospectiveCommand
from domain.retrospective.events import AnyRetrospectiveEvent
from domain.words import Command, Event

DECIDERS: Mapping[str, Decider[Any, Any, Any]] = {
    "organization": organization.organization,
    "person": person.person,
    "team": team.team,
    "cycle": cycle.cycle,
    "objective": objective.objective,
    "retrospective": retrospective.retrospective,
    "policy": policy.policy,
    "vocabulary": vocabulary.vocabulary,
    "alert": alert.alert,
    "destination": destination.destination,
    "strategy": strategy.strategy,
    "alignment": alignment.alignment,
    "contribution": contribution.contribution,
    "link": link.link,
    "dependency": dependency.dependency,
    "comment": comment.comment,
    "review": review.review,
    "agreement": agreement.agreement,
    "proposal": proposal.proposal,
    "ritual": ritual.ritual,
    "backlog_item": backlog.backlog_item,
    "health_metric": health_metric.health_metric,
    "planning": planning.planning,
}

EVENTS: tuple[type[Event], ...] = (
    *get_args(organization.OrganizationEvent),
    *get_args(person.PersonEvent),
    *get_args(team.TeamEvent),
    *get_args(cycle.CycleEvent),
    *get_args(AnyObjectiveEvent),
    *get_args(AnyRetrospectiveEvent),
    *get_args(policy.PolicyEvent),
    *get_args(vocabulary.VocabularyEvent),
    *get_args(alert.AnyAlertEvent),
    *get_args(destination.DestinationEvent),
    *get_args(strategy.StrategyEvent),
    alignment.AlignmentEvent,
    *get_args(contribution.ContributionEvent),
    *get_args(link.LinkEvent),
    *get_args(dependency.DependencyEvent),
    *get_args(comment.CommentEvent),
    *get_args(review.ReviewEvent),
    *get_args(agreement.AgreementEvent),
    *get_args(proposal.ProposalEvent),
    *get_args(ritual.RitualEvent),
    *get_args(backlog.BacklogEvent),
    *get_args(health_metric.HealthMetricEvent),
    *get_args(planning.PlanningEvent),
)

COMMANDS: tuple[type[Command], ...] = (
    *get_args(organization.OrganizationCommand),
    *get_args(person.PersonCommand),
    *get_args(team.TeamCommand),
    *get_args(cycle.CycleCommand),
    *get_args(AnyObjectiveCommand),
    *get_args(AnyRetrospectiveCommand),
    *get_args(policy.PolicyCommand),
    *get_args(vocabulary.VocabularyCommand),
    *get_args(alert.AnyAlertCommand),
    *get_args(destination.DestinationCommand),
    *get_args(strategy.StrategyCommand),
    *get_args(contribution.ContributionCommand),
    *get_args(link.LinkCommand),
    *get_args(dependency.DependencyCommand),
    *get_args(comment.CommentCommand),
    *get_args(review.ReviewCommand),
    *get_args(agreement.AgreementCommand),
    *get_args(proposal.ProposalCommand),
    *get_args(ritual.RitualCommand),
    *get_args(backlog.BacklogCommand),
    *get_args(health_metric.HealthMetricCommand),
    *get_args(planning.PlanningCommand),
)


def decider_of(stream: str) -> Decider[Any, Any, Any]:
    """The decider of a stream: ``objective-…`` belongs to the objective."""
    return DECIDERS[stream.partition("-")[0]]
