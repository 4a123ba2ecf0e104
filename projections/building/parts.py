"""The parts of a build's work: every log is cut into some by its streams, and each is done by one process."""

from collections.abc import Sequence
from math import ceil
from typing import Any, NamedTuple

import psycopg

LARGEST, SMALLEST = 250_000, 20_000
"""So many events a part holds at most, since its rows are in memory; and, where a log is cut only so that
several processes have something to do, at least."""

_PLAN = "insert into northlog.build_parts (schema, org, part, parts, upto) values (%s, %s, %s, %s, %s)"
# The largest first, so that no process is left with a large one at the end.
_CLAIM = """
select org::text, part, parts, upto from northlog.build_parts where schema = %s and done_at is null
order by upto / parts desc, org, part limit 1 for update skip locked
"""
_DONE = """
update northlog.build_parts set done_at = clock_timestamp(), events = %s
where schema = %s and org = %s and part = %s
"""
_STATE = """
select coalesce(sum(upto::numeric / parts) filter (where done_at is not null), 0)::bigint,
       coalesce(sum(upto::numeric / parts), 0)::bigint,
       count(*) filter (where done_at is null)
from northlog.build_parts where schema = %s
"""


class Part(NamedTuple):
    """``part`` of ``parts`` of a log's streams, up to position ``upto``."""

    org: str
    part: int
    parts: int
    upto: int


class State(NamedTuple):
    """How far a build's filling got: events folded, as good as done, of how many; and parts left."""

    folded: int
    events: int
    left: int


def cut(events: int, jobs: int) -> int:
    """Into how many parts a log of so many events is cut, where so many processes work."""
    wanted = max(ceil(events / LARGEST), min(jobs, events // SMALLEST), 1)
    return wanted if wanted <= jobs else ceil(wanted / jobs) * jobs


def plan(raw: psycopg.Connection[Any], schema: str, logs: Sequence[tuple[str, int]], jobs: int) -> None:
    """Write down the parts of a build: of every log, up to its last position."""
    parts = [
        (schema, org, part, of, upto)
        for org, upto in logs
        if upto
        for of in [cut(upto, jobs)]
        for part in range(of)
    ]
    with raw.cursor() as cursor:
        cursor.executemany(_PLAN, parts)


def claim(raw: psycopg.Connection[Any], schema: str) -> Part | None:
    """A part that nobody has in hand, held until the transaction ends; ``None`` if there is none."""
    row = raw.execute(_CLAIM, (schema,)).fetchone()
    return None if row is None else Part(*row)


def done(raw: psycopg.Connection[Any], schema: str, part: Part, events: int) -> None:
    """Mark a part that held so many events."""
    raw.execute(_DONE, (events, schema, part.org, part.part))


def state(raw: psycopg.Connection[Any], schema: str) -> State:
    """How far a build's filling got."""
    row = raw.execute(_STATE, (schema,)).fetchone()
    assert row is not None
    return State(*row)
