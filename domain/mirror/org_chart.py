"""The org chart against the flow of value: do those who work together report together? (P6.1)

Formula: the graph of working together (``working_together``: teams, weighted pairs). The modularity (``graphs``)
of the org chart's own partition of it, each team in the unit nearest above it, is held against that of the best
partition found. The org chart is the one that stands at the end of what is looked at.

Source: M. Conway, "How do committees invent?" (1968); ``graphs`` names those of the measure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from domain.mirror.base import Evidence, Finding, Kind, Reflection, minus, reflection
from domain.mirror.facts import Facts
from domain.mirror.graphs import SEED, Parts, best_parts, modularity
from domain.mirror.working_together import Joint, Pair, working_together
from domain.signals.finding import times

GAP = 0.1
"""So much modularity above the org chart's is worth a talk."""
LEAST_PAIRS = 5
"""Fewer pairs that work together are no structure yet."""
ACROSS = 5
"""So many pairs across units are told of, the ones with most between them."""

RULE = (
    "Pairs of teams that work together (a dependency, a contribution, a horizontal link: weight 1 each; the"
    " company itself left out) against who reports together (the same unit). Said where the best partition found"
    f" has a modularity {GAP:g} or more above the org chart's; told of from {LEAST_PAIRS} pairs on. Found by"
    f" Louvain (seed {SEED}) or by greedy merging."
)


@dataclass(frozen=True, slots=True)
class OrgChart:
    """``pairs``: who works together, and by what. ``reporting``: the teams among them by the unit they report to,
    and ``flowing``: as the work would part them, each with its modularity, -0.5..1; null where there are too few
    pairs. ``idle``: pairs of the same unit that never worked together."""

    pairs: dict[Pair, Joint]
    reporting: Parts
    flowing: Parts
    modularity: float | None
    best: float | None
    idle: tuple[Pair, ...]

    @property
    def across(self) -> list[Pair]:
        """The pairs that work together and do not report together, the closest first."""
        at = {team: place for place, part in enumerate(self.reporting) for team in part}
        apart = [pair for pair in self.pairs if at[pair[0]] != at[pair[1]]]
        return sorted(apart, key=lambda pair: (-self.pairs[pair].weight, pair))

    @property
    def weight(self) -> int:
        return sum(each.weight for each in self.pairs.values())


def org_chart(facts: Facts) -> OrgChart:
    """The graph and both partitions of it."""
    pairs = working_together(facts)
    weights = {pair: joint.weight for pair, joint in pairs.items()}
    reporting = _by_home(facts, pairs)
    idle = tuple(pair for part in reporting for pair in combinations(part, 2) if pair not in pairs)
    if len(pairs) < LEAST_PAIRS:
        return OrgChart(pairs, reporting, (), None, None, idle)
    flowing = best_parts(weights)
    return OrgChart(pairs, reporting, flowing, modularity(weights, reporting), modularity(weights, flowing), idle)


def look(facts: Facts, chart: OrgChart) -> Reflection:
    """``chart``: of the same facts."""
    found = [] if chart.best is None or chart.modularity is None else list(_apart(facts, chart))
    return reflection(
        Kind.ORG_CHART, RULE, "pairs of teams that work together", len(chart.pairs), found, LEAST_PAIRS
    )


def _apart(facts: Facts, chart: OrgChart) -> Iterable[Finding]:
    assert chart.modularity is not None
    assert chart.best is not None
    if chart.best - chart.modularity < GAP:
        return
    across = chart.across
    weight = sum(chart.pairs[pair].weight for pair in across)
    yield Finding(
        says=f"Work flows otherwise than teams report: on it the org chart has a modularity of"
        f" {minus(chart.modularity)}, the best partition found {minus(chart.best)}. {times(weight, 'tie')} of"
        f" {chart.weight} cross from one unit to another.",
        teams=(),
        figures={"modularity": chart.modularity, "best": chart.best, "across": weight, "ties": chart.weight},
        evidence=tuple(_evidence(facts, pair, chart.pairs[pair]) for pair in across[:ACROSS]),
    )


def _evidence(facts: Facts, pair: Pair, joint: Joint) -> Evidence:
    kinds = (
        (joint.dependencies, "dependency", "dependencies"),
        (joint.contributions, "contribution", "contributions"),
        (joint.links, "horizontal link", "horizontal links"),
    )
    told = [f"{count} {one if count == 1 else more}" for count, one, more in kinds if count]
    title = f"{facts.name(pair[0])} and {facts.name(pair[1])}"
    says = f"work together ({', '.join(told)}) and report to different units"
    return Evidence(source=f"teams:{pair[0]},{pair[1]}", title=title, on=None, says=says)


def _by_home(facts: Facts, pairs: Iterable[Pair]) -> Parts:
    parts: dict[str, list[str]] = {}
    for team in sorted({team for pair in pairs for team in pair}):
        parts.setdefault(facts.home(team), []).append(team)
    return tuple(tuple(part) for part in parts.values())
