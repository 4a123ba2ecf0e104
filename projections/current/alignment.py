"""Strategy, contributions, links and dependencies: how their events change the current state."""

from domain.contribution import ContributionAmended, ContributionPledged, ContributionWithdrawn
from domain.dependency import (
    DependencyAccepted,
    DependencyAsked,
    DependencyDeclined,
    DependencyDelivered,
    DependencyEvent,
    DependencyMissed,
    DependencyStatus,
    DependencyWithdrawn,
)
from domain.link import LinkRemoved, ObjectivesLinked
from domain.strategy import (
    PriorityDropped,
    PriorityReworded,
    PrioritySet,
    StrategyEvent,
    StrategyStated,
    VisionStated,
)
from domain.words import Event
from events.record import Recorded
from projections.current.alignment_rows import (
    ContributionRow,
    DependencyRow,
    LinkRow,
    PriorityRow,
    RestsOn,
    StrategyRow,
)
from projections.current.workspace import CurrentRows
from projections.projection import Handler


def vision_stated(rows: CurrentRows, at: Recorded[VisionStated]) -> None:
    row = _strategy(rows, at)
    row.vision, row.vision_at = at.event.statement, at.recorded_at


def strategy_stated(rows: CurrentRows, at: Recorded[StrategyStated]) -> None:
    row = _strategy(rows, at)
    row.statement, row.statement_at = at.event.statement, at.recorded_at


def priority_set(rows: CurrentRows, at: Recorded[PrioritySet]) -> None:
    _strategy(rows, at)
    event = at.event
    rows.priorities.add(PriorityRow(event.priority_id, event.year, event.title, event.why, at.recorded_at))


def priority_reworded(rows: CurrentRows, at: Recorded[PriorityReworded]) -> None:
    _strategy(rows, at)
    row = rows.priorities.of("", at.event.priority_id)
    row.title, row.why = at.event.title, at.event.why


def priority_dropped(rows: CurrentRows, at: Recorded[PriorityDropped]) -> None:
    _strategy(rows, at)
    row = rows.priorities.of("", at.event.priority_id)
    row.dropped, row.dropped_reason = True, at.event.reason


def _strategy(rows: CurrentRows, at: Recorded[StrategyEvent]) -> StrategyRow:
    """The organization's one row, which begins with whatever is said first, brought to the event's version."""
    row = rows.strategies.group("").get("") or rows.strategies.add(StrategyRow(None, None, None, None, 0))
    row.version = at.version
    return row


def pledged(rows: CurrentRows, at: Recorded[ContributionPledged]) -> None:
    event = at.event
    rows.contributions.add(
        ContributionRow(
            contribution_id=event.contribution_id,
            team_id=event.team_id,
            objective_id=event.objective_id,
            what=event.what,
            approach=event.approach,
            measured_by=event.measured_by,
            rests_on=_rests(event),
            counts=event.counts,
            weight=event.weight,
            pledged_at=at.recorded_at,
            pledged_by=at.actor,
            version=at.version,
        )
    )


def amended(rows: CurrentRows, at: Recorded[ContributionAmended]) -> None:
    row, event = rows.contributions.of(at.event.contribution_id), at.event
    row.what, row.approach, row.measured_by = event.what, event.approach, event.measured_by
    row.rests_on, row.counts, row.weight, row.version = _rests(event), event.counts, event.weight, at.version


def _rests(event: ContributionPledged | ContributionAmended) -> RestsOn:
    return [{"objective_id": each.objective_id, "key_result_id": each.key_result_id} for each in event.rests_on]


def withdrawn(rows: CurrentRows, at: Recorded[ContributionWithdrawn]) -> None:
    row = rows.contributions.of(at.event.contribution_id)
    row.withdrawn, row.withdrawn_reason, row.version = True, at.event.reason, at.version


def linked(rows: CurrentRows, at: Recorded[ObjectivesLinked]) -> None:
    event = at.event
    rows.links.add(
        LinkRow(
            link_id=event.link_id,
            kind=event.kind,
            objective_id=event.objective_id,
            other_id=event.other_id,
            note=event.note,
            made_at=at.recorded_at,
            made_by=at.actor,
            position=at.position,
            version=at.version,
        )
    )


def link_removed(rows: CurrentRows, at: Recorded[LinkRemoved]) -> None:
    row = rows.links.of(at.event.link_id)
    row.removed, row.removed_reason, row.version = True, at.event.reason, at.version


def asked(rows: CurrentRows, at: Recorded[DependencyAsked]) -> None:
    event = at.event
    rows.dependencies.add(
        DependencyRow(
            dependency_id=event.dependency_id,
            team_id=event.team_id,
            of_team_id=event.of_team_id,
            objective_id=event.objective_id,
            what=event.what,
            needed_by=event.needed_by,
            status=DependencyStatus.ASKED,
            asked_at=at.recorded_at,
            asked_by=at.actor,
            version=at.version,
        )
    )


def accepted(rows: CurrentRows, at: Recorded[DependencyAccepted]) -> None:
    row = _dependency(rows, at, DependencyStatus.ACCEPTED)
    row.promised_by, row.note, row.answered_at = at.event.promised_by, at.event.note, at.recorded_at


def declined(rows: CurrentRows, at: Recorded[DependencyDeclined]) -> None:
    row = _dependency(rows, at, DependencyStatus.DECLINED)
    row.reason, row.answered_at = at.event.reason, at.recorded_at


def delivered(rows: CurrentRows, at: Recorded[DependencyDelivered]) -> None:
    row = _dependency(rows, at, DependencyStatus.DELIVERED)
    row.note, row.delivered_at = at.event.note, at.recorded_at


def missed(rows: CurrentRows, at: Recorded[DependencyMissed]) -> None:
    row = _dependency(rows, at, DependencyStatus.MISSED)
    row.reason, row.missed_at = at.event.reason, at.recorded_at


def dependency_withdrawn(rows: CurrentRows, at: Recorded[DependencyWithdrawn]) -> None:
    _dependency(rows, at, DependencyStatus.WITHDRAWN).reason = at.event.reason


def _dependency(rows: CurrentRows, at: Recorded[DependencyEvent], status: DependencyStatus) -> DependencyRow:
    row = rows.dependencies.of(at.event.dependency_id)
    row.status, row.version = status, at.version
    return row


HANDLERS: dict[type[Event], Handler] = {
    VisionStated: vision_stated,
    StrategyStated: strategy_stated,
    PrioritySet: priority_set,
    PriorityReworded: priority_reworded,
    PriorityDropped: priority_dropped,
    ContributionPledged: pledged,
    ContributionAmended: amended,
    ContributionWithdrawn: withdrawn,
    ObjectivesLinked: linked,
    LinkRemoved: link_removed,
    DependencyAsked: asked,
    DependencyAccepted: accepted,
    DependencyDeclined: declined,
    DependencyDelivered: delivered,
    DependencyMissed: missed,
    DependencyWithdrawn: dependency_withdrawn,
}
