"""The smallest history with a row in every read table: a team checks in once on an objective, and looks back."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from domain.cycle import PlanCycle, StartCycle
from domain.objective.commands import AddKeyResult, CheckIn, DraftObjective, PublishObjective
from domain.retrospective import RetrospectiveKind
from domain.retrospective.commands import AddNote, OpenRetrospective
from domain.team import FormTeam, TeamKind
from tests.facts import ONBOARDING, reads
from tests.house import House, new_id


@dataclass(frozen=True)
class Example:
    """The ids of what there is. The cycle began a month ago and lasts 90 days from then."""

    team_id: str
    cycle_id: str
    next_cycle_id: str
    objective_id: str
    key_result_id: str

    def check_in(self, value: float = 70.0) -> CheckIn:
        """A new check-in."""
        readings = (reads(value, self.key_result_id),)
        return CheckIn(objective_id=self.objective_id, check_in_id=new_id(), readings=readings)


def play(house: House) -> Example:
    """Let the history happen in the house's organization."""
    of = Example(*(new_id() for _ in range(5)))
    today = datetime.now(UTC).date()
    company = new_id()
    house.do(FormTeam(team_id=company, name="Northwind", kind=TeamKind.COMPANY))
    house.do(FormTeam(team_id=of.team_id, name="Discover", parent_id=company))
    for cycle_id, first in (
        (of.cycle_id, today - timedelta(days=30)),
        (of.next_cycle_id, today + timedelta(days=60)),
    ):
        house.do(PlanCycle(cycle_id=cycle_id, name=f"From {first}", starts_on=first, ends_on=_last(first)))
    house.do(StartCycle(cycle_id=of.cycle_id))
    house.do(
        DraftObjective(
            objective_id=of.objective_id, cycle_id=of.cycle_id, team_id=of.team_id, title="Make the week seamless"
        )
    )
    house.do(
        AddKeyResult(
            objective_id=of.objective_id, key_result_id=of.key_result_id, title="Onboarding", measure=ONBOARDING
        )
    )
    house.do(PublishObjective(objective_id=of.objective_id))
    house.do(of.check_in())
    it = new_id()
    house.do(OpenRetrospective(retrospective_id=it, cycle_id=of.cycle_id, kind=RetrospectiveKind.MID_CYCLE))
    house.do(AddNote(retrospective_id=it, entry_id=new_id(), text="Quiet"))
    return of


def _last(first: date) -> date:
    return first + timedelta(days=89)
