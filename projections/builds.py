"""The builds of projections: which there are, and which one is live.

Every build has a PostgreSQL schema of its own, ``<projection>_<number>``. Queries are written against the
projection's name as their schema; a connection is directed at the builds that are live in its snapshot.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import psycopg
from sqlalchemy import Connection, TextClause, text
from sqlalchemy.exc import ProgrammingError

from events.errors import BuildSwitched, LogError
from projections.projection import Projection

BUILDING, LIVE, RETIRED, ABORTED = "building", "live", "retired", "aborted"
"""The states of a build."""

_ALL = text("select * from northlog.builds order by projection, build")
_LIVE = text("select * from northlog.builds where state = 'live'")
_LOOK = text("""
select b.projection, b.schema, coalesce(h.position, 0) as position
from northlog.builds b left join northlog.heads h on h.org = :org where b.state = 'live'
""")
_SIZES = text("""
select b.schema, coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint
from northlog.builds b left join pg_class c on c.relnamespace = to_regnamespace(b.schema) and c.relkind = 'r'
group by b.schema
""")
_LAG = text("select furthest from northlog.lags() where reader = :name")
_BEGIN = text("""
insert into northlog.builds (schema, projection, build, version, state)
select :projection || '_' || n, :projection, n, :version, 'building'
from (select coalesce(max(build), 0) + 1 as n from northlog.builds where projection = :projection) as next
returning schema
""")
_RETIRE = text("update northlog.builds set state = 'retired' where projection = :projection and state = 'live'")
_GO_LIVE = text("""
update northlog.builds set state = 'live', switched_at = clock_timestamp()
where schema = :schema and state = 'building' and keyed_at is not null
""")
_HOLD = text("select from northlog.builds where schema = :schema and state = :state for share")
_ABORT = text("update northlog.builds set state = 'aborted' where schema = :schema and state = 'building'")
_FORGET = text("delete from northlog.builds where schema = :schema")


class BuildAborted(LogError):
    """A build is not being built any more."""

    def __init__(self, schema: str) -> None:
        super().__init__(f"the build {schema} was aborted, or finished by another process; nothing was switched")


@dataclass(frozen=True, slots=True)
class Build:
    """``state``: building, live, retired or aborted. ``keyed_at``: when its tables got their keys."""

    schema: str
    projection: str
    build: int
    version: int
    state: str
    begun_at: datetime
    keyed_at: datetime | None
    switched_at: datetime | None


def builds(connection: Connection, which: TextClause = _ALL) -> list[Build]:
    """Every build that was not dropped, by projection, the oldest first."""
    return [Build(**row) for row in connection.execute(which).mappings()]


def sizes(connection: Connection) -> dict[str, int]:
    """How many bytes each build takes with its indexes, by schema."""
    found: dict[str, int] = dict(connection.execute(_SIZES).all())
    return found


def live(connection: Connection, projection: Projection) -> Build | None:
    """The live build; ``None`` where there is none."""
    return next((each for each in builds(connection, _LIVE) if each.projection == projection.name), None)


def building(connection: Connection, projection: Projection) -> Build | None:
    """The build that is being built; ``None`` where there is none."""
    mine = (each for each in builds(connection) if each.projection == projection.name)
    return next((each for each in mine if each.state == BUILDING), None)


def live_version(connection: Connection, projection: Projection) -> int | None:
    """The version of the fold that the live build was made by; ``None`` where there is none."""
    found = live(connection, projection)
    return None if found is None else found.version


def lag(connection: Connection, projection: Projection) -> int:
    """How many events the live build has yet to read, in the organization that is furthest behind."""
    return int(connection.execute(_LAG, {"name": projection.name}).scalar() or 0)


def look(connection: Connection, org: str, projections: Iterable[Projection]) -> int:
    """Direct the connection's queries at the live builds; returns the last position of the organization's log.

    In a transaction of one snapshot both stay what they are, and none of the builds is dropped before its end.
    Raises ``BuildSwitched`` where one that was live in the snapshot is dropped already.
    """
    found = connection.execute(_LOOK, {"org": org}).all()
    schemas = {row.projection: row.schema for row in found}
    _keep(connection, [f'"{schemas[it.name]}".{it.tables[0].name}' for it in projections if it.name in schemas])
    _direct(connection, schemas)
    return max((int(row.position) for row in found), default=0)


def _keep(connection: Connection, tables: Sequence[str]) -> None:
    """Hold one table of each build; whoever drops a build needs all of them."""
    if not tables:
        return
    try:
        connection.execute(text(f"lock table {', '.join(tables)} in access share mode"))
    except ProgrammingError as error:
        if isinstance(error.orig, psycopg.errors.UndefinedTable | psycopg.errors.InvalidSchemaName):
            raise BuildSwitched from error
        raise


def directed(connection: Connection) -> Connection:
    """The connection, its queries directed at the live builds, if they are not yet."""
    if "schema_translate_map" not in connection.get_execution_options():
        _direct(connection, {each.projection: each.schema for each in builds(connection, _LIVE)})
    return connection


def _direct(connection: Connection, schemas: dict[str | None, str | None]) -> None:
    connection.execution_options(schema_translate_map=schemas)


def begin(owner: Connection, projection: Projection) -> str:
    """A new build, empty and without tables; returns its schema's name."""
    values = {"projection": projection.name, "version": projection.version}
    return str(owner.execute(_BEGIN, values).scalar_one())


def hold(owner: Connection, schema: str, state: str = BUILDING) -> None:
    """Keep a build in its state until the transaction ends. Raises ``BuildAborted`` if it is in another."""
    if owner.execute(_HOLD, {"schema": schema, "state": state}).rowcount == 0:
        raise BuildAborted(schema)


def go_live(owner: Connection, projection: Projection, schema: str) -> None:
    """Have readers and writers go to this build from the transaction's commit on. Raises ``BuildAborted``."""
    owner.execute(_RETIRE, {"projection": projection.name})
    if owner.execute(_GO_LIVE, {"schema": schema}).rowcount == 0:
        raise BuildAborted(schema)


def abort(owner: Connection, schema: str) -> None:
    """End a build that is being built. Raises ``BuildAborted`` if it is not."""
    if owner.execute(_ABORT, {"schema": schema}).rowcount == 0:
        raise BuildAborted(schema)


def forget(owner: Connection, schema: str) -> None:
    """Strike a build off the list, with its checkpoints and parts."""
    owner.execute(_FORGET, {"schema": schema})
