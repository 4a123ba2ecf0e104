"""What can be talked about: anything that has an id, and whether it is there (P2.8)."""

from collections.abc import Sequence
from enum import StrEnum

from domain import (
    alert,
    backlog,
    contribution,
    cycle,
    dependency,
    health_metric,
    link,
    objective,
    planning,
    proposal,
    retrospective,
    ritual,
    strategy,
    team,
)
from domain.decider import Given, Refused, existing
from domain.objective import Objective
from domain.strategy import Strategy
from domain.words import Id, Part


class TopicKind(StrEnum):
    OBJECTIVE = "objective"
    KEY_RESULT = "key_result"
    CHECK_IN = "check_in"
    PRIORITY = "priority"
    CONTRIBUTION = "contribution"
    LINK = "link"
    DEPENDENCY = "dependency"
    PROPOSAL = "proposal"
    RETROSPECTIVE = "retrospective"
    CYCLE = "cycle"
    TEAM = "team"
    ALERT = "alert"
    BACKLOG_ITEM = "backlog_item"
    HEALTH_METRIC = "health_metric"
    PLANNING = "planning"
    RITUAL = "ritual"
    STRATEGY = "strategy"
    VISION = "vision"


THE_ONE = "00000000-0000-0000-0000-000000000000"
"""The id of what there is one of in an organization, its vision and its strategy: the nil UUID."""


class Subject(Part):
    """What is talked about. ``objective_id``: whose key result or check-in it is; of all else it is absent. The
    vision and the strategy have the nil UUID for an id."""

    kind: TopicKind
    id: Id
    objective_id: Id | None = None


_STREAM_OF = {
    TopicKind.OBJECTIVE: objective.stream_of,
    TopicKind.CONTRIBUTION: contribution.stream_of,
    TopicKind.LINK: link.stream_of,
    TopicKind.DEPENDENCY: dependency.stream_of,
    TopicKind.PROPOSAL: proposal.stream_of,
    TopicKind.RETROSPECTIVE: retrospective.stream_of,
    TopicKind.CYCLE: cycle.stream_of,
    TopicKind.TEAM: team.stream_of,
    TopicKind.ALERT: alert.stream_of,
    TopicKind.BACKLOG_ITEM: backlog.stream_of,
    TopicKind.HEALTH_METRIC: health_metric.stream_of,
    TopicKind.PLANNING: planning.stream_of,
    TopicKind.RITUAL: ritual.stream_of,
}
"""What has a stream of its own."""
_OF_THE_STRATEGY = {TopicKind.PRIORITY, TopicKind.STRATEGY, TopicKind.VISION}
_OF_AN_OBJECTIVE = {TopicKind.KEY_RESULT, TopicKind.CHECK_IN}


def stream_of(subject: Subject) -> str:
    """The stream that knows whether a subject is there."""
    if subject.kind in _OF_THE_STRATEGY:
        return strategy.STREAM
    if subject.kind in _OF_AN_OBJECTIVE:
        return objective.stream_of(subject.objective_id or subject.id)
    return _STREAM_OF[subject.kind](subject.id)


def check(subject: Subject, given: Given) -> None:
    """Refuse a subject that is not there. Its stream must be among the needs."""
    if (subject.objective_id is not None) != (subject.kind in _OF_AN_OBJECTIVE):
        message = "name the objective of a key result and of a check-in, and of nothing else"
        raise Refused("subject.objective_id", "whose", message)
    what = subject.kind.replace("_", " ")
    existing(_found(subject, given), "subject.id", what)


def _found(subject: Subject, given: Given) -> object | None:
    stream = stream_of(subject)
    if subject.kind in _OF_THE_STRATEGY:
        return _said(subject, given.state(stream, Strategy) or Strategy())
    if subject.kind not in _OF_AN_OBJECTIVE:
        return given.state(stream, object)
    whose = existing(given.state(stream, Objective), "subject.objective_id", "objective")
    parts: Sequence[str] = [*(whose.key_results if subject.kind is TopicKind.KEY_RESULT else whose.check_ins)]
    return whose if subject.id in parts else None


def _said(subject: Subject, of: Strategy) -> object | None:
    if subject.kind is TopicKind.PRIORITY:
        return of.priorities.get(subject.id)
    text = of.vision if subject.kind is TopicKind.VISION else of.statement
    return (text or None) if subject.id == THE_ONE else None
