"""Reading alerts and policies, as they stand or as they stood."""

from collections.abc import Iterable
from dataclasses import dataclass

from projections.current.signal_rows import ACKNOWLEDGED, ALERTS, OPEN, POLICIES, AlertRow, PolicyRow
from projections.reader import After, Reader, Wanted


@dataclass(frozen=True, slots=True)
class AlertFilter:
    """Which alerts; what is ``None`` is not asked for. ``standing``: those that have not ended, in any state."""

    cycle_id: str | None = None
    team_id: str | None = None
    objective_id: str | None = None
    rule: str | None = None
    state: str | None = None
    standing: bool = False

    def wanted(self) -> Wanted:
        """The columns asked for, and what they hold."""
        state: str | tuple[str, str] | None = (OPEN, ACKNOWLEDGED) if self.standing else self.state
        said = {
            "cycle_id": self.cycle_id,
            "team_id": self.team_id,
            "objective_id": self.objective_id,
            "rule": self.rule,
            "state": state,
        }
        return {name: value for name, value in said.items() if value is not None}


@dataclass(frozen=True, slots=True)
class SignalReader:
    """The alerts and policies of ``reader``'s organization and moment. An alert was there from when it was
    recorded, whatever the instant it was evaluated for."""

    reader: Reader

    def alerts(self, wanted: AlertFilter, after: After = None, limit: int | None = None) -> list[AlertRow]:
        """Alerts in the order they were raised. ``after``: (raised_at, alert_id) of the last one seen."""
        return self.reader.rows(ALERTS, wanted.wanted(), ("raised_at", "alert_id"), after, limit)

    def alert(self, alert_id: str) -> AlertRow | None:
        return self.reader.row(ALERTS, {"alert_id": alert_id})

    def alerts_of(self, objective_ids: Iterable[str]) -> list[AlertRow]:
        """All alerts of these objectives and their key results, those that ended too."""
        return self.reader.rows(ALERTS, {"objective_id": sorted(objective_ids)})

    def alerts_about(self, kind: str, subject_ids: Iterable[str]) -> list[AlertRow]:
        """All alerts about these subjects of a kind, those that ended too."""
        return self.reader.rows(ALERTS, {"subject_kind": kind, "subject_id": sorted(subject_ids)})

    def policies(self, scopes: Iterable[str]) -> dict[str, PolicyRow]:
        """What these scopes have set, by scope; those that never did are absent."""
        return {row.scope: row for row in self.reader.rows(POLICIES, {"scope": sorted(scopes)})}
