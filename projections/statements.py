"""The statements that load and store a read table's rows, made once from its declaration."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from psycopg import sql

from projections.table import ReadTable


@dataclass(frozen=True, slots=True)
class Statements:
    """``load``: (org, ids) -> rows of those aggregates that may change. ``store``: (org, *values), inserting or
    replacing one. ``copy_in``: COPY FROM STDIN of (org, *values)."""

    load: bytes
    store: bytes
    copy_in: bytes


@cache
def statements(schema: str, table: ReadTable[Any]) -> Statements:
    """The statements of a read table that stands in a schema."""
    name = sql.Identifier(schema, table.name)
    columns = sql.SQL(", ").join(map(sql.Identifier, table.columns))
    by_id = sql.SQL("{} = any(%s)").format(sql.Identifier(table.group)) if table.group else None
    wanted = by_id or sql.SQL("%s::text[] is not null")  # the one row of an organization
    if table.open:
        wanted = sql.SQL("{} and {} is null").format(wanted, sql.Identifier(table.open))
    order = sql.SQL(" order by {}").format(sql.Identifier(table.order)) if table.order else sql.SQL("")
    return Statements(
        load=sql.SQL("select {} from {} where org = %s and {}{}").format(columns, name, wanted, order).as_bytes(),
        store=_store(name, columns, table).as_bytes(),
        copy_in=sql.SQL("copy {} (org, {}) from stdin").format(name, columns).as_bytes(),
    )


def _store(name: sql.Identifier, columns: sql.Composed, table: ReadTable[Any]) -> sql.Composed:
    places = sql.SQL(", ").join([sql.Placeholder()] * (len(table.columns) + 1))
    insert = sql.SQL("insert into {} (org, {}) values ({})").format(name, columns, places)
    changes = sql.SQL(", ").join(
        sql.SQL("{0} = excluded.{0}").format(sql.Identifier(column))
        for column in table.columns
        if column not in table.key
    )
    key = sql.SQL(", ").join(map(sql.Identifier, ("org", *table.key)))
    return sql.SQL("{} on conflict ({}) do update set {}").format(insert, key, changes)
