"""Gathering what the agenda of a team's next meeting is made of."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.backlog import BacklogKind, BacklogStatus
from domain.cycle import midnight
from domain.ritual import MeetingStatus, RitualKind
from northlog.reading.alerts import alerts
from northlog.reading.alignment import Aligned
from northlog.reading.backlog import Backlogs
from northlog.reading.check_ins import CheckInView
from northlog.reading.happened import last_check_ins
from northlog.reading.health_metrics import HealthMetrics
from northlog.reading.looking import Looking
from northlog.reading.rituals import RitualView, rituals
from northlog.reading.snapshot import Snapshot
from northlog.reading.views import CycleTree, ObjectiveView
from northlog.reports.agenda import Agenda, Ground, sections
from northlog.reports.diff import CycleDiff, diff
from projections.current.signal_queries import AlertFilter
from projections.moment import Moment
from projections.reader import RetrospectiveFilter

_DAY = timedelta(days=1)
_YEAR = timedelta(days=366)


def agenda(looking: Looking, team_id: str, kind: RitualKind) -> Agenda | None:
    """The agenda of a team's next meeting of a kind; ``None`` where there is no such team."""
    with looking.snapshot() as seen:
        team, organization, cycle = seen.team(team_id), seen.organization(), seen.current_cycle()
        if team is None or organization is None:
            return None
        day = seen.now.astimezone(ZoneInfo(organization.time_zone)).date()
        agreed = rituals(seen, {"team_id": team_id})
        since = _last_time(agreed, kind, day, organization.time_zone) or seen.now - 7 * _DAY
        changes = None
        if cycle is not None:
            since, changes = _changes(looking, cycle.cycle_id, team_id, since)
        trees = _trees(seen, team_id, day)
        needed = Aligned(seen).dependencies()
        ground = Ground(
            day=day,
            since=since,
            names={each.team_id: each.name for each in seen.teams()},
            team_id=team_id,
            trees=trees,
            changes=changes,
            alerts=alerts(seen, AlertFilter(team_id=team_id, standing=True)),
            last_said=_last_said(seen, trees[-1].objectives if trees else []),
            dependencies=[each for each in needed if team_id in (each.team_id, each.of_team_id)],
            retrospectives=seen.retrospectives(RetrospectiveFilter(team_id=team_id)),
            rituals=agreed,
            strategy=Aligned(seen).strategy(),
            parked=Backlogs(seen).items(
                {"team_id": team_id, "kind": BacklogKind.PARKING_LOT, "status": BacklogStatus.OPEN}
            ),
            health=HealthMetrics(seen).metrics({"team_id": team_id, "retired": False}),
        )
        return Agenda(
            team_id=team_id,
            team=team.name,
            kind=kind,
            day=day,
            since=since,
            cycle=None if cycle is None else cycle.name,
            sections=sections(kind, ground),
            position=seen.position,
        )


def _last_time(agreed: Iterable[RitualView], kind: RitualKind, today: date, zone: str) -> datetime | None:
    """The end of the day on which such a meeting was held last, before today."""
    held = [
        each.met_on
        for it in agreed
        if it.kind == kind
        for each in it.meetings
        if each.status == MeetingStatus.HELD and each.met_on < today
    ]
    return midnight(max(held) + _DAY, zone) if held else None


def _changes(looking: Looking, cycle_id: str, team_id: str, since: datetime) -> tuple[datetime, CycleDiff]:
    past = looking.past(cycle_id, team_id)
    assert past is not None, "the cycle is there"
    begin = max(since, past.planned_at).astimezone(UTC)
    before, after = past.tree(Moment(past.moment.position, begin)), past.tree(past.moment)
    assert before is not None, "it was planned by then"
    assert after is not None, "it is there now"
    return begin, diff(before, after)


def _trees(seen: Snapshot, team_id: str, day: date) -> list[CycleTree]:
    """The team's part of the cycles of the year, the current one last."""
    current = seen.current_cycle()
    if current is None:
        return []
    year = [each.cycle_id for each in seen.cycles() if day - _YEAR < each.ends_on <= current.ends_on]
    found = [seen.cycle_tree(key) for key in [*(it for it in year if it != current.cycle_id), current.cycle_id]]
    return [_of_team(tree, team_id) for tree in found if tree is not None]


def _of_team(tree: CycleTree, team_id: str) -> CycleTree:
    return tree.model_copy(update={"objectives": [each for each in tree.objectives if each.team_id == team_id]})


def _last_said(seen: Snapshot, objectives: Iterable[ObjectiveView]) -> list[tuple[ObjectiveView, CheckInView]]:
    published = {each.objective_id: each for each in objectives if each.status == "published"}
    said = last_check_ins(seen, published)
    return [(each, said[key]) for key, each in published.items() if key in said]
