"""Reading the alerts and policies of the past: the same questions as of those that stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from projections.current.queries import beyond
from projections.current.signal_queries import AlertFilter, conditions, in_order
from projections.current.signal_rows import AlertRow, PolicyRow
from projections.history import HISTORY
from projections.history.queries import HistoryReader
from projections.history.rows import ALERTS, POLICIES


@dataclass(frozen=True, slots=True)
class PastSignals:
    """The alerts and policies that stood at the moment of ``past``. An alert was there from when it was recorded,
    whatever the instant it was evaluated for."""

    past: HistoryReader

    def alerts(
        self, wanted: AlertFilter, after: tuple[Any, ...] | None = None, limit: int | None = None
    ) -> list[AlertRow]:
        table = HISTORY.sql_tables[ALERTS.name]
        order = in_order(table)
        return self.past.rows(ALERTS, [*conditions(table, wanted), *beyond(order, after)], order, limit)

    def alert(self, alert_id: str) -> AlertRow | None:
        found = self.past.rows(ALERTS, [HISTORY.sql_tables[ALERTS.name].c.alert_id == alert_id])
        return found[0] if found else None

    def policies(self, scopes: Iterable[str]) -> dict[str, PolicyRow]:
        scope = HISTORY.sql_tables[POLICIES.name].c.scope
        return {row.scope: row for row in self.past.rows(POLICIES, [scope.in_(sorted(scopes))])}
