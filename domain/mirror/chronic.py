"""Chronic dependencies: the same team needs the same other one cycle after cycle (P6.1).

Formula: the number of cycles in which a pair (who asks, and of whom) had at least one dependency that was not
withdrawn; chronic from ``CYCLES`` on. One that was declined counts: the need was there.

Source: P6.1: structure follows what stays.
"""

from domain.dependency import DependencyStatus
from domain.mirror.base import Evidence, Finding, Kind, Reflection, reflection
from domain.mirror.facts import Facts, Need, Period
from domain.signals.finding import times

CYCLES = 2
"""In so many of the cycles looked at."""

RULE = f"The same team asking the same other team in {CYCLES} cycles or more; withdrawn requests do not count."


def look(facts: Facts) -> Reflection:
    pairs: dict[tuple[str, str], list[tuple[Need, Period]]] = {}
    for need, period in facts.needed:
        if need.status is not DependencyStatus.WITHDRAWN:
            pairs.setdefault((need.team_id, need.of_team_id), []).append((need, period))
    found = [_finding(facts, pair, asked) for pair, asked in pairs.items() if _cycles(asked) >= CYCLES]
    found.sort(key=lambda it: (-it.figures["cycles"], -it.figures["dependencies"], it.teams))
    return reflection(Kind.CHRONIC, RULE, "pairs of teams with a dependency", len(pairs), found)


def _cycles(asked: list[tuple[Need, Period]]) -> int:
    return len({period.span.cycle_id for _, period in asked})


def _finding(facts: Facts, pair: tuple[str, str], asked: list[tuple[Need, Period]]) -> Finding:
    cycles = _cycles(asked)
    return Finding(
        says=f"{facts.name(pair[0])} needed something of {facts.name(pair[1])} in {cycles} of"
        f" {times(len(facts.periods), 'cycle')}, {len(asked)} times in all.",
        teams=pair,
        figures={"cycles": cycles, "dependencies": len(asked)},
        evidence=tuple(
            Evidence(need.source, need.what, facts.day(need.asked_at), f"{period.name}: {need.status}")
            for need, period in asked
        ),
    )
