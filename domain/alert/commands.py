"""What can be asked of an alert: by the evaluation, and by people."""

from enum import StrEnum

from domain.alert.base import Account, AlertCommand, Identity, alert_id_of, stream_of
from domain.words import Command, Instant, Prose, Reason


class AlertOutcome(StrEnum):
    """How an alert ended. By itself: its condition ``cleared``, or what it was about ``ended`` (objective closed,
    cycle over). By hand: the team ``acted``, ``accepted`` it as it is, or it was ``mistaken``."""

    CLEARED = "cleared"
    ENDED = "ended"
    ACTED = "acted"
    ACCEPTED = "accepted"
    MISTAKEN = "mistaken"


BY_ITSELF = frozenset({AlertOutcome.CLEARED, AlertOutcome.ENDED})


class RaiseAlert(Account, Identity, Command):
    """Raises it once: an alert that was raised before, whatever became of it, stays as it is."""

    @property
    def alert_id(self) -> str:
        return alert_id_of(self.rule, self.subject_kind, self.subject_id, self.episode)

    @property
    def stream(self) -> str:
        return stream_of(self.alert_id)


class EscalateAlert(Account, AlertCommand):
    """It got worse. A severity that is no higher changes nothing."""


class EaseAlert(AlertCommand):
    """Its condition is clear ``as_of`` then; if that lasts, it resolves by itself."""

    as_of: Instant


class RenewAlert(AlertCommand):
    """Its condition holds again before it was resolved."""

    as_of: Instant


class AcknowledgeAlert(AlertCommand):
    """Somebody has seen it and says what they will do. It stays quiet from then on, and resolves all the same."""

    will_do: Reason


class SnoozeAlert(AlertCommand):
    """It stays quiet until then, and resolves all the same."""

    until: Instant


class ResolveAlert(AlertCommand):
    """Ends it for good, by itself or by hand. The same episode is never raised again."""

    outcome: AlertOutcome
    note: Prose = ""


AnyAlertCommand = (
    RaiseAlert | EscalateAlert | EaseAlert | RenewAlert | AcknowledgeAlert | SnoozeAlert | ResolveAlert
)
