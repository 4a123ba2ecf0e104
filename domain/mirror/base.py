"""What the mirror says: findings about the process, each with its evidence, by a rule that is said with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What is looked for: how work flows (P6.1), anti-patterns (P6.2), trouble with the rhythm itself (P6.3)."""

    ORG_CHART = "org_chart"
    SEVERAL_FUNCTIONS = "several_functions"
    HAND_OFFS = "hand_offs"
    CHRONIC = "chronic_dependencies"
    OWNERSHIP = "ownership"
    FRAGMENTS = "fragments"
    UNTOUCHED = "untouched"
    ROTE = "rote_check_ins"
    SANDBAGGING = "sandbagging"
    THEATRE = "theatre"
    RHYTHM = "rhythm"


@dataclass(frozen=True, slots=True)
class Evidence:
    """``source``: what it comes from, such as ``objective:<id>`` or ``teams:<id>,<id>``; ``on``: the day it speaks
    of, if any."""

    source: str
    title: str
    on: date | None
    says: str


@dataclass(frozen=True, slots=True)
class Finding:
    """``teams``: the ids of those it is about, none where it is about the whole organization; ``figures``: the
    numbers that it rests on, by name."""

    says: str
    teams: tuple[str, ...]
    figures: Mapping[str, float]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Reflection:
    """One kind of looking. ``rule``: how, with every threshold; ``looked_at``: at how many ``things``; ``unsaid``:
    why nothing can be said, null where something can."""

    kind: Kind
    rule: str
    things: str
    looked_at: int
    findings: tuple[Finding, ...]
    unsaid: str | None


def reflection(
    kind: Kind, rule: str, things: str, looked_at: int, found: Iterable[Finding], least: int = 1
) -> Reflection:
    """What was found, or that there was too little to look at: fewer than ``least`` things."""
    if looked_at < least:
        unsaid = f"Too little to tell: {looked_at} {things}, and {least} at least are needed."
        return Reflection(kind, rule, things, looked_at, (), unsaid)
    return Reflection(kind, rule, things, looked_at, tuple(found), None)


def days(count: float) -> str:
    """A number of days in words, whole."""
    return "1 day" if round(count) == 1 else f"{count:.0f} days"


def minus(figure: float) -> str:
    """A figure with two decimals and a true minus."""
    return f"{figure:.2f}".replace("-", "−")
