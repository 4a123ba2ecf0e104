"""A believable history without end, the same for every run: what a growing organization says, in its order.

Wave after wave of objectives: drafted with three key results, checked in thirteen to twenty times with three
readings, some corrected, some retargeted, closed. Any beginning of it is a history too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from domain.cycle import CycleClosed, CyclePlanned, CycleStarted
from domain.measure import Completion, Measure, Metric, Quantity
from domain.objective.events import (
    CheckedIn,
    CheckInCorrected,
    FinalScore,
    KeyResultAdded,
    KeyResultRetargeted,
    ObjectiveClosed,
    ObjectiveDrafted,
    ObjectivePublished,
)
from domain.objective.grip import Reading
from domain.organization import OrganizationFounded
from domain.team import Cadence, CadenceSet, MemberAdded, MemberRole, TeamFormed, TeamKind
from domain.words import Ambition, Event, Level, Outcome

TEAMS = 24
OBJECTIVES = 4
"""So many a team and cycle."""
CHECK_INS = (13, 20)
"""The fewest and the most check-ins of an objective."""
CYCLES = 40
"""So many a unit works; then the organization grows by another one."""
CORRECTED, RETARGETED, LATE = 0.04, 0.02, 0.06
"""The shares of check-ins that are."""

_CYCLE = timedelta(weeks=max(CHECK_INS))
_FIRST_DAY = date(2010, 1, 4)

_ISSUES = (
    "",
    "Legal has not answered yet; the two open questions block the pilot.",
    "Support is short of two people until the end of the month.",
    "The new form loses people at the second step, and we do not know why: “too long”, says one.",
)
_PLANS = (
    "Interview five customers who dropped out and compare with those who stayed.",
    "Ship the shorter form to a tenth of the visitors, then look again.",
    "Pair with the data team on the funnel, and settle what counts as a completed onboarding.",
)


@dataclass(slots=True)
class _Objective:
    objective_id: str
    key_results: dict[str, Measure]
    check_ins: int


def history(seed: int) -> Iterator[Event]:
    """The events in the order in which they are recorded."""
    random = Random(seed)
    company = _id(random)
    yield OrganizationFounded(name="Northwind", time_zone="Europe/Zurich", late_entry_grace_days=7)
    yield TeamFormed(team_id=company, name="Northwind", kind=TeamKind.COMPANY, parent_id=None)
    while True:
        teams = [_id(random) for _ in range(TEAMS)]
        yield from _unit(random, company, teams)
        for number in range(CYCLES):
            yield from _cycle(random, teams, _FIRST_DAY + number * _CYCLE)


def _unit(random: Random, company: str, teams: list[str]) -> Iterator[Event]:
    unit = _id(random)
    yield TeamFormed(team_id=unit, name="Digital Services", kind=TeamKind.UNIT, parent_id=company)
    for team in teams:
        yield TeamFormed(team_id=team, name="Discover", kind=TeamKind.TEAM, parent_id=unit)
        yield CadenceSet(team_id=team, cadence=Cadence(weekday=1, hour=9))
        for role in (MemberRole.LEAD, MemberRole.MEMBER, MemberRole.MEMBER):
            yield MemberAdded(team_id=team, person_id=_id(random), role=role)


def large_cycle(seed: int, teams: int, check_ins: int) -> Iterator[Event]:
    """The events of one more cycle: so many teams, each of whose objectives is checked in on so often."""
    random = Random(seed)
    return _cycle(random, [_id(random) for _ in range(teams)], _FIRST_DAY, (check_ins, check_ins))


def _cycle(
    random: Random, teams: list[str], first: date, check_ins: tuple[int, int] = CHECK_INS
) -> Iterator[Event]:
    cycle = _id(random)
    last = first + _CYCLE - timedelta(days=1)
    yield CyclePlanned(
        cycle_id=cycle, name="Cycle", starts_on=first, ends_on=last, grace_days=7, time_zone="Europe/Zurich"
    )
    objectives = []
    for team in teams:
        for _ in range(OBJECTIVES):
            objective = _Objective(_id(random), {}, random.randint(*check_ins))
            yield from _written(random, objective, cycle, team)
            objectives.append(objective)
    yield CycleStarted(cycle_id=cycle)
    for week in range(max(check_ins)):
        now = datetime(first.year, first.month, first.day, 9, tzinfo=UTC) + timedelta(weeks=week)
        for objective in objectives:
            if week < objective.check_ins:
                yield from _checked_in(random, objective, now, week)
    for objective in objectives:
        yield _closed(random, objective)
    yield CycleClosed(cycle_id=cycle)


def _written(random: Random, objective: _Objective, cycle: str, team: str) -> Iterator[Event]:
    key, owner = objective.objective_id, _id(random)
    yield ObjectiveDrafted(
        objective_id=key,
        cycle_id=cycle,
        team_id=team,
        title="Make the first week seamless and confidence-boosting for new users",
        description="A new customer should reach a first result within a day of signing up.",
        why_now="Serves the company's priority of the year: simplify onboarding of new customers.",
        owner=owner,
        ambition=Ambition.ASPIRATIONAL,
        level=Level.TEAM,
        carried_from=None,
    )
    measures: tuple[Measure, ...] = (
        Metric(start=float(random.randint(20, 60)), target=90.0, unit="%"),
        Completion(start=15.0, target=50.0),
        Quantity(target=float(random.randint(4, 12)), unit="designs tested"),
    )
    for title, measure in zip(
        ("Onboarding completion", "Tutorial engagement", "Designs tested"), measures, strict=True
    ):
        result = _id(random)
        objective.key_results[result] = measure
        yield KeyResultAdded(
            objective_id=key, key_result_id=result, title=title, measure=measure, owner=owner, carried_from=None
        )
    yield ObjectivePublished(objective_id=key)


def _checked_in(random: Random, objective: _Objective, now: datetime, week: int) -> Iterator[Event]:
    check_in = _id(random)
    late = random.random() < LATE
    said = _grip(random, objective, week)
    yield CheckedIn(
        objective_id=objective.objective_id,
        check_in_id=check_in,
        occurred_at=now - timedelta(days=random.randint(1, 9) if late else 0, seconds=random.randrange(3600)),
        late=late,
        **said,
    )
    if random.random() < CORRECTED:
        yield CheckInCorrected(
            objective_id=objective.objective_id,
            check_in_id=check_in,
            reason="The export had counted test accounts.",
            **_grip(random, objective, week),
        )
    if random.random() < RETARGETED:
        result, measure = next(iter(objective.key_results.items()))
        assert isinstance(measure, Metric)
        moved = Metric(start=measure.start, target=measure.target - 1.0, unit=measure.unit)
        objective.key_results[result] = moved
        yield KeyResultRetargeted(
            objective_id=objective.objective_id,
            key_result_id=result,
            measure=moved,
            reason="The market shrank; agreed with Digital Services.",
        )


def _grip(random: Random, objective: _Objective, week: int) -> dict[str, object]:
    return {
        "goal_confidence": random.choice((None, 4, 5, 6, 7, 8)),
        "readings": tuple(
            Reading(
                key_result_id=result,
                value=round(random.uniform(0.5, 1.5) * (week + 1) * 2, 1),
                confidence=random.choice((None, 3, 5, 6, 7, 9)),
            )
            for result in objective.key_results
        ),
        "issues": random.choice(_ISSUES),
        "plan": random.choice(_PLANS),
        "energy": random.choice((None, 2, 3, 4)),
    }


def _closed(random: Random, objective: _Objective) -> ObjectiveClosed:
    scores = {result: round(random.random(), 2) for result in objective.key_results}
    return ObjectiveClosed(
        objective_id=objective.objective_id,
        outcome=random.choice((Outcome.ACHIEVED, Outcome.PARTLY, Outcome.MISSED)),
        computed=round(sum(scores.values()) / len(scores), 4),
        judged=None,
        reason="",
        key_results=tuple(
            FinalScore(key_result_id=result, computed=score, judged=None) for result, score in scores.items()
        ),
    )


def _id(random: Random) -> str:
    return str(UUID(int=random.getrandbits(128)))
