"""A small quarter of one team, told with every figure that its retrospective pack is held against."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.cycle import CloseCycle, PlanCycle, StartCycle
from domain.measure import Metric, Quantity
from domain.objective.commands import (
    AddKeyResult,
    AssignOwner,
    CheckIn,
    CloseObjective,
    CorrectCheckIn,
    DraftObjective,
    JudgeKeyResult,
    PublishObjective,
    RetargetKeyResult,
)
from domain.objective.grip import Reading
from domain.person import IntroducePerson
from domain.team import Cadence, FormTeam, SetCadence, TeamKind
from domain.words import Command, Outcome
from northlog.people import Details
from northlog.reading.looking import Looking
from northlog.retro.gather import retrospective_pack
from northlog.retro.pack import Pack
from tests.api import northlog_of
from tests.facts import (
    ANN,
    COMPANY,
    CYCLE,
    OBJECTIVE,
    OTHER_RESULT,
    RESULT,
    SUCCESSOR,
    TEAM,
    an_id,
    at,
)
from tests.house import House

STARTS_ON, ENDS_ON = date(2026, 1, 5), date(2026, 2, 1)
"""Four weeks from Monday to Sunday, in Zurich."""


@dataclass
class Quarter:
    """A house in which the story below has happened."""

    house: House
    now: datetime

    def do(self, when: str, command: Command) -> None:
        self.now = at(when)
        self.house.at(lambda: self.now).do(command)

    def check_in(self, when: str, number: int, confidence: int | None, issues: str = "", **read: Any) -> None:
        """Check-in ``number``; ``read``: a=(value, confidence), b=…"""
        keys = {"a": RESULT, "b": OTHER_RESULT}
        readings = tuple(
            Reading(key_result_id=keys[name], value=value, confidence=said) for name, (value, said) in read.items()
        )
        self.do(
            when,
            CheckIn(
                objective_id=OBJECTIVE,
                check_in_id=an_id(6, number),
                goal_confidence=confidence,
                readings=readings,
                issues=issues,
            ),
        )

    @property
    def looking(self) -> Looking:
        return Looking(northlog_of(self.house), self.house.org, lambda: self.now)

    def pack(self, as_of: str | None = None) -> Pack:
        looking = self.looking
        found = retrospective_pack(looking, looking.moment(as_of, None), CYCLE)
        assert found is not None
        return found


def play(house: House) -> Quarter:
    """The story, in an organization of its own; its readers stand on 1 March."""
    told = Quarter(house.another_organization(lambda: at("2026-01-01T08:00")), at("2026-01-01T08:00"))
    sealed = northlog_of(told.house).people.seal(told.house.org, ANN, Details(name="Ann Lee"))
    told.do("2026-01-02T08:00", IntroducePerson(person_id=ANN, sealed=sealed))
    told.do("2026-01-02T08:01", FormTeam(team_id=COMPANY, name="Northwind", kind=TeamKind.COMPANY))
    told.do("2026-01-02T08:02", FormTeam(team_id=TEAM, name="Discover", parent_id=COMPANY))
    told.do("2026-01-02T08:03", SetCadence(team_id=TEAM, cadence=Cadence(weekday=1, hour=9, every_weeks=1)))
    told.do("2026-01-02T08:04", PlanCycle(cycle_id=CYCLE, name="January", starts_on=STARTS_ON, ends_on=ENDS_ON))
    told.do("2026-01-05T07:00", StartCycle(cycle_id=CYCLE))
    told.do(
        "2026-01-05T08:00", DraftObjective(objective_id=OBJECTIVE, cycle_id=CYCLE, team_id=TEAM, title="Onboard")
    )
    told.do(
        "2026-01-05T08:01",
        AddKeyResult(
            objective_id=OBJECTIVE, key_result_id=RESULT, title="Completion", measure=Metric(start=60, target=100)
        ),
    )
    told.do(
        "2026-01-05T08:02",
        AddKeyResult(
            objective_id=OBJECTIVE, key_result_id=OTHER_RESULT, title="Guides", measure=Quantity(target=10)
        ),
    )
    told.do("2026-01-05T08:03", PublishObjective(objective_id=OBJECTIVE))
    told.do(
        "2026-01-05T08:04", DraftObjective(objective_id=SUCCESSOR, cycle_id=CYCLE, team_id=TEAM, title="A draft")
    )
    told.check_in("2026-01-06T09:00", 1, 8, "The consent page waits for legal.", a=(60.0, 9), b=(0.0, None))
    told.check_in("2026-01-13T09:00", 2, 9, "No news.", a=(64.0, 9))
    told.do(
        "2026-01-15T09:00",
        RetargetKeyResult(
            objective_id=OBJECTIVE, key_result_id=RESULT, measure=Metric(start=60, target=80), reason="too far"
        ),
    )
    told.check_in("2026-01-20T09:00", 3, None, "Legal still has the consent page.", a=(66.0, 6), b=(1.0, 2))
    told.do("2026-01-21T09:00", AssignOwner(objective_id=OBJECTIVE, owner=ANN))
    told.check_in("2026-01-27T09:00", 4, 4, a=(740.0, 6), b=(5.0, 5))
    told.do(
        "2026-01-27T10:00",
        CorrectCheckIn(
            objective_id=OBJECTIVE,
            check_in_id=an_id(6, 4),
            goal_confidence=4,
            readings=(
                Reading(key_result_id=RESULT, value=74.0, confidence=6),
                Reading(key_result_id=OTHER_RESULT, value=5.0, confidence=5),
            ),
            reason="a slip of the decimal point",
        ),
    )
    told.do(
        "2026-02-02T08:00",
        JudgeKeyResult(objective_id=OBJECTIVE, key_result_id=OTHER_RESULT, judged=0.8, reason="the best five"),
    )
    told.do("2026-02-02T09:00", CloseObjective(objective_id=OBJECTIVE, outcome=Outcome.PARTLY))
    told.do("2026-02-02T10:00", CloseCycle(cycle_id=CYCLE))
    told.now = at("2026-03-01T08:00")
    return told
