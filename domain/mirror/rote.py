"""Check-ins by rote: the same again, week after week (P6.2).

Formula: a check-in repeats the one before when it states the same confidence in the goal and the same values of
the same key results, and says nothing new: what it writes of issues and plan is empty, or like the text before by
``SAME_TEXT`` of 100 or more. Said where ``REPEATS`` in a row do.

Source: P6.2; P3.3, a check-in is a conversation and not a status report. A figure that stands still, with new
words about why, is no rote.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from domain.mirror.base import Evidence, Finding, Kind, Reflection, reflection
from domain.mirror.facts import Facts, Goal
from domain.signals.finding import times
from domain.trajectory import GoalPoint

REPEATS = 3
"""In a row: four check-ins that say the same."""
SAME_TEXT = 95.0

RULE = (
    f"{REPEATS} check-ins in a row that repeat the one before: the same confidence and values, and no new words"
    f" (none, or alike by {SAME_TEXT:.0f} of 100, rapidfuzz). Told of goals with more than {REPEATS} check-ins."
)

Values = dict[str, object]


def look(facts: Facts) -> Reflection:
    told = [(each, _standing(each)) for each in facts.goals]
    enough = [(each, entries) for each, entries in told if len(entries) > REPEATS]
    found = [each for goal, entries in enough for each in _rote(facts, goal, entries)]
    return reflection(Kind.ROTE, RULE, "objectives", len(enough), found)


def _standing(goal: Goal) -> list[GoalPoint]:
    """Every check-in as its last correction says it, in order of time."""
    return sorted({each.check_in_id: each for each in goal.line.check_ins}.values())


def _values(goal: Goal) -> dict[str, Values]:
    """By check-in: what it read."""
    found: dict[str, Values] = {}
    for line in goal.line.key_results:
        for point in {each.check_in_id: each for each in line.points}.values():
            if point.value is not None:
                found.setdefault(point.check_in_id, {})[line.key_result_id] = point.value
    return found


def _rote(facts: Facts, goal: Goal, entries: Sequence[GoalPoint]) -> Iterator[Finding]:
    values = _values(goal)
    longest: list[GoalPoint] = []
    run = [entries[0]]
    for before, entry in pairwise(entries):
        same = values.get(entry.check_in_id) == values.get(before.check_in_id)
        run = [*run, entry] if same and _repeats(before, entry) else [entry]
        longest = max(longest, run, key=len)
    if len(longest) <= REPEATS:
        return
    yield Finding(
        says=f"{times(len(longest), 'check-in')} of {len(entries)} on “{goal.line.title}"
        f"” ({facts.name(goal.line.team_id)}) say the same, one after the other.",
        teams=(goal.line.team_id,),
        figures={"same": len(longest), "check_ins": len(entries)},
        evidence=tuple(
            Evidence(f"check_in:{each.check_in_id}", goal.line.title, facts.day(each.at), _said(each))
            for each in longest
        ),
    )


def _repeats(before: GoalPoint, entry: GoalPoint) -> bool:
    if entry.confidence != before.confidence:
        return False
    return all(
        not now or fuzz.ratio(was, now, score_cutoff=SAME_TEXT)
        for was, now in ((before.issues, entry.issues), (before.plan, entry.plan))
    )


def _said(entry: GoalPoint) -> str:
    return "confidence unstated" if entry.confidence is None else f"confidence {entry.confidence} of 10"
