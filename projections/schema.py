"""The tables of a build: made bare, and given their keys once they are filled. Read tables are never migrated."""

from typing import Any

from sqlalchemy import Column, Computed, Connection, MetaData, Table, text
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateSchema, DropSchema, ExecutableDDLElement

from projections.projection import Projection

_KEYED = text("update northlog.builds set keyed_at = clock_timestamp() where schema = :schema")


def create(owner: Connection, projection: Projection, schema: str) -> None:
    """Make a build's schema and its tables, without a key or an index: so they are filled the fastest."""
    owner.execute(CreateSchema(schema))
    for table in projection.sql_tables.values():
        columns = [
            Column(each.name, each.type, *_computed(each), nullable=each.nullable) for each in table.columns
        ]
        Table(table.name, MetaData(schema=schema), *columns, **table.dialect_kwargs).create(owner)


def _computed(column: Column[Any]) -> list[Computed]:
    computed = column.computed
    return [] if computed is None else [Computed(computed.sqltext, persisted=True)]


def complete(owner: Connection, projection: Projection, schema: str) -> None:
    """Give a build's tables their keys, constraints and indexes, the wall between organizations, and grants."""
    for table in projection.sql_tables.values():
        added: list[ExecutableDDLElement] = [AddConstraint(each) for each in table.constraints]
        added += [CreateIndex(index) for index in table.indexes]
        for each in added:
            owner.execute(each, execution_options={"schema_translate_map": {projection.name: schema}})
        _wall_off(owner, schema, table.name)
    owner.execute(text(f'grant usage on schema "{schema}" to northlog_app'))
    owner.execute(text(f'grant select, insert, update on all tables in schema "{schema}" to northlog_app'))
    owner.execute(_KEYED, {"schema": schema})


def drop(owner: Connection, schema: str) -> None:
    """Drop a build's tables."""
    owner.execute(DropSchema(schema, cascade=True, if_exists=True))


def _wall_off(owner: Connection, schema: str, table: str) -> None:
    owner.execute(text(f'alter table "{schema}"."{table}" enable row level security'))
    owner.execute(
        text(
            f'create policy own_organization on "{schema}"."{table}" '
            "using (org = (select northlog.current_org())) "
            "with check (org = (select northlog.current_org()))"
        )
    )
