"""The weeks of a cycle, and each objective's reported and computed health at the end of each."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from domain.cycle import midnight
from domain.objective.state import ObjectiveStatus
from domain.policy import Policy
from domain.signals.calendar import Calendar, calendar_of
from domain.signals.health import judge
from domain.team import Cadence
from domain.trajectory import Trajectory, as_of, in_hindsight, told
from events.record import Recorded
from northlog.reading.past import Past
from northlog.reading.spans import span_of
from northlog.reading.views import CadenceView, CycleView
from northlog.retro.pack import Week, WeekHealth
from projections.moment import Moment


class Followed(NamedTuple):
    """An objective through its cycle as it is known now, and what it is judged by."""

    trajectory: Trajectory
    policy: Policy
    calendar: Calendar


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


def followed(
    log: Sequence[Recorded[Any]], cycle: CycleView, cadence: CadenceView | None, policy: Policy
) -> Followed:
    """The objective whose events ``log`` holds, in their order, in its cycle and by its team's cadence."""
    span = span_of(cycle)
    rhythm = None if cadence is None else Cadence.model_validate(cadence.model_dump())
    found = told(log, span, rhythm, log[-1].recorded_at)
    assert found is not None, "its log begins with its draft"
    return Followed(in_hindsight(found), policy, calendar_of(span, rhythm, policy))


def health_by_objective(
    weeks: Sequence[Week], past: Past, position: int, objectives: Mapping[str, Followed]
) -> dict[str, list[WeekHealth]]:
    """Week by week how each objective was reported and how it computed, while it was published, as it was known at
    a position. ``objectives``: by their ids; the others are left out."""
    # Rows, not trees: views of every objective at the end of every week are far more than is read here.
    wanted = [each for each in past.history.objectives if each.objective_id in objectives]
    found: dict[str, list[WeekHealth]] = {}
    for week in weeks:
        moment = Moment(position, week.at)
        for each in wanted:
            whole = each.at(moment)
            if whole is not None and whole[0].status == ObjectiveStatus.PUBLISHED:
                health = _health(whole[0].score, objectives[each.objective_id], week)
                found.setdefault(each.objective_id, []).append(health)
    return found


def _health(score: float | None, of: Followed, week: Week) -> WeekHealth:
    then = as_of(of.trajectory, week.at)
    judged = judge(then, of.policy, of.calendar, week.at)
    return WeekHealth(
        week=week.number,
        confidence=then.stated[-1].confidence if then.stated else None,
        reported=judged.reported,
        score=score,
        computed=judged.computed.health,
        running=judged.computed.running,
        known=judged.computed.known,
        at_risk=len(judged.computed.at_risk),
        watermelon=judged.watermelon,
    )
