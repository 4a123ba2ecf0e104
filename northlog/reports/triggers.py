"""What calls for a retrospective in mid-cycle (P3.5): triggers with their evidence, as attractors and detractors.

Each is read off what stands: alerts, goals that moved, and what became of what the team needs of others.
"""

from collections.abc import Iterable, Iterator, Mapping

from domain.dependency import DependencyStatus
from domain.retrospective import Trigger
from northlog.reading.alerts import AlertView, alerts
from northlog.reading.alignment import Aligned
from northlog.reading.alignment_views import DependencyView
from northlog.reading.snapshot import Snapshot
from northlog.reading.views import ObjectiveView, View
from projections.current.signal_queries import AlertFilter
from projections.reader import ObjectiveFilter

RULES: Mapping[Trigger, frozenset[str]] = {
    Trigger.MISALIGNMENT: frozenset({"watermelon", "orphan"}),
    Trigger.STALLED_PROGRESS: frozenset({"stalled", "recurring_issue"}),
    Trigger.SLIPPING_MOMENTUM: frozenset({"off_pace", "forecast_miss", "confidence_drop", "silent"}),
    Trigger.SHIFTED_PRIORITIES: frozenset({"goalpost_moved_late"}),
}
"""The rules whose standing alerts are evidence of a trigger; others, such as what is done too early, are none."""


class Evidence(View):
    """Why something is said. ``source``: what it comes from, such as ``alert:<id>``."""

    says: str
    source: str
    objective_id: str | None


class TriggerView(View):
    """``holds`` where there is any evidence."""

    trigger: Trigger
    holds: bool
    evidence: tuple[Evidence, ...]


class RetrospectiveTriggers(View):
    """Of one team in a cycle, whose id is null where there is none. ``attractors`` pulled toward the
    goal; ``detractors`` pushed away from it: the evidence of all triggers, each said once."""

    team_id: str
    cycle_id: str | None
    triggers: tuple[TriggerView, ...]
    attractors: tuple[Evidence, ...]
    detractors: tuple[Evidence, ...]
    position: int


def retrospective_triggers(
    seen: Snapshot, team_id: str, cycle_id: str | None = None
) -> RetrospectiveTriggers | None:
    """What calls for a retrospective of a team in a cycle, the current one unless said; ``None`` where there is no
    such team."""
    if seen.team(team_id) is None:
        return None
    cycle = seen.current_cycle() if cycle_id is None else seen.cycle(cycle_id)
    standing: list[AlertView] = []
    objectives: list[ObjectiveView] = []
    needed: list[DependencyView] = []
    if cycle is not None:
        standing = alerts(seen, AlertFilter(cycle_id=cycle.cycle_id, team_id=team_id, standing=True))
        objectives = seen.objectives(ObjectiveFilter(cycle_id=cycle.cycle_id, team_id=team_id))
        needed = [
            each
            for each in Aligned(seen).dependencies({"team_id": team_id})
            if cycle.starts_on <= each.needed_by <= cycle.ends_on
        ]
    published = [each for each in objectives if each.status == "published"]
    found = {trigger: tuple(_evidence(trigger, standing, published, needed)) for trigger in Trigger}
    return RetrospectiveTriggers(
        team_id=team_id,
        cycle_id=None if cycle is None else cycle.cycle_id,
        triggers=tuple(TriggerView(trigger=it, holds=bool(said), evidence=said) for it, said in found.items()),
        attractors=tuple(_pulled(published, needed)),
        detractors=tuple(dict.fromkeys(each for said in found.values() for each in said)),
        position=seen.position,
    )


def _evidence(
    trigger: Trigger,
    standing: Iterable[AlertView],
    objectives: Iterable[ObjectiveView],
    needed: Iterable[DependencyView],
) -> Iterator[Evidence]:
    for alert in standing:
        if alert.rule in RULES[trigger]:
            yield Evidence(says=alert.what, source=f"alert:{alert.alert_id}", objective_id=alert.objective_id)
    if trigger is Trigger.MISALIGNMENT:
        for need in needed:
            if need.status in (DependencyStatus.DECLINED, DependencyStatus.MISSED):
                yield _need(f"{need.what}: {need.status}. {need.reason}", need)
    if trigger is Trigger.SHIFTED_PRIORITIES:
        for objective in objectives:
            for result in objective.key_results:
                if result.dropped:
                    says = f"{result.title}: dropped. {result.dropped_reason}"
                elif result.measure != result.original:
                    says = f"{result.title}: its goal has moved since it was set"
                else:
                    continue
                source = f"key_result:{result.key_result_id}"
                yield Evidence(says=says, source=source, objective_id=objective.objective_id)


def _pulled(objectives: Iterable[ObjectiveView], needed: Iterable[DependencyView]) -> Iterator[Evidence]:
    """Key results that go at an even pace at least, and what others delivered."""
    for objective in objectives:
        for result in objective.key_results:
            if not result.dropped and result.score and result.score >= objective.expected:
                says = f"{result.title}: on pace or ahead of it, at {result.score:.0%}"
                source = f"key_result:{result.key_result_id}"
                yield Evidence(says=says, source=source, objective_id=objective.objective_id)
    for need in needed:
        if need.status == DependencyStatus.DELIVERED:
            yield _need(f"{need.what}: delivered", need)


def _need(says: str, of: DependencyView) -> Evidence:
    return Evidence(says=says, source=f"dependency:{of.dependency_id}", objective_id=of.objective_id)
