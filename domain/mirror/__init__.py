"""The mirror: how work really flows over the last cycles (P6), from facts alone. It speaks of process; there is no
person in its facts, and so none in its findings."""

from dataclasses import dataclass

from domain.mirror import (
    chronic,
    fragments,
    hand_offs,
    org_chart,
    ownership,
    rhythm,
    rote,
    sandbagging,
    several_functions,
    theatre,
    untouched,
)
from domain.mirror.base import Evidence, Finding, Kind, Reflection
from domain.mirror.facts import Facts
from domain.mirror.hand_offs import HandOffs
from domain.mirror.org_chart import OrgChart

LEAST_CYCLES = 2
"""Fewer show nothing: what happened once is no pattern (P6.1, "after two or three cycles")."""


@dataclass(frozen=True, slots=True)
class Reflected:
    """All that the mirror shows: ``reflections`` by kind, in the order of ``Kind``; what they draw on beside."""

    reflections: tuple[Reflection, ...]
    chart: OrgChart
    hand_offs: tuple[HandOffs, ...]


def reflect(facts: Facts) -> Reflected | None:
    """Every kind of looking at the same facts; ``None`` where fewer than ``LEAST_CYCLES`` cycles have begun."""
    if len(facts.periods) < LEAST_CYCLES:
        return None
    chart, pairs = org_chart.org_chart(facts), hand_offs.hand_offs(facts)
    reflections = (
        org_chart.look(facts, chart),
        several_functions.look(facts),
        hand_offs.look(facts, pairs),
        chronic.look(facts),
        ownership.look(facts),
        fragments.look(facts),
        untouched.look(facts),
        rote.look(facts),
        sandbagging.look(facts),
        theatre.look(facts),
        rhythm.look(facts),
    )
    return Reflected(reflections, chart, tuple(pairs))


__all__ = [
    "LEAST_CYCLES",
    "Evidence",
    "Facts",
    "Finding",
    "HandOffs",
    "Kind",
    "OrgChart",
    "Reflected",
    "Reflection",
    "reflect",
]
