"""A whole Northlog for a test: a migrated database, the application's role, one organization to act in."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine, NullPool, create_engine, make_url, text

from domain.organization import FoundOrganization
from domain.words import Command
from events.append import Origin, found_log
from events.catalogue import CATALOGUE
from events.executor import Answer, Executor
from events.transaction import driver, transaction
from northlog.installation import APP_ROLE, install
from northlog.wiring import INLINE
from projections.builds import live
from projections.current import CURRENT
from projections.projection import Projection

Clock = Callable[[], datetime]


def new_id() -> str:
    return str(uuid.uuid4())


@dataclass(frozen=True)
class House:
    """``owner`` may do everything, ``app`` is the application's own role behind row-level security."""

    owner: Engine
    app: Engine
    org: str
    executor: Executor

    def do(self, command: Command, key: str | None = None, expected_version: int | None = None) -> Answer:
        """Execute a command in the house's organization."""
        origin = Origin(actor="test", command_id=key or new_id(), correlation_id="test")
        return self.executor.execute(self.org, command, origin, expected_version)

    def at(self, clock: Clock) -> "House":
        """The same house with a simulated clock."""
        return replace(self, executor=replace(self.executor, clock=clock))

    def another_organization(self, clock: Clock | None = None) -> "House":
        """One more in the same database; founded and living by a simulated clock, if one is given."""
        return settle(self.owner, self.app, clock)

    def rows(self, table: str) -> list[Any]:
        """All rows of a read table, in the order of its columns."""
        with transaction(self.app, self.org) as connection:
            return list(connection.execute(text(f"select * from {self.schema}.{table} as t order by t::text")))

    @property
    def schema(self) -> str:
        """Where the current state's live build has its tables."""
        return self.schema_of(CURRENT)

    def schema_of(self, projection: Projection) -> str:
        """Where a projection's live build has its tables."""
        with self.owner.connect() as connection:
            build = live(connection, projection)
        assert build is not None
        return build.schema


def app_url(owner_url: str) -> str:
    """The URL of the application's role in the same database."""
    return make_url(owner_url).set(username=APP_ROLE).render_as_string(hide_password=False)


def settle(owner: Engine, app: Engine, clock: Clock | None = None) -> House:
    """Found an organization."""
    org = new_id()
    with transaction(app, org) as connection:
        found_log(driver(connection), org)
    house = House(owner, app, org, Executor(app, CATALOGUE, INLINE, clock))
    house.do(FoundOrganization(name="Northwind", time_zone="Europe/Zurich"))
    return house


def prepare(owner_url: str) -> None:
    """Install Northlog in the database that all others are copied from."""
    engine = create_engine(owner_url, poolclass=NullPool)
    install(engine, app_password=make_url(owner_url).password)


@pytest.fixture
def house(make_database: Callable[[], str]) -> Iterator[House]:
    owner_url = make_database()
    owner, app = create_engine(owner_url), create_engine(app_url(owner_url))
    try:
        yield settle(owner, app)
    finally:
        owner.dispose()
        app.dispose()
