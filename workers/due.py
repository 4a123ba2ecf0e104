"""What is due stands in PostgreSQL: claimed, given back, put off. Every call is part of its caller's transaction.

A claim is a lease: whoever dies with it loses it when it runs out. What is asked for while it is claimed stays
due, for whoever gives it back says up to which position it had looked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import uniform
from typing import Any
from uuid import uuid4

import psycopg

LONGEST = 50
"""So many of those that have waited longest are claimed at once: few, so that what facts ask for waits little."""

FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(hours=1)

_NOW = "select coalesce(%s::timestamptz, clock_timestamp())"

# What a crash of the server takes away is found due once more, and done once more: no need to wait for the disk.
_UNHURRIED = "set local synchronous_commit to off"

# Whoever waits for rows of others takes them in the order of their ids, here and when giving back: else two would
# wait for each other.
_ASK = """
insert into northlog.due_evaluations as d (org, subject_id, due_at, asked_by)
select e.org, asked.subject_id, least(e.recorded_at, %(now)s), asked.position
from unnest(%(ids)s::uuid[], %(positions)s::bigint[]) as asked (subject_id, position)
     join northlog.events e on e.org = %(org)s::uuid and e.position = asked.position
order by asked.subject_id
on conflict (org, subject_id) do update
set due_at = least(d.due_at, excluded.due_at), asked_by = greatest(d.asked_by, excluded.asked_by)
"""

# A fresh fact waits neither behind what became due by time, which at midnight is nearly everything, nor behind a
# changed policy, which asks for everything too; and those that have waited longest are always among them.
_CLAIM = """
with asked_for as (
    select subject_id from northlog.due_evaluations
    where org = %(org)s and asked_by > seen and due_at <= %(now)s and claimed_until <= %(now)s
    order by asked_by desc limit %(limit)s
    for update skip locked
), waiting_longest as (
    select subject_id from northlog.due_evaluations
    where org = %(org)s and due_at <= %(now)s and claimed_until <= %(now)s
    order by due_at limit %(longest)s
    for update skip locked
)
update northlog.due_evaluations d
set claim = %(claim)s, claimed_until = %(until)s, attempts = d.attempts + 1
from (select subject_id from asked_for union select subject_id from waiting_longest) as free
where d.org = %(org)s and d.subject_id = free.subject_id
returning d.subject_id::text, d.attempts, d.due_at
"""

_GIVE_BACK = """
with mine as (
    select subject_id from northlog.due_evaluations
    where org = %(org)s and claim = %(claim)s and subject_id = any(%(ids)s::uuid[])
    order by subject_id
    for update
)
update northlog.due_evaluations d
set due_at = case when d.asked_by > %(seen)s then %(now)s else done.next_at end,
    seen = greatest(d.seen, %(seen)s), claim = null, claimed_until = '-infinity', attempts = 0
from mine join unnest(%(ids)s::uuid[], %(nexts)s::timestamptz[]) as done (subject_id, next_at) using (subject_id)
where d.org = %(org)s and d.subject_id = mine.subject_id
returning d.subject_id::text
"""

_FORGET = """
delete from northlog.due_evaluations
where org = %(org)s and subject_id = any(%(ids)s::uuid[]) and asked_by <= %(seen)s
"""

_PUT_OFF = """
update northlog.due_evaluations set due_at = %(until)s, claim = null, claimed_until = '-infinity'
where org = %(org)s and subject_id = %(subject_id)s and claim = %(claim)s
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """Objectives and health metrics claimed together, each with how often it was tried, this time included, and
    since when it was due."""

    org: str
    key: str
    attempts: Mapping[str, int]
    since: Mapping[str, datetime]


def now_of(raw: psycopg.Connection[Any], simulated: datetime | None) -> datetime:
    """Now by the database's clock, which stamps the log too; or the simulated one."""
    row = raw.execute(_NOW, (simulated,)).fetchone()
    assert row is not None
    found: datetime = row[0]
    return found


def unhurried(raw: psycopg.Connection[Any]) -> None:
    """Let the transaction end before the disk has it: what a crash takes away is found due once more."""
    raw.execute(_UNHURRIED)


def ask(raw: psycopg.Connection[Any], org: str, asked: Mapping[str, int], now: datetime) -> None:
    """Have objectives and health metrics evaluated at once. ``asked``: id to the position of the fact that asks
    for it, and since when it is due."""
    values = {"org": org, "ids": list(asked), "positions": list(asked.values()), "now": now}
    raw.execute(_ASK, values)


def claim(raw: psycopg.Connection[Any], org: str, now: datetime, lease: timedelta, limit: int) -> Claim | None:
    """Claim up to ``limit`` of those that facts ask for, the latest first, and some that have waited longest; none
    that somebody else has. ``None`` where there is none."""
    key = str(uuid4())
    limits = {"limit": limit, "longest": min(limit, LONGEST)}
    values = {"org": org, "now": now, "until": now + lease, "claim": key, **limits}
    found = raw.execute(_CLAIM, values).fetchall()
    if not found:
        return None
    return Claim(org, key, {each[0]: each[1] for each in found}, {each[0]: each[2] for each in found})


def give_back(
    raw: psycopg.Connection[Any], held: Claim, nexts: Mapping[str, datetime | None], seen: int, now: datetime
) -> None:
    """They were evaluated as of position ``seen``; each is due next at its instant, or never again.

    One whose claim had run out belongs to somebody else, and is evaluated once more.
    """
    values = {"org": held.org, "claim": held.key, "seen": seen, "now": now}
    values |= {"ids": list(nexts), "nexts": [at or now for at in nexts.values()]}
    returned = {each for (each,) in raw.execute(_GIVE_BACK, values)}
    # What was asked for in the meantime is not forgotten: it is due now.
    if over := [each for each in returned if nexts[each] is None]:
        raw.execute(_FORGET, {"org": held.org, "ids": over, "seen": seen})
    if lost := nexts.keys() - returned:
        ask(raw, held.org, dict.fromkeys(lost, seen), now)


def put_off(raw: psycopg.Connection[Any], held: Claim, subject_id: str, now: datetime) -> None:
    """One could not be evaluated: it is tried again after a pause that doubles each time."""
    until = now + pause(held.attempts[subject_id])
    raw.execute(_PUT_OFF, {"org": held.org, "claim": held.key, "subject_id": subject_id, "until": until})


def pause(attempts: int) -> timedelta:
    """How long to wait after so many attempts: doubled each time, by a random half more or less."""
    doubled: timedelta = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(attempts - 1, 20))
    apart = uniform(0.5, 1.5)  # noqa: S311 - not for secrecy
    return doubled * apart
