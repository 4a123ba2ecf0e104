"""The part of the story in which a team aligns itself: strategy, contribution, links, what it needs of others."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.contribution import AmendContribution, Basis, PledgeContribution, WithdrawContribution
from domain.dependency import (
    AcceptDependency,
    AskDependency,
    DeclineDependency,
    DeliverDependency,
    MissDependency,
    WithdrawDependency,
)
from domain.link import LinkKind, LinkObjectives, RemoveLink
from domain.objective import commands as ask
from domain.objective.context import Context, Support
from domain.strategy import DropPriority, RewordPriority, SetPriority, StateStrategy, StateVision
from domain.words import Command, Level


@dataclass(frozen=True, slots=True)
class Aligning:
    """Ids of the story. ``north``: the strategic objective that it draws; ``new``: ids for what comes to be."""

    cycle: str
    unit: str
    team: str
    person: str
    objective: str
    key_result: str
    north: str
    new: tuple[str, ...]

    def commands(self) -> Iterator[Command]:
        """A priority is served, a contribution pledged, and needs are asked for and answered."""
        yield from self._strategy()
        yield from self._contribution()
        yield from self._needs()

    def _strategy(self) -> Iterator[Command]:
        priority = {"priority_id": self.new[0]}
        yield StateVision(statement="A bank that feels like a good neighbour.")
        yield StateStrategy(statement="Win the first week of every customer; the rest follows.")
        yield SetPriority(**priority, year=2026, title="Simplify onboarding of new customers")
        yield RewordPriority(**priority, title="Simplify onboarding", why="A quarter leave in their first week.")
        yield ask.DraftObjective(
            objective_id=self.north,
            cycle_id=self.cycle,
            team_id=self.unit,
            title="Delight new customers by transforming the first-week experience",
            level=Level.STRATEGIC,
        )
        yield ask.ServePriority(objective_id=self.north, **priority)
        context = Context(
            why_it_matters="Whoever stays the first week stays for years.",
            constraints=("The identity provider stays.",),
            trade_offs=("Fewer releases are acceptable.",),
            supporting=(Support(says="First-week drop-off 25 %", url="https://example.org/drop-off"),),
        )
        yield ask.GiveContext(objective_id=self.north, context=context)
        yield DropPriority(**priority, reason="Reached in May.")

    def _contribution(self) -> Iterator[Command]:
        it = {"contribution_id": self.new[1]}
        pledge = {"what": "A first week without dead ends.", "measured_by": "Onboarding completion."}
        yield PledgeContribution(**it, **pledge, team_id=self.team, objective_id=self.north, by=self.person)
        rests = (Basis(objective_id=self.objective, key_result_id=self.key_result),)
        yield AmendContribution(**it, **pledge, rests_on=rests, counts=True, weight=2.0)
        yield WithdrawContribution(**it, reason="The team takes up the app instead.")
        link = {"link_id": self.new[2]}
        vertical = {"kind": LinkKind.VERTICAL, "objective_id": self.objective, "other_id": self.north}
        yield LinkObjectives(**link, **vertical, note="The part we own.")
        yield RemoveLink(**link, reason="Pledged as a contribution.")

    def _needs(self) -> Iterator[Command]:
        first, second, third = ({"dependency_id": each} for each in self.new[3:])
        of = {"team_id": self.team, "of_team_id": self.unit, "objective_id": self.objective}
        yield AskDependency(**first, **of, what="Test accounts within a minute.", needed_by=date(2026, 2, 13))
        yield AcceptDependency(**first, promised_by=date(2026, 2, 20), note="A week later.")
        yield MissDependency(**first, reason="The vendor was late.")
        yield DeliverDependency(**first, note="Two minutes, not one.")
        yield AskDependency(**second, **of, what="A designer for March.", needed_by=date(2026, 3, 2))
        yield DeclineDependency(**second, reason="All are booked.")
        yield AskDependency(**third, **of, what="A designer for April.", needed_by=date(2026, 4, 1))
        yield WithdrawDependency(**third, reason="We found one.")
