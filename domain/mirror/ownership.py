"""Ownership missing or doubled (P1.5, P6.1).

Formula: missing: a published objective was without an owner for ``UNOWNED`` days or more of the time from its
publication to its closing, its cycle's end or now. Doubled: key results of different teams in one cycle are alike
(``likeness``) by ``SAME`` or more, so that one movement is two teams' to make; or two contributions of different
teams rest on the same objective or key result.

Source: P1.5, one accountable owner; P6.1.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from domain.mirror.base import Evidence, Finding, Kind, Reflection, days, reflection
from domain.mirror.facts import Facts, Goal, Pledge
from domain.mirror.likeness import alike
from domain.signals.finding import times

UNOWNED = 14.0
"""Days without an owner."""
SAME = 90.0
"""Of 100; key results are shorter than objectives, and their words fewer."""

RULE = (
    f"Missing: published without an owner for {days(UNOWNED)} or more. Doubled: key results of different teams in"
    f" one cycle alike by {SAME:.0f} of 100 or more (rapidfuzz), or pledges of two teams that rest on one result."
)

_DAY = timedelta(days=1)


def look(facts: Facts) -> Reflection:
    missing = [found for each in facts.goals for found in _missing(facts, each)]
    same = [found for each in facts.periods for found in _same(facts, each.span.cycle_id, each.name)]
    found = [*missing, *same, *_rested_on_twice(facts)]
    return reflection(Kind.OWNERSHIP, RULE, "objectives", len(facts.goals), found)


def unowned(goal: Goal, until: datetime) -> float:
    """Days from its publication to an instant on which it had no owner."""
    marks = [*goal.owned, (until, True)]
    spans = (
        (max(at, goal.published_at), min(end, until)) for (at, owned), (end, _) in pairwise(marks) if not owned
    )
    return sum(max(0.0, (end - begin) / _DAY) for begin, end in spans)


def _missing(facts: Facts, goal: Goal) -> Iterator[Finding]:
    without = unowned(goal, facts.end_of(goal))
    if without >= UNOWNED:
        yield Finding(
            says=f"“{goal.line.title}” had no owner for {days(without)}.",
            teams=(goal.line.team_id,),
            figures={"days": without, "threshold": UNOWNED},
            evidence=tuple(
                Evidence(
                    goal.source,
                    goal.line.title,
                    facts.day(at),
                    "had an owner" if owned else "was without an owner",
                )
                for at, owned in goal.owned
            ),
        )


def _same(facts: Facts, cycle_id: str, cycle: str) -> Iterator[Finding]:
    lines = [(goal, line) for goal in facts.goals if goal.cycle_id == cycle_id for line in goal.line.running]
    titles, teams = [line.title for _, line in lines], [goal.line.team_id for goal, _ in lines]
    for places, least in alike(titles, teams, SAME):
        those = [lines[place] for place in places]
        names = dict.fromkeys(facts.name(goal.line.team_id) for goal, _ in those)
        yield Finding(
            says=f"{cycle}: “{those[0][1].title}” is a key result of {' and of '.join(names)}.",
            teams=tuple(dict.fromkeys(goal.line.team_id for goal, _ in those)),
            figures={"likeness": least, "threshold": SAME, "key_results": len(those)},
            evidence=tuple(
                Evidence(
                    f"key_result:{line.key_result_id}",
                    line.title,
                    facts.day(line.added.at),
                    f"{facts.name(goal.line.team_id)}: {goal.line.title}",
                )
                for goal, line in those
            ),
        )


def _rested_on_twice(facts: Facts) -> Iterator[Finding]:
    pledges: dict[tuple[str, str | None], list[Pledge]] = {}
    for pledge in facts.pledges:
        for basis in dict.fromkeys(pledge.rests_on):
            if basis[0] in facts.by_id:
                pledges.setdefault(basis, []).append(pledge)
    for (objective_id, _), those in pledges.items():
        teams = tuple(dict.fromkeys(each.team_id for each in those))
        if len(teams) > 1:
            title = facts.by_id[objective_id].line.title
            yield Finding(
                says=f"{times(len(teams), 'team')} pledged on the strength of the same result, of “{title}”.",
                teams=teams,
                figures={"teams": len(teams), "contributions": len(those)},
                evidence=tuple(
                    Evidence(it.source, it.what, facts.day(it.pledged_at), facts.name(it.team_id)) for it in those
                ),
            )
