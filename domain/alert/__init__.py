"""Alerts are facts: raised, escalated, eased, renewed, acknowledged, snoozed, resolved (P5)."""

from domain.alert.aggregate import Alert, alert
from domain.alert.base import PolicyVersion, alert_id_for, alert_id_of, stream_of
from domain.alert.commands import (
    BY_ITSELF,
    AcknowledgeAlert,
    AlertOutcome,
    AnyAlertCommand,
    EaseAlert,
    EscalateAlert,
    RaiseAlert,
    RenewAlert,
    ResolveAlert,
    SnoozeAlert,
)
from domain.alert.events import (
    AlertAcknowledged,
    AlertEased,
    AlertEscalated,
    AlertRaised,
    AlertRenewed,
    AlertResolved,
    AlertSnoozed,
    AnyAlertEvent,
)

__all__ = [
    "BY_ITSELF",
    "AcknowledgeAlert",
    "Alert",
    "AlertAcknowledged",
    "AlertEased",
    "AlertEscalated",
    "AlertOutcome",
    "AlertRaised",
    "AlertRenewed",
    "AlertResolved",
    "AlertSnoozed",
    "AnyAlertCommand",
    "AnyAlertEvent",
    "EaseAlert",
    "EscalateAlert",
    "PolicyVersion",
    "RaiseAlert",
    "RenewAlert",
    "ResolveAlert",
    "SnoozeAlert",
    "alert",
    "alert_id_for",
    "alert_id_of",
    "stream_of",
]
