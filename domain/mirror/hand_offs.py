"""Where hand-offs drag: how long it takes from asking another team to having it (P6.1).

Formula: days from asked to delivered; of what is still waited for, the days so far, which is less than it will
take. A pair of teams, who asks and of whom, drags where the median of its hand-offs is ``DRAG`` days or more.
Declined and withdrawn ones are none.

Source: P6.1; lead time as in D. Reinertsen, The Principles of Product Development Flow (2009); the median, since
one forgotten request would make any mean.
"""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from domain.mirror.base import Evidence, Finding, Kind, Reflection, days, reflection
from domain.mirror.facts import REFUSED, Facts, Need
from domain.signals.finding import times

DRAG = 14.0
"""Days: two weekly check-ins with the same thing in the way."""

RULE = (
    "Days from a dependency asked to delivered, or so far where it is still waited for; a pair of teams drags from"
    f" a median of {days(DRAG)} on. Declined and withdrawn ones are left out."
)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HandOffs:
    """All hand-offs of a pair: ``team_id`` asked ``of_team_id``. ``took``: days each, in the order asked; ``drag``
    is their median."""

    team_id: str
    of_team_id: str
    needs: tuple[Need, ...]
    took: tuple[float, ...]

    @property
    def drag(self) -> float:
        return median(self.took)

    @property
    def waiting(self) -> int:
        return sum(each.delivered_at is None for each in self.needs)


def hand_offs(facts: Facts) -> list[HandOffs]:
    """By pair of teams, the one with the greatest drag first."""
    pairs: dict[tuple[str, str], list[Need]] = {}
    for need, _ in sorted(facts.needed, key=lambda it: (it[0].asked_at, it[0].dependency_id)):
        if need.status not in REFUSED:
            pairs.setdefault((need.team_id, need.of_team_id), []).append(need)
    found = [
        HandOffs(*pair, tuple(needs), tuple(_took(facts, each) for each in needs)) for pair, needs in pairs.items()
    ]
    return sorted(found, key=lambda it: (-it.drag, it.team_id, it.of_team_id))


def look(facts: Facts, pairs: list[HandOffs]) -> Reflection:
    """``pairs``: of the same facts."""
    found = [_finding(facts, each) for each in pairs if each.drag >= DRAG]
    return reflection(Kind.HAND_OFFS, RULE, "hand-offs", sum(len(each.needs) for each in pairs), found)


def _took(facts: Facts, need: Need) -> float:
    return ((need.delivered_at or facts.now) - need.asked_at) / _DAY


def _finding(facts: Facts, pair: HandOffs) -> Finding:
    told = tuple(_told(facts, need, took) for need, took in zip(pair.needs, pair.took, strict=True))
    waiting = f"; {pair.waiting} still waited for" if pair.waiting else ""
    return Finding(
        says=f"What {facts.name(pair.team_id)} needs of {facts.name(pair.of_team_id)} takes {days(pair.drag)}"
        f" ({'median of ' if len(pair.needs) > 1 else ''}{times(len(pair.needs), 'hand-off')}{waiting}).",
        teams=(pair.team_id, pair.of_team_id),
        figures={
            "median_days": pair.drag,
            "longest_days": max(pair.took),
            "hand_offs": len(pair.needs),
            "waiting": pair.waiting,
        },
        evidence=told,
    )


def _told(facts: Facts, need: Need, took: float) -> Evidence:
    asked = facts.day(need.asked_at)
    if need.delivered_at is None:
        says = f"{need.status} and waited for since {days(took)}; due {need.due}"
    else:
        late = (facts.day(need.delivered_at) - need.due).days
        says = f"delivered after {days(took)}{f', {days(late)} after its day' if late > 0 else ', in time'}"
    return Evidence(need.source, need.what, asked, says)
