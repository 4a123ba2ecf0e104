"""An alert from its raising to its end. Its stream follows from what it is about, so running twice raises once.

What the evaluation asks of an alert that has ended changes nothing: the evaluation may have been overtaken. What a
person asks of it is refused with a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

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
from domain.decider import Decider, Given, Refused, existing
from domain.signals.finding import Severity, SubjectKind


@dataclass(frozen=True, slots=True)
class Alert:
    """``eased_at``: since when its condition has been clear; ``None`` while it holds. ``will_do``: what somebody
    who acknowledged it said. ``outcome``: how it ended; ``None`` while it is open."""

    rule: str
    subject_kind: SubjectKind
    subject_id: str
    objective_id: str | None
    episode: str
    severity: Severity
    raised_at: datetime
    eased_at: datetime | None = None
    will_do: str | None = None
    snoozed_until: datetime | None = None
    outcome: AlertOutcome | None = None
    note: str = ""

    def quiet(self, now: datetime) -> bool:
        """Whether nobody is to be told of it: acknowledged, or snoozed until later than ``now``."""
        return self.will_do is not None or (self.snoozed_until is not None and now < self.snoozed_until)


def decide(state: Alert | None, command: AnyAlertCommand, given: Given) -> Sequence[AnyAlertEvent]:
    if isinstance(command, RaiseAlert):
        return _raise(state, command)
    alert = existing(state, "alert_id", "alert")
    if alert.outcome is not None:
        return _of_ended(alert, command)
    key = command.alert_id
    match command:
        case EscalateAlert():
            if command.severity.rank <= alert.severity.rank:
                return []
            return [AlertEscalated(alert_id=key, **command.account())]
        case EaseAlert(as_of=as_of):
            return [AlertEased(alert_id=key, as_of=as_of)] if alert.eased_at is None else []
        case RenewAlert(as_of=as_of):
            return [] if alert.eased_at is None else [AlertRenewed(alert_id=key, as_of=as_of)]
        case AcknowledgeAlert(will_do=will_do):
            return [] if will_do == alert.will_do else [AlertAcknowledged(alert_id=key, will_do=will_do)]
        case SnoozeAlert():
            return _snooze(alert, command, given.now)
        case ResolveAlert(outcome=outcome, note=note):
            return [AlertResolved(alert_id=key, outcome=outcome, note=note)]
        case _:
            assert_never(command)


def _raise(state: Alert | None, command: RaiseAlert) -> Sequence[AlertRaised]:
    return [] if state is not None else [AlertRaised(alert_id=command.alert_id, **dict(command))]


def _snooze(alert: Alert, command: SnoozeAlert, now: datetime) -> Sequence[AlertSnoozed]:
    if command.until == alert.snoozed_until:
        return []
    if command.until <= now:
        raise Refused("until", "past", "must lie in the future")
    return [AlertSnoozed(alert_id=command.alert_id, until=command.until)]


def _of_ended(alert: Alert, command: AnyAlertCommand) -> Sequence[AnyAlertEvent]:
    match command:
        case ResolveAlert(outcome=outcome, note=note):
            said_again = (outcome, note) == (alert.outcome, alert.note)
            if said_again or outcome in BY_ITSELF:
                return []
        case AcknowledgeAlert() | SnoozeAlert():
            pass
        case _:
            return []
    raise Refused("alert_id", "resolved", f"this alert has ended ({alert.outcome}); what comes back is another")


def evolve(state: Alert | None, event: AnyAlertEvent) -> Alert:
    if isinstance(event, AlertRaised):
        return Alert(
            rule=event.rule,
            subject_kind=event.subject_kind,
            subject_id=event.subject_id,
            objective_id=event.objective_id,
            episode=event.episode,
            severity=event.severity,
            raised_at=event.as_of,
        )
    assert state is not None, "an alert's stream begins with its raising"
    match event:
        case AlertEscalated():
            return replace(state, severity=event.severity)
        case AlertEased():
            return replace(state, eased_at=event.as_of)
        case AlertRenewed():
            return replace(state, eased_at=None)
        case AlertAcknowledged():
            return replace(state, will_do=event.will_do)
        case AlertSnoozed():
            return replace(state, snoozed_until=event.until)
        case AlertResolved():
            return replace(state, outcome=event.outcome, note=event.note)
        case _:
            assert_never(event)


alert = Decider(decide=decide, evolve=evolve)
