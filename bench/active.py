"""A log of a running cycle, told anew from the trajectories that the rules are measured with (``bench.rules``)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from bench.rules import SEED, SPAN, objectives
from domain.cycle import CyclePlanned, CycleStarted
from domain.objective.events import CheckedIn, KeyResultAdded, ObjectiveDrafted, ObjectivePublished
from domain.objective.grip import Reading
from domain.organization import OrganizationFounded
from domain.team import CadenceSet, TeamFormed, TeamKind
from domain.trajectory import Trajectory
from domain.words import Event, Level

TEAMS_OBJECTIVES = 4
LEFT = timedelta(days=3)
"""Of the cycle, as in ``bench.rules``: the log is of today."""


def active(key_results: int) -> Iterator[Event]:
    """An organization in whose running cycle there are so many key results, each with 13 weeks of readings."""
    random = Random(SEED)
    today = datetime.now(UTC).date()
    starts_on = today + LEFT - timedelta(days=round(SPAN.days))
    company, cycle = _id(random), _id(random)
    yield OrganizationFounded(name="Northwind", time_zone="Europe/Zurich", late_entry_grace_days=7)
    yield TeamFormed(team_id=company, name="Northwind", kind=TeamKind.COMPANY, parent_id=None)
    yield CyclePlanned(
        cycle_id=cycle,
        name="Q1",
        starts_on=starts_on,
        ends_on=today + LEFT - timedelta(days=1),
        grace_days=7,
        time_zone="Europe/Zurich",
    )
    yield CycleStarted(cycle_id=cycle)
    later = datetime(starts_on.year, starts_on.month, starts_on.day, tzinfo=SPAN.zone) - SPAN.starts_at
    for number, told in enumerate(objectives(key_results)):
        if number % TEAMS_OBJECTIVES == 0:
            team = _id(random)
            yield TeamFormed(team_id=team, name="Discover", kind=TeamKind.TEAM, parent_id=company)
            assert told.cadence is not None, "the teams of bench.rules have one"
            yield CadenceSet(team_id=team, cadence=told.cadence)
        yield from _objective(random, told, cycle, team, later)


def _objective(random: Random, told: Trajectory, cycle: str, team: str, later: timedelta) -> Iterator[Event]:
    key, results = _id(random), [_id(random) for _ in told.key_results]
    yield ObjectiveDrafted(
        objective_id=key,
        cycle_id=cycle,
        team_id=team,
        title=told.title,
        description="",
        why_now="",
        owner=None if told.owners[-1].owner is None else _id(random),
        ambition=told.ambition,
        level=Level.TEAM,
        carried_from=None,
    )
    for result, line in zip(results, told.key_results, strict=True):
        yield KeyResultAdded(
            objective_id=key,
            key_result_id=result,
            title=line.title,
            measure=line.measure,
            owner=None,
            carried_from=None,
        )
    yield ObjectivePublished(objective_id=key)
    weeks = zip(told.check_ins, *(line.points for line in told.key_results), strict=True)
    for said, *points in weeks:
        yield CheckedIn(
            objective_id=key,
            check_in_id=_id(random),
            occurred_at=said.at + later,
            late=False,
            goal_confidence=said.confidence,
            readings=tuple(
                Reading(key_result_id=result, value=point.value, confidence=point.confidence)
                for result, point in zip(results, points, strict=True)
            ),
            issues=said.issues,
            plan=said.plan,
        )


def _id(random: Random) -> str:
    return str(UUID(int=random.getrandbits(128)))
