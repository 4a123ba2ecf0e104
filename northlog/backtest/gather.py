"""Running policies over past cycles: one query of the log a cycle, then every objective day by day in memory."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, get_args

from domain.backtesting import Fate, Frame, Known, frames, known, raised
from domain.cycle import CycleEvent
from domain.cycle import stream_of as cycle_stream
from domain.objective import stream_of as objective_stream
from domain.objective.events import AnyObjectiveEvent
from domain.signals.evaluate import watched
from domain.team import TeamEvent
from domain.team import stream_of as team_stream
from events import read
from events.catalogue import CATALOGUE
from events.record import Recorded
from events.transaction import driver
from northlog.backtest.assembly import Gathered, assemble
from northlog.backtest.fates import fates_of
from northlog.backtest.policies import NamedPolicy
from northlog.backtest.report import Report
from northlog.reading.looking import Looking
from northlog.reading.snapshot import Snapshot
from northlog.reading.views import CycleView, ObjectiveView
from projections.reader import ObjectiveFilter

Logs = dict[str, list[Recorded[Any]]]
"""Events by stream, in the order of the log."""

_TYPES = (*get_args(AnyObjectiveEvent), *get_args(CycleEvent), *get_args(TeamEvent))


def backtest(
    looking: Looking,
    cycles: Sequence[CycleView],
    policies: Sequence[NamedPolicy],
    missed_below: float,
    advance: Callable[[int, int], object],
) -> Report:
    """Run policies over closed cycles. ``missed_below``: 0..1. ``advance`` is told of how many objectives so far,
    and of how many in all."""
    done = 0
    with looking.at(None) as seen:
        house = seen.organization()
        assert house is not None, "where there is a cycle there is an organization"
        objectives = {each.cycle_id: _published(seen, each) for each in cycles}
        found = Gathered(
            organization=house.name,
            cycles=cycles,
            titles={each.objective_id: each.title for some in objectives.values() for each in some},
            teams={each.team_id: each.name for each in seen.teams()},
            position=seen.position,
            alerts=[[] for _ in policies],
        )
        for cycle in cycles:
            logs = _logs(seen, cycle, objectives[cycle.cycle_id])
            days = _frames(cycle, logs, objectives[cycle.cycle_id])
            for each in objectives[cycle.cycle_id]:
                log = logs[objective_stream(each.objective_id)]
                _run(list(known(log, days[each.team_id])), fates_of(each, cycle), policies, found)
                done += 1
                advance(done, sum(map(len, objectives.values())))
    return assemble(found, policies, missed_below)


def _published(seen: Snapshot, cycle: CycleView) -> list[ObjectiveView]:
    """The objectives of a cycle; a draft was never anybody's commitment."""
    objectives = seen.objectives(ObjectiveFilter(cycle_id=cycle.cycle_id))
    return [each for each in objectives if each.published_at is not None]


def _logs(seen: Snapshot, cycle: CycleView, objectives: Iterable[ObjectiveView]) -> Logs:
    """All that was ever told of a cycle, its objectives and their teams; one query."""
    streams = {cycle_stream(cycle.cycle_id)}
    for each in objectives:
        streams |= {objective_stream(each.objective_id), team_stream(each.team_id)}
    logs: Logs = {}
    names = CATALOGUE.names_of(*_TYPES)
    for stored in read.streams(driver(seen.connection), seen.org, sorted(streams), names, seen.position):
        logs.setdefault(stored.stream, []).append(CATALOGUE.read(stored))
    return logs


def _frames(cycle: CycleView, logs: Logs, objectives: Iterable[ObjectiveView]) -> dict[str, list[Frame]]:
    """The cycle's days by team."""
    log, teams = logs[cycle_stream(cycle.cycle_id)], {each.team_id for each in objectives}
    return {team: frames(cycle.cycle_id, log, logs[team_stream(team)]) for team in teams}


def _run(days: Sequence[Known], fates: Sequence[Fate], policies: Sequence[NamedPolicy], found: Gathered) -> None:
    """Take one objective through its days by every policy. ``fates``: its own, and those of its key results."""
    running = {(each.trajectory.team_id, each.day) for each in days if watched(each.trajectory, each.now)}
    if not running:
        found.unwatched += len(fates)
        return
    found.fates += fates
    found.team_days |= running
    for (_, policy), alerts in zip(policies, found.alerts, strict=True):
        alerts += raised(days, policy)
