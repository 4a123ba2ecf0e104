"""The live speed of a fold: load the rows concerned by key, fold, write those that changed."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import psycopg

from domain.words import Event
from events.record import Recorded
from projections.projection import Projection
from projections.statements import statements

_ADVANCE = """
insert into northlog.checkpoints as c (org, schema, position)
select %(org)s::uuid, b.schema, %(upto)s::bigint from northlog.builds b
where b.schema = %(schema)s::text and b.state = %(state)s::text and (
    %(after)s = 0
    or exists (select from northlog.checkpoints where org = %(org)s::uuid and schema = %(schema)s::text))
on conflict (org, schema) do update set position = %(upto)s where c.position = %(after)s
"""


class Loaded(NamedTuple):
    """The rows of ``aggregates`` in a workspace, and each as it stood, by table, aggregate and local key."""

    aggregates: dict[str, list[str]]
    workspace: Any
    before: dict[tuple[str, str, str], list[Any]]


def load(
    raw: psycopg.Connection[Any], projection: Projection, schema: str, org: str, events: Iterable[Event]
) -> Loaded:
    """The rows of a build that events are about to change, if nobody else changes them before."""
    aggregates = _aggregates(each.stream for each in events if type(each) in projection.handlers)
    workspace = projection.workspace()
    with raw.pipeline():
        return Loaded(aggregates, workspace, _load(raw, projection, schema, org, workspace, aggregates))


def fold_live(
    raw: psycopg.Connection[Any],
    projection: Projection,
    schema: str,
    state: str,
    org: str,
    events: Sequence[Recorded[Event]],
    loaded: Loaded | None = None,
) -> bool:
    """Fold events that follow each other, at least one, into the rows of a build, and move its checkpoint.

    ``loaded``: the rows, if nothing but these events has changed them since. False if the build is not in
    ``state`` or its checkpoint does not stand right before the events: nothing was folded, or where rows were
    handed in, the transaction is to be rolled back. Part of the connection's transaction.
    """
    with raw.pipeline() as sent:
        moved = advance(raw, schema, state, org, events[0].position - 1, events[-1].position)
        if loaded is None:
            loaded = load(raw, projection, schema, org, [each.event for each in events])
            if moved.rowcount == 0:
                return False
        try:
            _fold(projection, loaded, events)
        except Exception:
            sent.sync()
            if moved.rowcount == 0:
                return False  # a build that is not kept level lacks rows that these events change
            raise
        _store(raw, projection, schema, org, loaded.workspace, loaded.before)
    return moved.rowcount > 0


def _fold(projection: Projection, loaded: Loaded, events: Iterable[Recorded[Event]]) -> None:
    for recorded in events:
        projection.fold(loaded.workspace, recorded)
    for aggregate, ids in loaded.aggregates.items():
        for each in ids:
            projection.derive(loaded.workspace, aggregate, each)


def advance(
    raw: psycopg.Connection[Any], schema: str, state: str, org: str, after: int, upto: int
) -> psycopg.Cursor[Any]:
    """Move a build's checkpoint from one position to another; no row if it or the build stands elsewhere."""
    values = {"org": org, "schema": schema, "state": state, "after": after, "upto": upto}
    return raw.execute(_ADVANCE, values, prepare=True)


def _load(
    raw: psycopg.Connection[Any],
    projection: Projection,
    schema: str,
    org: str,
    workspace: Any,
    concerned: dict[str, list[str]],
) -> dict[tuple[str, str, str], list[Any]]:
    """Fill the workspace; returns every row as it stood, by table, aggregate and local key."""
    asked = [
        (rows, raw.execute(statements(schema, rows.table).load, (org, ids), prepare=True))
        for rows in projection.rows(workspace)
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
    raw: psycopg.Connection[Any],
    projection: Projection,
    schema: str,
    org: str,
    workspace: Any,
    before: dict[tuple[str, str, str], list[Any]],
) -> None:
    for rows in projection.rows(workspace):
        table = rows.table
        store = statements(schema, table).store
        for row in rows:
            values = table.encode(row)
            if before.get((table.name, *table.place_of(row))) != values:
                raw.execute(store, (org, *values), prepare=True)


def _aggregates(streams: Iterable[str]) -> dict[str, list[str]]:
    """The ids of the aggregates that streams are of, by the first word of their names."""
    found: dict[str, dict[str, None]] = {}
    for stream in streams:
        aggregate, _, aggregate_id = stream.partition("-")
        found.setdefault(aggregate, {})[aggregate_id] = None
    return {aggregate: list(ids) for aggregate, ids in found.items()}
