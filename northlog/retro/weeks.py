"""The weeks of a cycle, and each objective's reported and computed health at the end of each."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from domain.cycle import midnight
from domain.health import computed, needed, reported, watermelon
from domain.objective.state import ObjectiveStatus
from domain.words import Ambition
from northlog.retro.pack import Week, WeekHealth
from northlog.views import CycleTree, CycleView, ObjectiveView, TeamView

_WEEK = timedelta(weeks=1)


def weeks_of(cycle: CycleView, now: datetime) -> list[Week]:
    """The weeks that have begun by ``now``; the last may be shorter. A week is told for its end."""
    weeks: list[Week] = []
    starts_on = cycle.starts_on
    while starts_on <= cycle.ends_on and midnight(starts_on, cycle.time_zone) <= now:
        ends_on = min(starts_on + timedelta(days=6), cycle.ends_on)
        end = midnight(ends_on + timedelta(days=1), cycle.time_zone) - timedelta(microseconds=1)
        weeks.append(Week(number=len(weeks) + 1, starts_on=starts_on, ends_on=ends_on, at=min(end, now)))
        starts_on += _WEEK
    return weeks


def health_by_objective(
    weeks: Sequence[Week], trees: Sequence[CycleTree], teams: Mapping[str, TeamView]
) -> dict[str, list[WeekHealth]]:
    """Week by week how each objective was reported and how it computed, while it was published.

    ``trees``: the cycle as it was at the end of each week.
    """
    found: dict[str, list[WeekHealth]] = {}
    for week, tree in zip(weeks, trees, strict=True):
        for each in tree.objectives:
            if each.status == ObjectiveStatus.PUBLISHED:
                team = teams[each.team_id]
                every = team.cadence.every_weeks if team.cadence else 1
                found.setdefault(each.objective_id, []).append(_health(each, week, every))
    return found


def _health(objective: ObjectiveView, week: Week, every_weeks: int) -> WeekHealth:
    said = reported(objective.confidence, objective.last_check_in_at, week.at, every_weeks)
    # Before anything was read the score is where the measures start, which says nothing of health.
    read = any(each.value is not None for each in objective.key_results if not each.dropped)
    score = objective.score if read else None
    ambition = Ambition(objective.ambition)
    seen = computed(score, objective.expected, ambition)
    return WeekHealth(
        week=week.number,
        confidence=objective.confidence,
        reported=said,
        score=score,
        needed=needed(objective.expected, ambition),
        computed=seen,
        watermelon=watermelon(said, seen),
    )
