"""Blue and green: a new build of a projection is filled beside the live one, compared with it, and switched in.

Writers go on all the while, but for the moment of the switch. What was done stands in the database, so a
rebuild that was killed goes on where it was when it is run again; by several processes at once, if need be.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, text

from events import read
from events.catalogue import Catalogue
from events.errors import LogError
from events.transaction import driver
from projections import builds, schema
from projections.building import parts
from projections.building.comparing import BuildDiffers, Difference, compare
from projections.building.filling import fill, unread
from projections.building.jobs import fill_by_jobs
from projections.building.parts import State
from projections.building.switching import switch
from projections.builds import Build, BuildAborted
from projections.projection import Projection
from projections.reporting.publishing import publish

Told = Callable[[str, int, int], object]
"""Hears what is being done, and how much of how much: fold (events), compare (organizations), switch."""


def unheard(_doing: str, _done: int, _of: int) -> None:
    """Nobody wants to know."""


PAUSE = 0.05
"""Seconds between two looks at parts that another process has in hand."""

_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtextextended(:name, 7237415124))")
_MISSED = """
with filled as (select org, max(upto) as upto, sum(events) as events
                from northlog.build_parts where schema = %(schema)s group by org),
counted as (select org, upto - events - case when cardinality(%(without)s::text[]) = 0 then 0 else (
                select count(*) from northlog.events e
                where e.org = f.org and e.position <= f.upto and e.type = any(%(without)s)) end as missed
            from filled f)
select org::text, missed from counted where missed <> 0
"""
_CHECKPOINTS = """
insert into northlog.checkpoints (org, schema, position)
select org, schema, max(upto) from northlog.build_parts where schema = %s group by org, schema
"""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """``events``: how many the new build was filled with. ``differences``: from the one that was live before."""

    schema: str
    events: int
    differences: tuple[Difference, ...]


def rebuild(
    owner: Engine,
    catalogue: Catalogue,
    projection: Projection,
    *,
    jobs: int = 1,
    accept_differences: bool = False,
    told: Told = unheard,
) -> Rebuilt:
    """Build a projection anew from all logs and have it go live; goes on with a build that was begun.

    ``owner`` connects as the owner of the tables. ``jobs``: so many processes fill it; one means this one.

    Fails at the first event it cannot read. Raises ``BuildDiffers`` where the live build, made by the same
    version, holds something else, unless that is accepted; ``BuildAborted`` if somebody else ended it.
    """
    name = begin(owner, projection, jobs)
    _fill(owner, catalogue, projection, name, jobs, told)
    with _alone(owner, projection) as finishing:
        now = builds.building(finishing, projection)
        if now is None or now.schema != name:
            raise BuildAborted(name)
        if now.keyed_at is None:
            _complete(owner, catalogue, projection, name)
        events = _state(owner, name).events
        differences = _compared(owner, catalogue, projection, name, accept_differences, told)
        told("switch", 0, 1)
        switch(owner, catalogue, projection, name)
    told("switch", 1, 1)
    publish(owner)
    return Rebuilt(name, events, tuple(differences))


def begin(owner: Engine, projection: Projection, jobs: int) -> str:
    """The schema of the build that is being built: the one that was begun, if it was by this version."""
    with owner.begin() as connection:
        connection.execute(_ONE_AT_A_TIME, {"name": f"begin {projection.name}"})
        begun = builds.building(connection, projection)
        if begun is not None and begun.version == projection.version:
            return begun.schema
        if begun is not None:
            builds.abort(connection, begun.schema)
            schema.drop(connection, begun.schema)
        name = builds.begin(connection, projection)
        schema.create(connection, projection, name)
        raw = driver(connection)
        parts.plan(raw, name, read.logs(raw), jobs)
        return name


def _fill(owner: Engine, catalogue: Catalogue, projection: Projection, name: str, jobs: int, told: Told) -> None:
    before = _state(owner, name)
    folded = before.folded

    def all_in_all(events: int) -> None:
        told("fold", min(before.folded + events, before.events), before.events)

    def step(events: int) -> None:
        nonlocal folded
        folded += events
        told("fold", min(folded, before.events), before.events)

    if jobs > 1 and before.left > 1:
        fill_by_jobs(owner, projection.name, name, min(jobs, before.left), all_in_all)
        folded = _state(owner, name).folded
    fill(owner, catalogue, projection, name, step)
    while _state(owner, name).left:
        time.sleep(PAUSE)  # another process has the rest in hand; should it die, its parts are free again
        fill(owner, catalogue, projection, name, step)


def _state(owner: Engine, name: str) -> State:
    with owner.connect() as connection:
        return parts.state(driver(connection), name)


@contextmanager
def _alone(owner: Engine, projection: Projection) -> Iterator[Connection]:
    """A connection that holds off others who would finish a build of the same projection."""
    with owner.begin() as connection:
        connection.execute(_ONE_AT_A_TIME, {"name": f"finish {projection.name}"})
        yield connection


def _complete(owner: Engine, catalogue: Catalogue, projection: Projection, name: str) -> None:
    with owner.begin() as connection:
        builds.hold(connection, name)
        raw = driver(connection)
        _check_that_nothing_was_missed(raw, name, unread(catalogue, projection))
        schema.complete(connection, projection, name)
        raw.execute(_CHECKPOINTS, (name,))


def _check_that_nothing_was_missed(raw: psycopg.Connection[Any], name: str, without: list[str]) -> None:
    for org, missed in raw.execute(_MISSED, {"schema": name, "without": without}):
        raise LogError(f"the log of {org} lacks {missed} events; run: northlog log verify")


def _compared(
    owner: Engine, catalogue: Catalogue, projection: Projection, name: str, accept: bool, told: Told
) -> list[Difference]:
    with owner.connect() as connection:
        live: Build | None = builds.live(connection, projection)
        logs = read.logs(driver(connection))
    if live is None:
        return []
    differences: list[Difference] = []
    for number, (org, _) in enumerate(logs):
        told("compare", number, len(logs))
        differences += compare(owner, catalogue, projection, live, name, org)
    if differences and live.version == projection.version and not accept:
        raise BuildDiffers(name, differences)
    return differences
