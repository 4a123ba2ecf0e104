"""Reading alerts and policies as they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from projections.current import CURRENT
from projections.current.signal_rows import ALERTS, POLICIES, RESOLVED, AlertRow, PolicyRow
from projections.reader import rows_of


@dataclass(frozen=True, slots=True)
class AlertFilter:
    """Which alerts; what is ``None`` is not asked for. ``standing``: those that have not ended."""

    cycle_id: str | None = None
    team_id: str | None = None
    objective_id: str | None = None
    rule: str | None = None
    state: str | None = None
    standing: bool = False


@dataclass(frozen=True, slots=True)
class SignalReader:
    """The alerts and policies that stand in one organization."""

    connection: Connection
    org: str

    def alerts(
        self, wanted: AlertFilter, after: tuple[Any, ...] | None = None, limit: int | None = None
    ) -> list[AlertRow]:
        """Alerts in the order they were raised. ``after``: (raised_at, alert_id) of the last one seen."""
        table = CURRENT.sql_tables[ALERTS.name]
        names = ("cycle_id", "team_id", "objective_id", "rule", "state")
        conditions = [table.c[name] == value for name in names if (value := getattr(wanted, name)) is not None]
        if wanted.standing:
            conditions.append(table.c.state != RESOLVED)
        order = ("raised_at", "alert_id")
        return rows_of(self.connection, ALERTS, table, self.org, conditions, order, after, limit)

    def alert(self, alert_id: str) -> AlertRow | None:
        table = CURRENT.sql_tables[ALERTS.name]
        found = rows_of(self.connection, ALERTS, table, self.org, [table.c.alert_id == alert_id])
        return found[0] if found else None

    def alerts_of(self, objective_ids: Iterable[str]) -> list[AlertRow]:
        """All alerts of these objectives and their key results, those that ended too."""
        table = CURRENT.sql_tables[ALERTS.name]
        return rows_of(self.connection, ALERTS, table, self.org, [table.c.objective_id.in_(sorted(objective_ids))])

    def policies(self, scopes: Iterable[str]) -> dict[str, PolicyRow]:
        """What these scopes have set, by scope; those that never did are absent."""
        table = CURRENT.sql_tables[POLICIES.name]
        found = rows_of(self.connection, POLICIES, table, self.org, [table.c.scope.in_(sorted(scopes))])
        return {row.scope: row for row in found}
