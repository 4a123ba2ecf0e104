"""The story of alignment: what leadership published, what teams took up of it, what they needed of each other."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Annotated

from pydantic import Field

from domain.contribution import Basis, PledgeContribution, WithdrawContribution
from domain.dependency import (
    AcceptDependency,
    AskDependency,
    DeclineDependency,
    DeliverDependency,
    MissDependency,
    WithdrawDependency,
)
from domain.link import LinkKind, LinkObjectives
from domain.objective.commands import GiveContext, ServePriority
from domain.objective.context import Context
from domain.strategy import SetPriority, StateStrategy, StateVision
from domain.words import Part
from northlog.demo.plot import Ended, Said, told
from northlog.demo.step import Step, id_of, objective_id, team_id
from northlog.demo.timeline import Quarter

LEADS = "helene"


class PriorityPlot(Part):
    """``served_by``: objectives, as "team/key"."""

    key: str
    title: str
    why: str
    served_by: tuple[str, ...]


class ContextPlot(Said, Context):
    of: str


class ContributionPlot(Said):
    key: str
    team: str
    to: str
    what: str
    approach: str = ""
    measured_by: str = ""
    rests_on: tuple[str, ...] = ()
    counts: bool = False
    weight: float = 1.0
    withdrawn: Ended | None = None


class LinkPlot(Said):
    key: str
    kind: LinkKind
    start: Annotated[str, Field(alias="from")]
    to: str
    note: str


class DependencyPlot(Said):
    """``answers``: who of the other team; without ``became`` it is still waited for. ``missed``: the day passed
    without it first."""

    key: str
    team: str
    of: str
    answers: str
    objective: str
    what: str
    needed_week: int
    promised_week: int | None = None
    missed: Ended | None = None
    became: str | None = None
    became_week: int = 0
    reason: str = ""


class TiesPlot(Part):
    """What joins teams."""

    links: tuple[LinkPlot, ...]
    dependencies: tuple[DependencyPlot, ...]


class AlignmentPlot(TiesPlot):
    vision: str
    strategy: str
    priorities: tuple[PriorityPlot, ...]
    contexts: tuple[ContextPlot, ...]
    contributions: tuple[ContributionPlot, ...]


def align(calendar: Sequence[Quarter]) -> Iterator[Step]:
    """All steps of alignment, not in order of time."""
    plot = told("alignment.toml", AlignmentPlot)
    begun = calendar[0].at(hour=8)
    yield Step(begun, "strategy/vision", LEADS, StateVision(statement=plot.vision))
    yield Step(begun, "strategy/statement", LEADS, StateStrategy(statement=plot.strategy))
    for priority in plot.priorities:
        yield from _priority(priority, calendar)
    for context in plot.contexts:
        said = Context(**{name: getattr(context, name) for name in Context.model_fields})
        wants = GiveContext(objective_id=objective_id(context.of), context=said)
        yield Step(calendar[context.cycle].at(weeks=context.week), f"context/{context.of}", context.by, wants)
    for contribution in plot.contributions:
        yield from _contribution(contribution, calendar[contribution.cycle])
    yield from tie(plot, calendar)


def tie(plot: TiesPlot, calendar: Sequence[Quarter]) -> Iterator[Step]:
    """The steps by which teams are joined, not in order of time."""
    for link in plot.links:
        wants_link = LinkObjectives(
            link_id=id_of("link", link.key),
            kind=link.kind,
            objective_id=objective_id(link.start),
            other_id=objective_id(link.to),
            note=link.note,
        )
        yield Step(calendar[link.cycle].at(weeks=link.week, hour=16), f"link/{link.key}", link.by, wants_link)
    for dependency in plot.dependencies:
        yield from _dependency(dependency, calendar[dependency.cycle])


def _priority(plot: PriorityPlot, calendar: Sequence[Quarter]) -> Iterator[Step]:
    begun, it = calendar[0].at(hour=8), {"priority_id": id_of("priority", plot.key)}
    year = calendar[-2].starts_on.year
    label = f"priority/{plot.key}"
    yield Step(begun, f"{label}/set", LEADS, SetPriority(**it, year=year, title=plot.title, why=plot.why))
    for quarter in calendar:
        for served in plot.served_by:
            if served.endswith(f"-{quarter.number + 1}") or (quarter.number == 3 and "-" not in served):
                at = quarter.at(weeks=1, hour=11)
                yield Step(at, f"{label}/{served}", LEADS, ServePriority(objective_id=objective_id(served), **it))


def _contribution(plot: ContributionPlot, quarter: Quarter) -> Iterator[Step]:
    it, label = {"contribution_id": id_of("contribution", plot.key)}, f"contribution/{plot.key}"
    pledge = PledgeContribution(
        **it,
        team_id=team_id(plot.team),
        objective_id=objective_id(plot.to),
        what=plot.what,
        approach=plot.approach,
        measured_by=plot.measured_by,
        rests_on=tuple(Basis(objective_id=objective_id(each)) for each in plot.rests_on),
        counts=plot.counts,
        weight=plot.weight,
    )
    yield Step(quarter.at(weeks=plot.week, hour=15), f"{label}/pledge", plot.by, pledge)
    if plot.withdrawn is not None:
        gone = WithdrawContribution(**it, reason=plot.withdrawn.reason)
        yield Step(quarter.at(weeks=plot.withdrawn.week), f"{label}/withdraw", plot.by, gone)


def _dependency(plot: DependencyPlot, quarter: Quarter) -> Iterator[Step]:
    it, label = {"dependency_id": id_of("dependency", plot.key)}, f"dependency/{plot.key}"
    asked = AskDependency(
        **it,
        team_id=team_id(plot.team),
        of_team_id=team_id(plot.of),
        what=plot.what,
        needed_by=quarter.at(weeks=plot.needed_week).date(),
        objective_id=objective_id(plot.objective),
    )
    at = quarter.at(weeks=plot.week, hour=13)
    yield Step(at, f"{label}/ask", plot.by, asked)
    if plot.promised_week is not None:
        day = quarter.at(weeks=plot.promised_week).date()
        yield Step(
            at + timedelta(days=1), f"{label}/accept", plot.answers, AcceptDependency(**it, promised_by=day)
        )
    if plot.missed is not None:
        missed = MissDependency(**it, reason=plot.missed.reason)
        yield Step(quarter.at(weeks=plot.missed.week, hour=10), f"{label}/miss", plot.answers, missed)
    match plot.became:
        case "withdrawn":
            gone = WithdrawDependency(**it, reason=plot.reason)
            yield Step(quarter.at(weeks=plot.became_week), f"{label}/withdraw", plot.by, gone)
        case "delivered":
            done = DeliverDependency(**it, note=plot.reason)
            yield Step(quarter.at(weeks=plot.became_week), f"{label}/deliver", plot.answers, done)
        case "declined":
            no = DeclineDependency(**it, reason=plot.reason)
            yield Step(quarter.at(weeks=plot.became_week), f"{label}/decline", plot.answers, no)
