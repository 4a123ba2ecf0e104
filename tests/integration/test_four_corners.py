"""What was true on a day, as we know today and as we knew then: late entries and corrections make the two differ.

A key result moves from 65 to 90. Four things are said of it, each with the day it is true of and the day it is
entered:

    12 January   70                                entered the same day                         position 11
    14 January   80, late                          entered on 20 January                        position 15
    12 January   corrected to 75                   on 26 January                                position 16
     2 February  target 85 instead of 90                                                        position 17
"""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from domain.cycle import PlanCycle, StartCycle
from domain.measure import Metric
from domain.objective.commands import (
    AddKeyResult,
    CheckIn,
    CorrectCheckIn,
    DraftObjective,
    PublishObjective,
    RetargetKeyResult,
)
from domain.person import ForgetPerson, IntroducePerson
from domain.team import AddMember, FormTeam, TeamKind
from domain.words import Command
from northlog.people import Details
from northlog.reading.looking import Looking
from northlog.reading.moments import WrongMoment
from projections.moment import Moment
from tests.api import northlog_of
from tests.facts import (
    ANN,
    BEN,
    CHECK_IN,
    COMPANY,
    CYCLE,
    NEXT_CYCLE,
    OBJECTIVE,
    ONBOARDING,
    OTHER_CHECK_IN,
    RESULT,
    TEAM,
    UNIT,
    an_id,
    at,
    reads,
)
from tests.house import House, new_id

BEGUN: list[Command] = [
    *(IntroducePerson(person_id=each, sealed="c2VhbGVk") for each in (ANN, BEN)),
    FormTeam(team_id=COMPANY, name="Northwind", kind=TeamKind.COMPANY),
    FormTeam(team_id=UNIT, name="Digital Services", kind=TeamKind.UNIT, parent_id=COMPANY),
    FormTeam(team_id=TEAM, name="Discover", parent_id=COMPANY),
    AddMember(team_id=TEAM, person_id=ANN),
    PlanCycle(cycle_id=CYCLE, name="Q1 2026", starts_on=date(2026, 1, 1), grace_days=7),
    PlanCycle(cycle_id=NEXT_CYCLE, name="Q2 2026", starts_on=date(2026, 4, 1)),
    StartCycle(cycle_id=CYCLE),
    DraftObjective(objective_id=OBJECTIVE, cycle_id=CYCLE, team_id=TEAM, title="Seamless", owner=ANN),
    PublishObjective(objective_id=OBJECTIVE),
    AddKeyResult(objective_id=OBJECTIVE, key_result_id=RESULT, title="Onboarding", measure=ONBOARDING),
]
"""Positions 2 to 13."""


