"""The questions of docs/reporting.md, answered by SQL as a reporting tool asks it, and by the domain in memory."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest

from domain.alert import AlertRaised
from domain.cycle import Cycle, CycleStatus
from domain.measure import target_of
from domain.objective.events import KeyResultAdded
from domain.objective.state import Objective, ObjectiveStatus
from domain.person import PersonIntroduced
from domain.team import Team
from events.catalogue import CATALOGUE
from tests.logs import log_of
from tests.reporting import Sample, reader_of, told
from tests.spec import World

DOC = Path(__file__).parents[2] / "docs" / "reporting.md"
QUESTIONS = re.findall(
    r"^### (\d+)\. .*?```sql\n(.*?)```", DOC.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)
WEEK = timedelta(days=7)

Rows = list[tuple[Any, ...]]


def objectives(world: World) -> dict[str, Objective]:
    return {
        stream.partition("-")[2]: state for stream, state in world.states.items() if isinstance(state, Objective)
    }


def cycle(world: World, of: Objective) -> Cycle:
    found = world.states[f"cycle-{of.cycle_id}"]
    assert isinstance(found, Cycle)
    return found


def counted(names: Iterable[Any]) -> Rows:
    """Each with how often it is there, in order."""
    return sorted((*(each if isinstance(each, tuple) else (each,)), n) for each, n in Counter(names).items())


def rounded(values: Iterable[float]) -> Decimal:
    return round(Decimal(fmean(values)), 3)


def published_by_team(of: Sample) -> Iterator[str]:
    for each in objectives(of.tale).values():
        if cycle(of.tale, each).status is CycleStatus.STARTED and each.status is ObjectiveStatus.PUBLISHED:
            team = of.tale.states[f"team-{each.team_id}"]
            assert isinstance(team, Team)
            yield team.name


def final_scores(of: Sample) -> Rows:
    scores = defaultdict(list)
    for each in objectives(of.tale).values():
        final = each.computed_score() if each.judged is None else each.judged
        if each.status is ObjectiveStatus.CLOSED and final is not None:
            scores[cycle(of.tale, each).name].append(final)
    return sorted((name, rounded(found)) for name, found in scores.items())


def moved(of: Sample) -> Iterator[tuple[Any, ...]]:
    first = {each.key_result_id: target_of(each.measure) for each in of.tale.of(KeyResultAdded)}
    for each in objectives(of.tale).values():
        for key, result in each.key_results.items():
            if target_of(result.measure) != first[key]:
                yield result.title, first[key], target_of(result.measure)


def endings(of: Sample) -> Iterator[tuple[str, str]]:
    closed = {
        each.objective_id: each for each in (event for _, event in of.tale.events) if hasattr(each, "outcome")
    }
    for key, each in objectives(of.tale).items():
        if each.status is ObjectiveStatus.CLOSED:
            yield each.ambition, closed[key].outcome


def judged(of: Sample) -> Rows:
    differ = [
        result.judged - computed
        for each in objectives(of.tale).values()
        if each.status is ObjectiveStatus.CLOSED
        for key, result in each.key_results.items()
        if result.judged is not None and not result.dropped and (computed := each.score_of(key)) is not None
    ]
    return [(len(differ), rounded(differ))]


def alerts(of: Sample) -> Iterator[str]:
    for stored in log_of(of.house):
        event = CATALOGUE.read(stored).event
        if isinstance(event, AlertRaised):
            yield event.rule


def weeks(of: Sample) -> dict[tuple[date, str], tuple[Any, ...]]:
    """What stood at the end of each week, folded event by event: value, score, confidence and readings of the
    week of each key result."""
    zone, world, found = ZoneInfo("Europe/Zurich"), World(), dict[tuple[date, str], tuple[Any, ...]]()
    first = of.tale.events[0][0].at.astimezone(zone).date()
    monday = first - timedelta(days=first.weekday())
    for step, event in of.tale.events:
        while step.at >= (ends_at := datetime.combine(monday + WEEK, time(), zone)):
            found |= {(monday, key): shown for key, shown in standing(world, monday, ends_at)}
            monday += WEEK
        world.happened(event)
    return found


def standing(world: World, monday: date, ends_at: datetime) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for each in objectives(world).values():
        of = cycle(world, each)
        if each.status is ObjectiveStatus.DRAFT or not (of.starts_on < monday + WEEK and monday <= of.ends_on):
            continue
        assert all(said.occurred_at < ends_at for said in each.check_ins.values())
        for key, result in each.key_results.items():
            if not result.dropped:
                spoken = [
                    (said.occurred_at, reading.confidence)
                    for said in sorted(each.check_ins.values(), key=lambda it: it.occurred_at)
                    for reading in said.says.readings
                    if reading.key_result_id == key
                ]
                stated = spoken[-1][1] if spoken else None
                this_week = sum(at >= datetime.combine(monday, time(), ends_at.tzinfo) for at, _ in spoken)
                yield key, (each.value_of(key), each.score_of(key), stated, this_week)


def confidence(of: Sample) -> Rows:
    stated = defaultdict(list)
    for (monday, _), (_, _, said, _) in weeks(of).items():
        if said is not None:
            stated[monday].append(said)
    return sorted((monday, rounded(said)) for monday, said in stated.items())


def published_at(of: Sample, position: int) -> int:
    world = World()
    world.happened(*(CATALOGUE.read(each).event for each in islice(log_of(of.house), position)))
    return sum(each.status is ObjectiveStatus.PUBLISHED for each in objectives(world).values())


ANSWERS: dict[str, Callable[[Sample], Rows]] = {
    "1": lambda of: counted(published_by_team(of)),
    "2": final_scores,
    "3": lambda of: counted(
        cycle(of.tale, each).name for each in objectives(of.tale).values() for _ in each.check_ins
    ),
    "4": lambda of: counted(monday for (monday, _), (*_, readings) in weeks(of).items() if not readings),
    "5": confidence,
    "6": lambda of: sorted(moved(of)),
    "7": lambda of: counted(endings(of)),
    "8": judged,
    "9": lambda of: counted(alerts(of)),
    "10": lambda of: [(published_at(of, 1000),)],
}


@pytest.fixture(scope="module")
def reader(sample: Sample) -> Iterator[psycopg.Connection[Any]]:
    with reader_of(sample.house) as connection:
        yield connection


@pytest.mark.parametrize(("number", "question"), QUESTIONS)
def test_the_documented_sql_answers_as_the_domain_does(
    sample: Sample, reader: psycopg.Connection[Any], number: str, question: str
) -> None:
    with reader.transaction():
        *settings, query = [each for each in question.split(";") if each.strip()]
        for each in settings:
            reader.execute(each.encode())
        answer = reader.execute(query.encode()).fetchall()
    reader.execute("reset northlog.as_of")
    assert answer, "a question without an answer says nothing"
    assert answer == ANSWERS[number](sample)


def test_ten_questions_are_documented() -> None:
    assert [number for number, _ in QUESTIONS] == list(ANSWERS)


def test_each_weeks_snapshot_is_what_the_domain_knew_when_the_week_ended(
    sample: Sample, reader: psycopg.Connection[Any]
) -> None:
    rows = reader.execute("""
        select week_starts_on, key_result_id, value, zone, done, score, confidence, readings
        from reporting.fact_weekly_snapshot
    """)
    found = {}
    for monday, key, value, zone, done, score, *more in rows:
        said = next((each for each in (value, zone, done) if each is not None), None)
        found[(monday, key)] = (said, score, *more)
    expected = weeks(sample)
    assert len(expected) > 1000
    assert {key: found.get(key) for key in expected} == expected


def test_no_person_is_told_of(sample: Sample) -> None:
    people = {event.person_id for _, event in sample.tale.events if isinstance(event, PersonIntroduced)}
    assert people
    with reader_of(sample.house) as reader:
        shown = " ".join(row for rows in told(reader).values() for row in rows)
    assert not people & set(re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", shown))
