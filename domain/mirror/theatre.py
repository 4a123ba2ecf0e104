"""Theatre: all green, nothing moved (P6.2).

Formula: of a goal whose cycle is half over at least, ``CHECK_INS`` or more stated a confidence, every one of them
``GREEN`` or more; and no key result that can move ever had ``MOVED`` of its way behind it, reading progress as
(value - start) / (target - start). Limits to hold do not move and are left aside; a goal of nothing else is not
looked at.

Source: P6.2. P5.3 tells a team of a single week; this is the whole cycle.
"""

from collections.abc import Iterator

from domain.mirror.base import Evidence, Finding, Kind, Reflection, reflection
from domain.mirror.facts import Facts, Goal
from domain.signals.finding import percent, times
from domain.trajectory import HOLDS, KeyResultLine

CHECK_INS = 4
"""With a stated confidence."""
GREEN = 7
"""Of 10: what is reported as green by default."""
MOVED = 0.1
"""Of the way from start to target."""

RULE = (
    f"{CHECK_INS} stated confidences or more, none under {GREEN} of 10, while no key result got {percent(MOVED)}"
    " of its way behind it; told of once the cycle is half over. Limits to hold are left out."
)


def look(facts: Facts) -> Reflection:
    judged = [(each, moving) for each in facts.goals if (moving := _moving(facts, each))]
    found = [each for goal, moving in judged for each in _theatre(facts, goal, moving)]
    return reflection(Kind.THEATRE, RULE, "objectives", len(judged), found)


def _moving(facts: Facts, goal: Goal) -> list[KeyResultLine]:
    """The key results that can be looked at, of a goal that can."""
    line = goal.line
    if len(line.stated) < CHECK_INS or line.span.day(facts.end_of(goal)) < line.span.days / 2:
        return []
    return [each for each in line.running if each.pace is not HOLDS and each.way]


def _theatre(facts: Facts, goal: Goal, moving: list[KeyResultLine]) -> Iterator[Finding]:
    lowest = min(each.confidence for each in goal.line.stated)
    farthest = {line.key_result_id: max(progress for _, progress in line.way) for line in moving}
    if lowest < GREEN or max(farthest.values()) >= MOVED:
        return
    stated = Evidence(
        goal.source,
        goal.line.title,
        facts.day(goal.line.stated[-1].at),
        f"{times(len(goal.line.stated), 'confidence')} stated, the lowest {lowest} of 10",
    )
    yield Finding(
        says=f"“{goal.line.title}” ({facts.name(goal.line.team_id)}) was green throughout, and nothing moved: the"
        f" farthest key result had {percent(max(farthest.values()))} of its way behind it.",
        teams=(goal.line.team_id,),
        figures={"lowest_confidence": lowest, "farthest": max(farthest.values()), "stated": len(goal.line.stated)},
        evidence=(
            stated,
            *(
                Evidence(
                    f"key_result:{line.key_result_id}",
                    line.title,
                    facts.day(line.readings[-1].at),
                    f"never farther than {percent(farthest[line.key_result_id])} of its way",
                )
                for line in moving
            ),
        ),
    )