@dataclass
class Day:
    """A clock that is set by hand."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Quarter:
    house: House
    day: Day

    def on(self, day: str, command: Command) -> None:
        """Have something said on a day."""
        self.day.now = at(day)
        self.house.do(command)

    @property
    def looking(self) -> Looking:
        return Looking(northlog_of(self.house), self.house.org, self.day)


@pytest.fixture
def quarter(house: House) -> Quarter:
    day = Day(at("2025-12-31T12:00"))
    lived = Quarter(house.another_organization(day), day)
    for command in BEGUN:
        lived.on("2026-01-05T09:00", command)
    lived.on("2026-01-12T09:00", CheckIn(objective_id=OBJECTIVE, check_in_id=CHECK_IN, readings=(reads(70.0),)))
    late = CheckIn(
        objective_id=OBJECTIVE,
        check_in_id=OTHER_CHECK_IN,
        readings=(reads(80.0),),
        occurred_at=at("2026-01-14T09:00"),
        goal_confidence=4,
    )
    lived.on("2026-01-20T09:00", late)
    corrected = CorrectCheckIn(
        objective_id=OBJECTIVE, check_in_id=CHECK_IN, readings=(reads(75.0),), goal_confidence=8, reason="a slip"
    )
    lived.on("2026-01-26T09:00", corrected)
    moved = RetargetKeyResult(
        objective_id=OBJECTIVE,
        key_result_id=RESULT,
        measure=Metric(start=65, target=85, unit="%"),
        reason="the market shrank",
    )
    lived.on("2026-02-02T09:00", moved)
    lived.day.now = at("2026-02-10T12:00")
    return lived


@dataclass(frozen=True)
class Corner:
    """Asked of both clocks; then value and target of the key result, the goal's confidence, the objective's
    version, and the position that the answer speaks of."""

    as_of: str | None
    known_at: str | None
    value: float | None
    target: float
    confidence: int | None
    version: int
    position: int


CORNERS = [
    Corner("2026-01-12", None, 75.0, 90.0, 8, 6, 17),
    Corner("2026-01-12", "2026-01-12", 70.0, 90.0, None, 4, 14),
    Corner("2026-01-12", "2026-01-20", 70.0, 90.0, None, 4, 15),
    Corner("2026-01-14", None, 80.0, 90.0, 4, 6, 17),
    Corner("2026-01-14", "2026-01-14", 70.0, 90.0, None, 4, 14),
    Corner("2026-01-14", "2026-01-20", 80.0, 90.0, 4, 5, 15),
    Corner("2026-01-13T00:00:00+01:00", "2026-01-26", 75.0, 90.0, 8, 6, 16),
    Corner(None, "2026-01-13", 70.0, 90.0, None, 4, 14),
    Corner(None, "2026-01-26", 80.0, 90.0, 4, 6, 16),
    Corner(None, "2026-02-10", 80.0, 85.0, 4, 7, 17),
    Corner("2026-02-10", None, 80.0, 85.0, 4, 7, 17),
    Corner("2026-02-01", None, 80.0, 90.0, 4, 6, 17),
    Corner("14", None, 70.0, 90.0, None, 4, 14),
    Corner("14", "17", 75.0, 90.0, 8, 6, 17),
    Corner("2026-01-10", None, None, 90.0, None, 3, 17),
]


def test_every_corner_of_both_clocks_is_answered(quarter: Quarter, subtests: pytest.Subtests) -> None:
    for corner in CORNERS:
        with subtests.test(as_of=corner.as_of, known_at=corner.known_at):
            with quarter.looking.snapshot(corner.as_of, corner.known_at) as seen:
                objective = seen.objective(OBJECTIVE)
                tree = seen.cycle_tree(CYCLE)
            assert objective is not None
            (result,) = objective.key_results
            found = (result.value, result.target, objective.confidence, objective.version)
            assert found == (corner.value, corner.target, corner.confidence, corner.version)
            assert tree is not None
            assert (tree.position, tree.objectives) == (corner.position, [objective])


def test_progress_and_pace_are_those_of_the_day(quarter: Quarter) -> None:
    with quarter.looking.snapshot("2026-01-14", "2026-01-20") as seen:
        objective = seen.objective(OBJECTIVE)
    assert objective is not None
    assert objective.score == pytest.approx(15 / 25)
    assert objective.expected == pytest.approx(14 * 24 / (90 * 24 - 1))  # summer time begins in March
    assert objective.last_check_in_id == OTHER_CHECK_IN


def test_check_ins_are_listed_as_they_were_known_and_true(quarter: Quarter) -> None:
    def listed(as_of: str | None, known_at: str | None) -> list[tuple[int, str, bool]]:
        with quarter.looking.snapshot(as_of, known_at) as seen:
            found = seen.check_ins(OBJECTIVE)
        return [(each.position, each.check_in_id, each.corrects) for each in found]

    first, late, correction = (14, CHECK_IN, False), (15, OTHER_CHECK_IN, False), (16, CHECK_IN, True)
    assert listed(None, None) == [correction, late, first]
    assert listed("2026-01-12", None) == [correction, first]
    assert listed("2026-01-14", "2026-01-20") == [late, first]
    assert listed("2026-01-12", "2026-01-20") == [first]
    assert listed("2026-01-11", None) == []


def test_what_came_later_is_not_there_yet(quarter: Quarter) -> None:
    with quarter.looking.snapshot("10") as seen:
        assert seen.objective(OBJECTIVE) is None
        cycle = seen.cycle(CYCLE)
    assert cycle is not None
    assert (cycle.status, cycle.version) == ("started", 2)
    with quarter.looking.snapshot("2") as seen:
        assert (list(seen.people()), seen.teams(), seen.cycles()) == ([ANN], [], [])


def test_a_cycles_past_tells_its_weeks_and_what_changed_in_it(quarter: Quarter) -> None:
    past = quarter.looking.past(CYCLE)
    assert past is not None
    assert past.changes() == [8, 10, 11, 12, 13, 14, 15, 16, 17]
    assert past.when(15) == Moment(15, at("2026-01-20T09:00"))
    ends = ["2026-01-07T23:00", "2026-01-14T23:00", "2026-01-21T23:00", "2026-01-28T23:00", "2026-02-04T23:00"]
    assert past.weeks() == [*map(at, ends), at("2026-02-10T12:00")]
    trees = [past.tree(Moment(past.position, end)) for end in past.weeks()]
    values = [each.objectives[0].key_results[0].value for each in trees if each is not None]
    assert values == [None, 80.0, 80.0, 80.0, 80.0, 80.0]
    assert quarter.looking.past(an_id(3, 9)) is None


def test_a_point_that_stands_in_many_looks_is_made_once(quarter: Quarter) -> None:
    past = quarter.looking.past(CYCLE)
    assert past is not None
    first, second = (past.tree(Moment(past.position, at(day))) for day in ("2026-01-13T12:00", "2026-01-15T12:00"))
    assert first is not None
    assert second is not None
    (before,), (after, _) = first.objectives[0].trail, second.objectives[0].trail
    assert before is after


REFUSED = [
    ("as_of", "2025-12-30", "before_log"),
    ("known_at", "2025-12-30", "before_log"),
    ("as_of", "2025-12-31T11:59:59Z", "before_log"),
    ("as_of", "0001-01-01", "before_log"),
    ("as_of", "2026-02-11", "future"),
    ("known_at", "2026-02-10T12:00:00.000001Z", "future"),
    ("as_of", "9999-12-31", "moment"),
    ("as_of", "18", "position"),
    ("known_at", "0", "position"),
    ("as_of", "9" * 30, "position"),
    ("as_of", "yesterday", "moment"),
    ("known_at", "2026-02-30", "moment"),
    ("as_of", "", "moment"),
    ("as_of", "-1", "moment"),
    ("as_of", "²", "moment"),
    ("as_of", "2026-01-12T09:00:00", "moment"),
]


def test_a_moment_that_cannot_be_asked_of_is_refused_by_name(quarter: Quarter, subtests: pytest.Subtests) -> None:
    for field, said, rule in REFUSED:
        with subtests.test(field=field, said=said):
            with pytest.raises(WrongMoment) as refused, quarter.looking.snapshot(**{field: said}):
                raise AssertionError("there was something to see")
            assert (refused.value.field, refused.value.rule) == (field, rule)


def test_the_forgotten_are_forgotten_on_every_day(house: House) -> None:
    northlog, person_id = northlog_of(house), new_id()
    sealed = northlog.people.seal(house.org, person_id, Details(name="Ada Lovelace"))
    known = house.do(IntroducePerson(person_id=person_id, sealed=sealed)).last_position
    with Looking(northlog, house.org).snapshot(as_of=str(known)) as seen:
        assert seen.people()[person_id].name == "Ada Lovelace"
    house.do(ForgetPerson(person_id=person_id))
    with Looking(northlog, house.org).snapshot(as_of=str(known)) as seen:
        assert (seen.people()[person_id].name, seen.people()[person_id].forgotten) == (None, True)
