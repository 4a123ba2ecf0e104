"""The follower of the log: what happens to an objective or a health metric makes its evaluation due, at once."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import psycopg
from sqlalchemy import Connection, select

from events import read
from events.record import Stored
from events.transaction import driver
from projections.builds import directed
from projections.current import CURRENT
from workers import due

NAME = "evaluation"
BATCH = 1_000
EVALUATED = {"objective", "health_metric"}
"""What has alerts."""
FOR_ALL = ("policy.", "cycle.", "team.moved.")
"""What such events say can change how any objective is judged."""
FOR_TEAM = ("team.cadence_set.",)
"""And these, how those of the team are."""
AFTER_ITS_END = timedelta(days=2)
"""So long after its last day a cycle is still looked at: by then it is over in every time zone."""

_BEGIN = "insert into northlog.followers (org, name) values (%s, %s) on conflict do nothing"
_WAIT = "select position from northlog.followers where org = %s and name = %s for update"
# Nothing is written where nothing changed: most looks find the log where the last one left it.
_MOVE = """
update northlog.followers set position = %(position)s, rung_until = '-infinity', rings = 0
where org = %(org)s and name = %(name)s and (position, rung_until) is distinct from (%(position)s, '-infinity')
"""
_HOLD = """
insert into northlog.followers (org, name, rung_until) values (%s, %s, clock_timestamp() + %s)
on conflict (org, name) do update set rung_until = excluded.rung_until
"""


def hold(raw: psycopg.Connection[Any], org: str, lasting: timedelta) -> None:
    """Have no scheduler act for an organization for a while, an hour at most, or from now on again (zero): while a
    past is loaded, every day of it would look like silence since."""
    raw.execute(_HOLD, (org, NAME, lasting))


def follow(connection: Connection, org: str, now: datetime) -> bool:
    """Read on in the log, from where the last one stopped; returns whether that was up to its end.

    Part of the caller's transaction. Several at once wait for one another.
    """
    raw = driver(connection)
    position = _waited(raw, org)
    found = read.after(raw, org, position, BATCH)
    asked = _spoken_of(found)
    for key, at in _concerned(connection, org, found, now):
        asked[key] = max(at, asked.get(key, 0))
    if asked:
        due.ask(raw, org, asked, now)
    to = found[-1].position if found else position
    raw.execute(_MOVE, {"position": to, "org": org, "name": NAME})
    return len(found) < BATCH


def _waited(raw: psycopg.Connection[Any], org: str) -> int:
    row = raw.execute(_WAIT, (org, NAME)).fetchone()
    if row is None:
        raw.execute(_BEGIN, (org, NAME))
        row = raw.execute(_WAIT, (org, NAME)).fetchone()
    assert row is not None
    return int(row[0])


def _spoken_of(found: Iterable[Stored]) -> dict[str, int]:
    """The objectives and health metrics that events speak of, each with the last of their positions."""
    names = ((each.position, each.stream.partition("-")) for each in found)
    return {key: position for position, (aggregate, _, key) in names if aggregate in EVALUATED}


def _concerned(
    connection: Connection, org: str, found: Iterable[Stored], now: datetime
) -> Iterator[tuple[str, int]]:
    """What is judged otherwise since events about something else, each with the last of their positions."""
    for_all = max((each.position for each in found if each.type.startswith(FOR_ALL)), default=0)
    teams = {each.stream.partition("-")[2]: each.position for each in found if each.type.startswith(FOR_TEAM)}
    if for_all or teams:
        for key, team in _judged(connection, org, now):
            if at := max(for_all, teams.get(team, 0)):
                yield key, at


def _judged(connection: Connection, org: str, now: datetime) -> Iterator[tuple[str, str]]:
    """Every objective and health metric that has alerts now, with its team."""
    objectives, cycles, metrics = (
        CURRENT.sql_tables[name].c for name in ("objectives", "cycles", "health_metrics")
    )
    running = select(objectives.objective_id, objectives.team_id).where(
        objectives.org == org,
        objectives.status == "published",
        cycles.org == org,
        cycles.cycle_id == objectives.cycle_id,
        cycles.ends_on >= (now - AFTER_ITS_END).date(),
    )
    watched = select(metrics.health_metric_id, metrics.team_id).where(metrics.org == org, ~metrics.retired)
    for query in (running, watched):
        yield from directed(connection).execute(query)
