"""Making and dropping a projection's schema. Read tables are never migrated: another version is built anew."""

from sqlalchemy import Connection, text
from sqlalchemy.schema import CreateSchema, DropSchema

from projections.projection import Projection

_INSTALLED = text("select version from northlog.projections where projection = :name")
_INSTALL = text(
    "insert into northlog.projections (projection, version) values (:name, :version) "
    "on conflict (projection) do update set version = :version, built_at = clock_timestamp()"
)
_LAG = text("select northlog.projection_lag(:name)")
_FORGET = text("delete from northlog.checkpoints where projection = :name")


def installed_version(connection: Connection, projection: Projection) -> int | None:
    """The version the read tables were built by; ``None`` where there are none."""
    return connection.execute(_INSTALLED, {"name": projection.name}).scalar_one_or_none()


def lag(connection: Connection, projection: Projection) -> int:
    """How many events it has yet to read, over all organizations."""
    return int(connection.execute(_LAG, {"name": projection.name}).scalar_one())


def install(owner: Connection, projection: Projection) -> None:
    """Make a projection's tables, empty, unless those of this version are there."""
    if installed_version(owner, projection) == projection.version:
        return
    name = projection.schema
    owner.execute(DropSchema(name, cascade=True, if_exists=True))
    owner.execute(CreateSchema(name))
    for table in projection.sql_tables:
        projection.sql_tables[table].create(owner)
        _wall_off(owner, name, table)
    owner.execute(text(f'grant usage on schema "{name}" to northlog_app'))
    owner.execute(text(f'grant select, insert, update on all tables in schema "{name}" to northlog_app'))
    owner.execute(_FORGET, {"name": projection.name})
    owner.execute(_INSTALL, {"name": projection.name, "version": projection.version})


def _wall_off(owner: Connection, schema: str, table: str) -> None:
    owner.execute(text(f'alter table "{schema}"."{table}" enable row level security'))
    owner.execute(
        text(
            f'create policy own_organization on "{schema}"."{table}" '
            "using (org = (select northlog.current_org())) "
            "with check (org = (select northlog.current_org()))"
        )
    )
