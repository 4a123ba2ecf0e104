"""The weeks of a cycle, and each objective's reported and computed health at the end of each."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.cycle import midnight
from domain.health import computed, needed, reported, watermelon
from domain.objective.state import ObjectiveStatus
from domain.words import Ambition
from northlog.reading.past import Past
from northlog.reading.views import CycleView, TeamView
from northlog.retro.pack import Week, WeekHealth
from projections.moment import Moment
from projections.reader import Whole


def weeks_of(ends: Sequence[datetime], cycle: CycleView, now: datetime) -> list[Week]:
    """The weeks of a cycle that have begun by ``now``, the last of them told for now.

    ``ends``: when they ended, in order, and last of all when the last was said of the cycle.
    """
    ends_at = midnight(cycle.ends_on + timedelta(days=1), cycle.time_zone)
    last = min(now, ends_at, *ends[-1:])
    instants = [*(end for end in ends if end < last), last]
    weeks = [Week(number=_number(end, cycle), at=end) for end in instants]
    return [week for week in weeks if week.number > 0]


def _number(end: datetime, cycle: CycleView) -> int:
    # A week ends as the next one begins; it is numbered by its last instant.
    day = (end - timedelta(microseconds=1)).astimezone(ZoneInfo(cycle.time_zone)).date()
    return (day - cycle.starts_on).days // 7 + 1


def health_by_objective(
    weeks: Sequence[Week],
    past: Past,
    position: int,
    teams: Mapping[str, TeamView],
    objective_ids: Collection[str],
) -> dict[str, list[WeekHealth]]:
    """Week by week how each of these objectives was reported and how it computed, while it was published, as it
    was known at a position."""
    # Rows, not trees: views of every objective at the end of every week are far more than is read here.
    wanted = [each for each in past.history.objectives if each.objective_id in objective_ids]
    found: dict[str, list[WeekHealth]] = {}
    for week in weeks:
        moment = Moment(position, week.at)
        cycle = past.cycle(moment)
        if cycle is None:
            continue
        for each in wanted:
            whole = each.at(moment)
            if whole is not None and whole[0].status == ObjectiveStatus.PUBLISHED:
                team = teams[whole[0].team_id]
                every = team.cadence.every_weeks if team.cadence else 1
                found.setdefault(each.objective_id, []).append(_health(whole, cycle.expected, week, every))
    return found


def _health(whole: Whole, expected: float, week: Week, every_weeks: int) -> WeekHealth:
    objective, key_results = whole
    said = reported(objective.confidence, objective.last_check_in_at, week.at, every_weeks)
    # Before anything was read the score is where the measures start, which says nothing of health.
    read = any(each.value is not None for each in key_results if not each.dropped)
    score = objective.score if read else None
    ambition = Ambition(objective.ambition)
    seen = computed(score, expected, ambition)
    return WeekHealth(
        week=week.number,
        confidence=objective.confidence,
        reported=said,
        score=score,
        needed=needed(expected, ambition),
        computed=seen,
        watermelon=watermelon(said, seen),
    )
