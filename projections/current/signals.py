"""Alerts and policies: how their events change the current state."""

from typing import Any

from domain.alert import (
    AlertAcknowledged,
    AlertEased,
    AlertEscalated,
    AlertRaised,
    AlertRenewed,
    AlertResolved,
    AlertSnoozed,
)
from domain.alert.base import AlertEvent
from domain.policy import PolicyCleared, PolicySet
from domain.words import Event
from events.record import Recorded
from projections.current.signal_rows import ACKNOWLEDGED, RESOLVED, AlertRow, PolicyRow
from projections.current.workspace import CurrentRows
from projections.projection import Handler


def raised(rows: CurrentRows, at: Recorded[AlertRaised]) -> None:
    event = at.event
    rows.alerts.add(
        AlertRow(
            alert_id=event.alert_id,
            rule=event.rule,
            subject_kind=event.subject_kind,
            subject_id=event.subject_id,
            episode=event.episode,
            objective_id=event.objective_id,
            team_id=event.team_id,
            cycle_id=event.cycle_id,
            severity=event.severity,
            rule_version=event.rule_version,
            policy=[each.model_dump() for each in event.policy],
            inputs=_inputs(event),
            facts=list(event.facts),
            what=event.what,
            why=event.why,
            clears_when=event.clears_when,
            raised_at=event.as_of,
            version=at.version,
        )
    )


def escalated(rows: CurrentRows, at: Recorded[AlertEscalated]) -> None:
    row, event = _alert(rows, at), at.event
    row.severity, row.escalated_at = event.severity, event.as_of
    row.rule_version, row.policy = event.rule_version, [each.model_dump() for each in event.policy]
    row.inputs, row.facts = _inputs(event), list(event.facts)
    row.what, row.why, row.clears_when = event.what, event.why, event.clears_when


def eased(rows: CurrentRows, at: Recorded[AlertEased]) -> None:
    _alert(rows, at).eased_at = at.event.as_of


def renewed(rows: CurrentRows, at: Recorded[AlertRenewed]) -> None:
    _alert(rows, at).eased_at = None


def acknowledged(rows: CurrentRows, at: Recorded[AlertAcknowledged]) -> None:
    row = _alert(rows, at)
    row.state, row.will_do = ACKNOWLEDGED, at.event.will_do
    row.acknowledged_at, row.acknowledged_by = at.recorded_at, at.actor


def snoozed(rows: CurrentRows, at: Recorded[AlertSnoozed]) -> None:
    _alert(rows, at).snoozed_until = at.event.until


def resolved(rows: CurrentRows, at: Recorded[AlertResolved]) -> None:
    row, event = _alert(rows, at), at.event
    row.state, row.outcome, row.note = RESOLVED, event.outcome, event.note
    row.resolved_at, row.resolved_by = at.recorded_at, at.actor


def policy_said(rows: CurrentRows, at: Recorded[PolicySet] | Recorded[PolicyCleared]) -> None:
    event = at.event
    rows.policies.add(
        PolicyRow(
            policy_id=at.stream.partition("-")[2],
            scope=event.scope,
            version=at.version,
            override=event.override if isinstance(event, PolicySet) else None,
            reason=event.reason,
            set_at=at.recorded_at,
            set_by=at.actor,
        )
    )


def _inputs(event: AlertRaised | AlertEscalated) -> dict[str, Any]:
    # PostgreSQL's JSON keeps no -0.0: a row that was loaded would differ from one that was folded.
    return {name: each + 0.0 if isinstance(each, float) else each for name, each in event.inputs.items()}


def _alert(rows: CurrentRows, at: Recorded[AlertEvent]) -> AlertRow:
    """The row an event of an alert's stream speaks of, brought to the event's version."""
    row = rows.alerts.of(at.event.alert_id)
    row.version = at.version
    return row


HANDLERS: dict[type[Event], Handler] = {
    AlertRaised: raised,
    AlertEscalated: escalated,
    AlertEased: eased,
    AlertRenewed: renewed,
    AlertAcknowledged: acknowledged,
    AlertSnoozed: snoozed,
    AlertResolved: resolved,
    PolicySet: policy_said,
    PolicyCleared: policy_said,
}
