"""Comparing two builds at one position of a log, while its writers go on."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, Engine, text

from events.catalogue import Catalogue
from events.errors import LogError
from events.transaction import driver
from projections import builds
from projections.builds import Build
from projections.follow import behind, catch_up, checkpoint
from projections.projection import Projection

FAR = 10_000
"""A live build that is more events behind is not brought level only to be replaced: that takes longest of all."""

_HOLD_LOG = text("select from northlog.heads where org = :org for no key update")
_COLUMNS = text("""
select a.relname, string_agg(
    format(case a.atttypid when 'json'::regtype then '%I::text' else '%I' end, a.attname), ', ' order by a.attname)
from (select c.relname, t.attname, t.atttypid from pg_class c join pg_attribute t on t.attrelid = c.oid
      where c.relnamespace = cast(:one as regnamespace) and c.relkind = 'r' and t.attnum > 0 and not t.attisdropped
      intersect
      select c.relname, t.attname, t.atttypid from pg_class c join pg_attribute t on t.attrelid = c.oid
      where c.relnamespace = cast(:other as regnamespace) and c.relkind = 'r' and t.attnum > 0
        and not t.attisdropped) as a
group by a.relname order by a.relname
""")
_SUM = """
select '{table}', count(*), coalesce(sum(hashtextextended(row({columns})::text, 0)::numeric), 0)
from "{schema}"."{table}" where org = :org
"""
_ONLY = """
select count(*) from (select {columns} from "{one}"."{table}" where org = :org
                      except all select {columns} from "{other}"."{table}" where org = :org) as missing
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows of a table that only the live build or only the new one has."""

    org: str
    table: str
    only_live: int
    only_new: int

    def __str__(self) -> str:
        return (
            f"{self.table} of organization {self.org}: {self.only_live:,} rows only in the live build,"
            f" {self.only_new:,} only in the new one"
        )


class BuildDiffers(LogError):
    """The new build does not hold what the live one does, though made by the same version of the fold."""

    def __init__(self, schema: str, differences: Sequence[Difference]) -> None:
        told = "; ".join(map(str, differences[:3])) + (" and more" if len(differences) > 3 else "")
        super().__init__(
            f"{schema} differs from the live build: {told}. Nothing was switched. If the live tables were damaged,"
            " put the new ones in their place with: northlog projections rebuild --accept-differences;"
            " else drop them with: northlog projections abort"
        )
        self.differences = tuple(differences)


def compare(
    owner: Engine, catalogue: Catalogue, projection: Projection, live: Build, schema: str, org: str
) -> list[Difference]:
    """Where two builds differ in one organization, table by table, over the columns both have.

    A live build that does not stand where its log ends, though it should, or that nobody has looked into for long,
    is not compared: it is to be replaced.
    """
    with _level(owner, catalogue, projection, live, schema, org) as looking:
        raw = driver(looking)
        if checkpoint(raw, live.schema, org) != checkpoint(raw, schema, org):
            return []  # the live build does not stand at the log's end, so it says nothing of what is there
        columns: dict[str, str] = dict(looking.execute(_COLUMNS, {"one": live.schema, "other": schema}).all())
        one, other = (_sums(looking, each, columns, org) for each in (live.schema, schema))
        differing = [table for table in columns if one[table] != other[table]]
        return [_difference(looking, live.schema, schema, table, columns[table], org) for table in differing]


@contextmanager
def _level(
    owner: Engine, catalogue: Catalogue, projection: Projection, live: Build, schema: str, org: str
) -> Iterator[Connection]:
    """A snapshot in which both builds stand at the end of the log. Its writers wait only until it is taken."""
    followed = [(schema, builds.BUILDING)]
    if not projection.inline and _left(owner, live.schema, org) <= FAR:
        followed.append((live.schema, builds.LIVE))
    for each, state in followed:
        catch_up(owner, catalogue, projection, each, state, org)  # nearly all, before anybody waits
    with owner.connect().execution_options(isolation_level="REPEATABLE READ") as looking:
        with owner.begin() as holding:
            holding.execute(_HOLD_LOG, {"org": org})
            for each, state in followed:
                catch_up(owner, catalogue, projection, each, state, org)
            builds.hold(looking, schema)  # its snapshot is taken
        yield looking


def _left(owner: Engine, schema: str, org: str) -> int:
    with owner.connect() as connection:
        return behind(driver(connection), schema).get(org, 0)


def _sums(looking: Connection, schema: str, columns: dict[str, str], org: str) -> dict[str, tuple[int, Decimal]]:
    """How many rows each table has, and the sum of their hashes: whatever their order, the same."""
    each = [_SUM.format(columns=names, schema=schema, table=table) for table, names in columns.items()]
    found = looking.execute(text(" union all ".join(each)), {"org": org})
    return {table: (count, total) for table, count, total in found}


def _difference(looking: Connection, live: str, schema: str, table: str, columns: str, org: str) -> Difference:
    only_live, only_new = (
        looking.execute(
            text(_ONLY.format(columns=columns, one=one, other=other, table=table)), {"org": org}
        ).scalar_one()
        for one, other in ((live, schema), (schema, live))
    )
    return Difference(org, table, only_live, only_new)
