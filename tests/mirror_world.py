"""A small world for the mirror: two cycles of four weeks, and whatever they show of how work flows."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from domain.contribution import Basis, PledgeContribution
from domain.cycle import CloseCycle, PlanCycle, StartCycle
from domain.dependency import AcceptDependency, AskDependency, DeliverDependency
from domain.link import LinkKind, LinkObjectives
from domain.measure import Metric
from domain.objective.commands import AddKeyResult, AssignOwner, CheckIn, DraftObjective, PublishObjective
from domain.objective.grip import Reading
from domain.person import IntroducePerson
from domain.ritual import CancelMeeting, HoldMeeting, RitualKind, Schedule, SetRitual
from domain.team import FormTeam, TeamKind
from domain.words import Command, Level
from events.append import Origin
from northlog.people import Details
from tests.api import northlog_of
from tests.facts import ANN, BEN, COMPANY, CYCLE, NEXT_CYCLE, RITUAL, UNIT, an_id, at
from tests.house import House, new_id

DISCOVER, LEDGER, CARE = (an_id(2, number) for number in (4, 5, 6))
NAMES = {ANN: "Annelore Leewenhoek", BEN: "Benedikt Obermaier"}
DAY = timedelta(days=1)
MONDAY = date(2026, 1, 5)


@dataclass
class World:
    """Two cycles of four weeks each; Ann and Ben do everything in turn."""

    house: House
    now: datetime = field(default_factory=lambda: at("2026-01-02T08:00"))
    turn: int = 0

    def do(self, *commands: Command, days: float = 0) -> None:
        """After so many days."""
        self.now += days * DAY
        for command in commands:
            self.turn += 1
            actor = f"person:{(ANN, BEN)[self.turn % 2]}"
            self.house.at(lambda: self.now).executor.execute(
                self.house.org, command, Origin(actor, new_id(), "test")
            )

    def draft(self, number: int, team: str, title: str, cycle: str, owner: str | None = ANN, **said: Any) -> None:
        """A published objective with a key result of the same number."""
        key, result, measure = an_id(4, number), an_id(5, number), Metric(start=0, target=100)
        self.do(
            DraftObjective(objective_id=key, cycle_id=cycle, team_id=team, title=title, owner=owner, **said),
            AddKeyResult(objective_id=key, key_result_id=result, title=f"Result {number}", measure=measure),
            PublishObjective(objective_id=key),
        )

    def check_in(self, number: int, confidence: int, value: float) -> None:
        reading = Reading(key_result_id=an_id(5, number), value=value)
        said = CheckIn(
            objective_id=an_id(4, number), check_in_id=new_id(), goal_confidence=confidence, readings=(reading,)
        )
        self.do(said)

    def need(self, number: int, team: str, of: str, objective: int | None = None) -> None:
        """Asked now and promised."""
        key, day = an_id(14, number), (self.now + 7 * DAY).date()
        waits = None if objective is None else an_id(4, objective)
        asked = AskDependency(
            dependency_id=key, team_id=team, of_team_id=of, what="Accounts", needed_by=day, objective_id=waits
        )
        self.do(asked, AcceptDependency(dependency_id=key, promised_by=day))


def tell(house: House) -> World:
    """Everything that happens in it."""
    told = World(house.another_organization(lambda: at("2026-01-01T08:00")))
    house = told.house
    people = northlog_of(house).people
    for key, name in NAMES.items():
        told.do(IntroducePerson(person_id=key, sealed=people.seal(house.org, key, Details(name=name))))
    told.do(
        FormTeam(team_id=COMPANY, name="Northwind", kind=TeamKind.COMPANY),
        FormTeam(team_id=UNIT, name="Digital", kind=TeamKind.UNIT, parent_id=COMPANY),
        FormTeam(team_id=DISCOVER, name="Discover", parent_id=UNIT),
        FormTeam(team_id=LEDGER, name="Ledger", parent_id=COMPANY),
        FormTeam(team_id=CARE, name="Care", parent_id=UNIT),
        SetRitual(
            ritual_id=RITUAL,
            team_id=DISCOVER,
            kind=RitualKind.WEEKLY,
            name="Weekly",
            schedule=Schedule(first_on=MONDAY, hour=9, minutes=30),
        ),
    )
    for cycle, name, weeks in ((CYCLE, "January", 0), (NEXT_CYCLE, "February", 4)):
        begins = MONDAY + timedelta(weeks=weeks)
        told.do(PlanCycle(cycle_id=cycle, name=name, starts_on=begins, ends_on=begins + timedelta(days=27)))
    told.do(StartCycle(cycle_id=CYCLE), days=3)
    told.draft(1, COMPANY, "Simplify onboarding", CYCLE, level=Level.STRATEGIC)
    told.draft(2, DISCOVER, "Make the first week seamless", CYCLE, owner=None)
    told.do(PledgeContribution(
        contribution_id=an_id(12, 1), team_id=DISCOVER, objective_id=an_id(4, 1), what="A first week",
        rests_on=(Basis(objective_id=an_id(4, 2)),),
    ))  # fmt: skip
    told.need(1, DISCOVER, LEDGER, objective=2)
    told.check_in(2, 8, 1)
    told.do(HoldMeeting(ritual_id=RITUAL, minutes=45, people=(ANN, BEN)))
    for week in range(3):
        told.do(days=7)
        told.check_in(2, 8, 1)
        told.do(CancelMeeting(ritual_id=RITUAL, on=told.now.date(), reason=f"{NAMES[BEN]} was late week {week}"))
    told.do(DeliverDependency(dependency_id=an_id(14, 1)), AssignOwner(objective_id=an_id(4, 2), owner=BEN))
    told.do(CloseCycle(cycle_id=CYCLE), StartCycle(cycle_id=NEXT_CYCLE), days=7)
    told.draft(3, DISCOVER, "Make the second week seamless", NEXT_CYCLE)
    told.draft(4, CARE, "Make the second week as seamless", NEXT_CYCLE)
    told.do(LinkObjectives(
        link_id=an_id(13, 1), kind=LinkKind.HORIZONTAL, objective_id=an_id(4, 3), other_id=an_id(4, 4)
    ))  # fmt: skip
    told.need(2, DISCOVER, LEDGER)
    told.do(days=5)
    return told
