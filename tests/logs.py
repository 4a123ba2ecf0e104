"""Looking at an organization's log from outside the application, and tampering with it as its owner."""

from typing import Any

from sqlalchemy import text

from events import read
from events.record import Stored
from events.transaction import driver, transaction
from events.verify import Verdict, against_head, verify
from projections.current import CURRENT
from projections.projection import Projection
from tests.house import House


def log_of(house: House) -> list[Stored]:
    """All events of the house's organization, in order."""
    with transaction(house.app, house.org) as connection:
        return list(read.every(driver(connection), house.org))


def verdict_on(house: House) -> Verdict:
    """The chain recomputed, and compared with the log's head."""
    with transaction(house.app, house.org) as connection:
        raw = driver(connection)
        head = read.head(raw, house.org)
        assert head is not None
        return against_head(verify(house.org, read.every(raw, house.org)), *head)


def assert_whole(house: House) -> None:
    """Positions are dense, the clock never goes back, and the chain fits to the log's head."""
    verdict = verdict_on(house)
    assert verdict.problem is None, verdict


def count_of(house: House, command_id: str) -> int:
    """How many events a command left in the log, counted by the database."""
    with house.owner.begin() as connection:
        counted = text("select count(*) from northlog.events where org = :org and command_id = :command_id")
        return int(connection.execute(counted, {"org": house.org, "command_id": command_id}).scalar_one())


def tamper(house: House, statement: str, **values: Any) -> None:
    """Change the log as only the owner can: by taking the guard away first."""
    with house.owner.begin() as connection:
        connection.execute(text("alter table northlog.events disable trigger events_are_immutable"))
        connection.execute(text(statement), {"org": house.org} | values)
        connection.execute(text("alter table northlog.events enable trigger events_are_immutable"))


def read_tables(house: House, projection: Projection = CURRENT) -> dict[str, list[str]]:
    """Every row of a projection as PostgreSQL writes it, by table."""
    tables = {}
    schema = house.schema_of(projection)
    with transaction(house.app, house.org) as connection:
        for table in projection.tables:
            query = text(f"select t::text from {schema}.{table.name} as t order by 1")
            tables[table.name] = list(connection.execute(query).scalars())
    return tables
