"""Sandbagging: done by week three, again and again (P6.2).

Formula: a key result is done early when its progress reached the target within ``WEEKS`` weeks of its cycle's
first day and has stayed there (``domain.signals.done_too_early``, which tells the team of each). One is luck; a
team whose key results were so ``LEAST`` times in these cycles or more sets its goals where it already stands. Only
what can move day by day or in zones counts: a limit holds from its first day.

Source: P6.2; J. Doerr, Measure What Matters (2018).
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from domain.mirror.base import Evidence, Finding, Kind, Reflection, reflection
from domain.mirror.facts import Facts, Goal
from domain.signals.done_too_early import done_since, stretches
from domain.signals.finding import times
from domain.trajectory import KeyResultLine, Reading

WEEKS = 3
"""Of the cycle, from its first day."""
LEAST = 2
"""Key results of one team."""

RULE = (
    f"{LEAST} key results of a team or more that reached their target within the first {WEEKS} weeks of their"
    " cycle and stayed there. Limits to hold and what is done or not done are left out."
)


class _Early(NamedTuple):
    goal: Goal
    line: KeyResultLine
    first: Reading


def look(facts: Facts) -> Reflection:
    judged = [(goal, line) for goal in facts.goals for line in goal.line.running if stretches(line) and line.way]
    of = Counter(goal.line.team_id for goal, _ in judged)
    early: dict[str, list[_Early]] = {}
    for goal, line in judged:
        first = done_since(line)
        if first is not None and first.day < 7 * WEEKS:
            early.setdefault(goal.line.team_id, []).append(_Early(goal, line, first))
    found = [each for team_id, those in early.items() for each in _finding(facts, team_id, those, of[team_id])]
    found.sort(key=lambda it: -it.figures["early"])
    return reflection(Kind.SANDBAGGING, RULE, "key results that could move", len(judged), found)


def _finding(facts: Facts, team_id: str, early: list[_Early], of: int) -> Iterator[Finding]:
    if len(early) >= LEAST:
        yield Finding(
            says=f"{times(len(early), 'key result')} of {of} of {facts.name(team_id)} were done within"
            f" {WEEKS} weeks: goals set where the team already stood, or a stroke of luck.",
            teams=(team_id,),
            figures={"early": len(early), "key_results": of},
            evidence=tuple(
                Evidence(
                    f"key_result:{it.line.key_result_id}",
                    it.line.title,
                    facts.day(it.first.at),
                    f"at its target on day {it.first.day:.0f} of the cycle, of “{it.goal.line.title}”",
                )
                for it in early
            ),
        )
