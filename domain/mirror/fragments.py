"""Fragmented local copies of one goal: several teams, one goal, each with its own wording (P6.2).

Formula: objectives of different teams in one cycle whose titles are alike (``likeness``) by ``ALIKE`` or more, in
groups of which each is like another. That two are linked, or one is pledged to the other, makes them copies no
less; it is said.

Source: P6.2.
"""

from collections.abc import Iterator, Sequence

from domain.mirror.base import Evidence, Finding, Kind, Reflection, reflection
from domain.mirror.facts import Facts, Goal
from domain.mirror.likeness import alike

ALIKE = 80.0
"""Of 100; unrelated titles stay below 71."""

RULE = (
    f"Objectives of different teams in one cycle whose titles are alike by {ALIKE:.0f} of 100 or more (rapidfuzz,"
    " words that count, in any order; very short ones only where they are the same)."
)


def look(facts: Facts) -> Reflection:
    found = [each for period in facts.periods for each in _copies(facts, period.span.cycle_id, period.name)]
    return reflection(Kind.FRAGMENTS, RULE, "objectives", len(facts.goals), found)


def _copies(facts: Facts, cycle_id: str, cycle: str) -> Iterator[Finding]:
    goals = [each for each in facts.goals if each.cycle_id == cycle_id]
    for places, least in alike([it.line.title for it in goals], [it.line.team_id for it in goals], ALIKE):
        copies = [goals[place] for place in places]
        teams = tuple(dict.fromkeys(each.line.team_id for each in copies))
        joined = _joined(facts, copies)
        yield Finding(
            says=f"{cycle}: {' and '.join(_named(facts, each) for each in copies)} read like one goal,"
            f" alike by {least:.0f} of 100 (said from {ALIKE:.0f} on);"
            f" {'they are linked' if joined else 'nothing links them'}.",
            teams=teams,
            figures={"likeness": least, "threshold": ALIKE, "objectives": len(copies), "linked": float(joined)},
            evidence=tuple(
                Evidence(each.source, each.line.title, facts.day(each.published_at), facts.name(each.line.team_id))
                for each in copies
            ),
        )


def _named(facts: Facts, goal: Goal) -> str:
    return f"“{goal.line.title}” ({facts.name(goal.line.team_id)})"


def _joined(facts: Facts, copies: Sequence[Goal]) -> bool:
    ids = {each.line.objective_id for each in copies}
    pledged = any(
        each.objective_id in ids and any(rest in ids for rest, _ in each.rests_on) for each in facts.pledges
    )
    return pledged or any({each.objective_id, each.other_id} <= ids for each in facts.ties)
