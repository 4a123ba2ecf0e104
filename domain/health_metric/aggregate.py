"""A health metric from its first day to its retirement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from domain import person, team
from domain.decider import Decider, Given, Refused, absent, existing
from domain.health_metric.commands import (
    Definition,
    HealthMetricCommand,
    ReadHealthMetric,
    RedefineHealthMetric,
    RetireHealthMetric,
    TrackHealthMetric,
)
from domain.health_metric.events import (
    HealthMetricEvent,
    HealthMetricRead,
    HealthMetricRedefined,
    HealthMetricRetired,
    HealthMetricTracked,
)


@dataclass(frozen=True, slots=True)
class HealthMetric:
    """``readings`` by id, in the order they were entered."""

    team_id: str
    definition: Definition
    readings: Mapping[str, HealthMetricRead] = field(default_factory=dict)
    retired: bool = False


def needs(_state: HealthMetric | None, command: HealthMetricCommand) -> Sequence[str]:
    named: list[str] = []
    if isinstance(command, TrackHealthMetric):
        named.append(team.stream_of(command.team_id))
    if isinstance(command, Definition) and command.owner is not None:
        named.append(person.stream_of(command.owner))
    return named


def decide(state: HealthMetric | None, command: HealthMetricCommand, given: Given) -> Sequence[HealthMetricEvent]:
    if isinstance(command, TrackHealthMetric):
        absent(state, "health_metric_id", "health metric")
        team.working_team(given, command.team_id, "team_id")
        _check(command, None, given)
        return [HealthMetricTracked(**dict(command))]
    key, metric = command.health_metric_id, existing(state, "health_metric_id", "health metric")
    if metric.retired:
        if isinstance(command, RetireHealthMetric):
            return []
        raise Refused("health_metric_id", "retired", "this health metric was retired; its record stays as it is")
    match command:
        case RedefineHealthMetric():
            if _defined(command) == metric.definition:
                return []
            _check(command, metric.definition.owner, given)
            return [HealthMetricRedefined(**dict(command))]
        case ReadHealthMetric():
            return _read(metric, command, given)
        case RetireHealthMetric(reason=reason):
            return [HealthMetricRetired(health_metric_id=key, reason=reason)]
        case _:
            assert_never(command)


def _check(said: Definition, owner: str | None, given: Given) -> None:
    """Refuse a band that holds everything or nothing, and an owner who can take up nothing new."""
    if said.low is None and said.high is None:
        raise Refused("low", "band", "say where the band begins or ends: low, high, or both")
    if said.low is not None and said.high is not None and said.low > said.high:
        raise Refused("high", "band", "the band's high must not lie below its low")
    if said.owner not in (None, owner):
        person.known_person(given, str(said.owner), "owner")


def _read(metric: HealthMetric, command: ReadHealthMetric, given: Given) -> Sequence[HealthMetricRead]:
    if command.reading_id in metric.readings:
        raise Refused("reading_id", "exists", "this reading exists already; correct it by one of the same instant")
    at = command.occurred_at or given.now
    if at > given.now:
        raise Refused("occurred_at", "future", "must not lie in the future")
    of_the_instant = [each for each in metric.readings.values() if each.occurred_at == at]
    if of_the_instant and (of_the_instant[-1].value, of_the_instant[-1].note) == (command.value, command.note):
        return []
    return [HealthMetricRead(**{**dict(command), "occurred_at": at})]


def _defined(of: Definition | HealthMetricTracked | HealthMetricRedefined) -> Definition:
    return Definition.model_construct(**{name: getattr(of, name) for name in Definition.model_fields})


def evolve(state: HealthMetric | None, event: HealthMetricEvent) -> HealthMetric:
    if isinstance(event, HealthMetricTracked):
        return HealthMetric(event.team_id, _defined(event))
    assert state is not None, "a health metric's stream begins with its being tracked"
    match event:
        case HealthMetricRedefined():
            return replace(state, definition=_defined(event))
        case HealthMetricRead():
            return replace(state, readings={**state.readings, event.reading_id: event})
        case HealthMetricRetired():
            return replace(state, retired=True)
        case _:
            assert_never(event)


health_metric = Decider(decide=decide, evolve=evolve, needs=needs)
