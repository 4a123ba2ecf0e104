"""Objectives never touched after day one (P6.2).

Formula: day one ends a day after the objective was published or its cycle began, whichever is later. Touched is
what was checked in or edited since; closing, judging and carrying forward are the end and no touch; comments are
talk. Told of goals that had ``LEAST_DAYS`` days to be touched in.

Source: P6.2, "goals that never change after day one".
"""

from datetime import datetime, timedelta

from domain.mirror.base import Evidence, Finding, Kind, Reflection, days, reflection
from domain.mirror.facts import Facts, Goal

LEAST_DAYS = 28.0
"""Days since day one: four weekly check-ins."""

RULE = (
    "Published, then neither checked in nor edited after its first day; told of once"
    f" {days(LEAST_DAYS)} have passed since. Closing and scoring are no touch."
)

_DAY = timedelta(days=1)


def look(facts: Facts) -> Reflection:
    due = [(each, since) for each in facts.goals if (since := _had(facts, each)) >= LEAST_DAYS]
    found = [_finding(facts, each, had) for each, had in due if not _touched(each)]
    return reflection(Kind.UNTOUCHED, RULE, "objectives", len(due), found)


def _touched(goal: Goal) -> bool:
    return any(at >= _settled(goal) for at in goal.touched)


def _had(facts: Facts, goal: Goal) -> float:
    """Days that there were to touch it in, day one aside."""
    return (facts.end_of(goal) - _settled(goal)) / _DAY


def _settled(goal: Goal) -> datetime:
    """The end of day one."""
    return max(goal.published_at, goal.line.span.starts_at) + _DAY


def _finding(facts: Facts, goal: Goal, had: float) -> Finding:
    published = facts.day(goal.published_at)
    return Finding(
        says=f"“{goal.line.title}” ({facts.name(goal.line.team_id)}) was not touched in the {days(had)}"
        " after its first one.",
        teams=(goal.line.team_id,),
        figures={"days": had},
        evidence=(Evidence(goal.source, goal.line.title, published, "published, and nothing since"),),
    )
