"""The live speed of a fold: load the rows concerned, fold, write what changed, and move the checkpoint with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import Connection

from domain.words import Event
from events import sql
from events.errors import ProjectionBehind
from events.record import Recorded
from events.transaction import driver
from projections.projection import Projection
from projections.statements import statements


@dataclass(frozen=True)
class InlineProjector:
    """Keeps one projection level with the log. Knows nothing of transactions: the append's is handed in."""

    projection: Projection

    def follow(self, connection: Connection, org: str, appended: Sequence[Recorded[Event]]) -> None:
        """Fold what was just appended. Raises ``ProjectionBehind`` if anything before it was not folded yet."""
        if not self.step(connection, org, appended[0].position - 1, appended[-1].position, appended):
            raise ProjectionBehind(self.projection.name)

    def step(
        self, connection: Connection, org: str, after: int, upto: int, events: Sequence[Recorded[Event]]
    ) -> bool:
        """Move the checkpoint from ``after`` to ``upto`` and fold the events between that say something to it.

        ``False``, and nothing is changed, where the checkpoint does not stand at ``after``.
        """
        raw = driver(connection)
        concerned = _aggregates(events)
        workspace = self.projection.workspace()
        with raw.pipeline():
            moved = self._advance(raw, org, after, upto)
            before = self._load(raw, org, workspace, concerned)
            if moved.rowcount == 0:
                return False
            for recorded in events:
                self.projection.fold(workspace, recorded)
            for aggregate, ids in concerned.items():
                for each in ids:
                    self.projection.derive(workspace, aggregate, each)
            self._store(raw, org, workspace, before)
        return True

    def _advance(self, raw: psycopg.Connection[Any], org: str, after: int, upto: int) -> psycopg.Cursor[Any]:
        values = {"org": org, "projection": self.projection.name, "after": after, "upto": upto}
        return raw.execute(sql.ADVANCE, values, prepare=True)

    def _load(
        self, raw: psycopg.Connection[Any], org: str, workspace: Any, concerned: dict[str, list[str]]
    ) -> dict[tuple[str, str, str], list[Any]]:
        """Fill the workspace; returns every row as it stood, by table, aggregate and local key."""
        asked = [
            (rows, raw.execute(statements(self.projection.schema, rows.table).load, (org, ids), prepare=True))
            for rows in self.projection.rows(workspace)
            if (ids := concerned.get(rows.table.aggregate))
        ]
        before = {}
        for rows, cursor in asked:
            table = rows.table
            for values in cursor:
                row = rows.add(table.decode(values))
                before[(table.name, *table.place_of(row))] = table.encode(row)
        return before

    def _store(
        self,
        raw: psycopg.Connection[Any],
        org: str,
        workspace: Any,
        before: dict[tuple[str, str, str], list[Any]],
    ) -> None:
        for rows in self.projection.rows(workspace):
            table = rows.table
            store = statements(self.projection.schema, table).store
            for row in rows:
                values = table.encode(row)
                if before.get((table.name, *table.place_of(row))) != values:
                    raw.execute(store, (org, *values), prepare=True)


def _aggregates(appended: Sequence[Recorded[Event]]) -> dict[str, list[str]]:
    """The ids of the aggregates that events speak of, by the first word of their streams."""
    found: dict[str, dict[str, None]] = {}
    for recorded in appended:
        aggregate, _, aggregate_id = recorded.stream.partition("-")
        found.setdefault(aggregate, {})[aggregate_id] = None
    return {aggregate: list(ids) for aggregate, ids in found.items()}
