"""What is there already, as far as an import has to know it to find things by their names."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from northlog.reading.snapshot import Snapshot
from northlog.reading.views import CycleView, TeamView
from projections.builds import directed
from projections.current import CURRENT

Goal = tuple[str, str, str]
"""Cycle id, team id, and title in lower case."""
Result = tuple[str, str]
"""Objective id, and title in lower case."""


@dataclass(frozen=True)
class Surroundings:
    """``people``: by e-mail address or name in lower case, all who go by it. ``goals``: the first drafted first.
    ``results``: the id of the first such key result, and its measure as stored."""

    org: str
    name: str
    zone: ZoneInfo
    now: datetime
    teams: Sequence[TeamView]
    cycles: Sequence[CycleView]
    people: Mapping[str, Sequence[str]]
    goals: Mapping[Goal, Sequence[str]]
    results: Mapping[Result, tuple[str, Mapping[str, Any]]]


def surroundings(seen: Snapshot) -> Surroundings:
    """What a look shows."""
    organization = seen.organization()
    assert organization is not None, "an organization that can be looked at was founded"
    people: defaultdict[str, list[str]] = defaultdict(list)
    for key, person in seen.people().items():
        for name in filter(None, (person.email, person.name)):
            people[name.casefold()].append(key)
    return Surroundings(
        org=seen.org,
        name=organization.name,
        zone=ZoneInfo(organization.time_zone),
        now=seen.now,
        teams=[each for each in seen.teams() if not each.dissolved],
        cycles=seen.cycles(),
        people=people,
        goals=_goals(seen.connection, seen.org),
        results=_results(seen.connection, seen.org),
    )


def _goals(connection: Connection, org: str) -> Mapping[Goal, Sequence[str]]:
    of = CURRENT.sql_tables["objectives"].c
    query = select(of.cycle_id, of.team_id, of.title, of.objective_id).where(of.org == org)
    found: defaultdict[Goal, list[str]] = defaultdict(list)
    for cycle_id, team_id, title, key in directed(connection).execute(query.order_by(of.position)):
        found[cycle_id, team_id, title.casefold()].append(key)
    return found


def _results(connection: Connection, org: str) -> dict[Result, tuple[str, Mapping[str, Any]]]:
    of = CURRENT.sql_tables["key_results"].c
    query = select(of.objective_id, of.title, of.key_result_id, of.measure).where(of.org == org, ~of.dropped)
    found: dict[Result, tuple[str, Mapping[str, Any]]] = {}
    for objective_id, title, key, measure in directed(connection).execute(query.order_by(of.number)):
        found.setdefault((objective_id, title.casefold()), (key, measure))
    return found
