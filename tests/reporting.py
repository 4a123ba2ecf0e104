"""The sample company with all that reporting shows, and logins that read it."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine, make_url

from northlog import reporting_logins
from northlog.demo.load import load
from northlog.demo.story import tell
from northlog.reading.looking import Looking
from projections.reporting import VIEWS
from tests.api import northlog_of
from tests.house import House, app_url, new_id, settle
from tests.services import in_database, run_sql
from tests.tale import Tale, fake_seal, live_through
from workers.evaluator import Evaluator

TODAY = datetime.now(UTC).date()


@dataclass(frozen=True)
class Sample:
    """``tale``: the same story in memory, by the domain alone. ``position``: where the log ends."""

    house: House
    tale: Tale
    position: int


@pytest.fixture(scope="session")
def sample(postgres_url: str, template_database: str) -> Iterator[Sample]:
    name = f"test_{uuid.uuid4().hex}"
    run_sql(postgres_url, f"create database {name} template {template_database}")
    url = in_database(postgres_url, name)
    owner, app = create_engine(url), create_engine(app_url(url))
    try:
        house = replace(settle(owner, app), org=new_id())  # the first is another organization's, beside it
        load(house.executor, house.org, TODAY, fake_seal)
        Evaluator(house.executor).work(house.org)
        yield Sample(house, live_through(tell(TODAY)), Looking(northlog_of(house), house.org).known_by(None))
    finally:
        owner.dispose()
        app.dispose()
        run_sql(postgres_url, f"drop database {name} with (force)")


@contextmanager
def reader_of(house: House) -> Iterator[psycopg.Connection[Any]]:
    """A connection of a reporting tool's login for the house's organization."""
    login = f"reader_{uuid.uuid4().hex[:12]}"
    reporting_logins.make(house.owner, house.org, login)
    url = make_url(house.owner.url).set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            # As if it had logged in: the tests' own server lets in by the system's user, not by password.
            connection.execute(f"set session authorization {login}".encode())
            yield connection
    finally:
        assert reporting_logins.revoke(house.owner, house.org, login)


def told(connection: psycopg.Connection[Any], as_of: int | None = None) -> dict[str, list[Any]]:
    """All that the views tell, by view; as of a position, or of now."""
    connection.execute("select set_config('northlog.as_of', %s, false)", ("" if as_of is None else str(as_of),))
    found = {}
    for view in VIEWS:
        found[view.name] = sorted(map(repr, connection.execute(f"select * from reporting.{view.name}")))
    return found
