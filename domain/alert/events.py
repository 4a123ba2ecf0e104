"""What happened to an alert."""

from datetime import datetime
from typing import ClassVar

from domain.alert.base import Account, AlertEvent, Identity
from domain.alert.commands import AlertOutcome
from domain.words import Instant


class AlertRaised(Account, Identity, AlertEvent):
    """A rule found that a condition holds, and says why (P5.4)."""

    stored_as: ClassVar[str] = "alert.raised.v2"

    @property
    def happened_at(self) -> datetime:
        return self.as_of


class AlertEscalated(Account, AlertEvent):
    """The condition got worse."""

    stored_as: ClassVar[str] = "alert.escalated.v1"

    @property
    def happened_at(self) -> datetime:
        return self.as_of


class AlertEased(AlertEvent):
    """The condition no longer holds; the alert waits whether that lasts."""

    stored_as: ClassVar[str] = "alert.eased.v1"
    as_of: Instant

    @property
    def happened_at(self) -> datetime:
        return self.as_of


class AlertRenewed(AlertEvent):
    """The condition holds again, before the alert was resolved."""

    stored_as: ClassVar[str] = "alert.renewed.v1"
    as_of: Instant

    @property
    def happened_at(self) -> datetime:
        return self.as_of


class AlertAcknowledged(AlertEvent):
    """Somebody, the event's actor, has seen it and said what they will do."""

    stored_as: ClassVar[str] = "alert.acknowledged.v1"
    will_do: str


class AlertSnoozed(AlertEvent):
    """Somebody wants to hear no more of it until then."""

    stored_as: ClassVar[str] = "alert.snoozed.v1"
    until: Instant


class AlertResolved(AlertEvent):
    """It ended, by itself or by hand."""

    stored_as: ClassVar[str] = "alert.resolved.v1"
    outcome: AlertOutcome
    note: str


AnyAlertEvent = (
    AlertRaised | AlertEscalated | AlertEased | AlertRenewed | AlertAcknowledged | AlertSnoozed | AlertResolved
)
