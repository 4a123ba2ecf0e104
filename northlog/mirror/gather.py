"""Gathering the facts that the mirror looks at: a query for each table and one of the log, whatever the size.

Nothing of a person comes through: of who owns an objective only that somebody does, of who met only how many.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, get_args
from zoneinfo import ZoneInfo

from domain.cycle import CycleStatus
from domain.dependency import DependencyStatus
from domain.link import LinkKind
from domain.mirror.facts import Facts, Goal, Meeting, Need, OrgTeam, Period, Pledge, Rhythm, Tie, goal_of
from domain.objective.events import (
    AnyObjectiveEvent,
    CarriedForward,
    KeyResultJudged,
    LintDismissed,
    LintRestored,
    ObjectiveClosed,
    ObjectiveDrafted,
    ObjectiveJudged,
    ObjectivePublished,
)
from domain.ritual import MeetingStatus
from domain.trajectory import Span, in_hindsight, told
from events.record import Recorded
from northlog.mirror.assembly import assemble
from northlog.mirror.views import Mirror
from northlog.reading.happened import happened
from northlog.reading.snapshot import Snapshot
from northlog.reading.spans import span_of
from northlog.reading.views import CycleView, OrganizationView
from projections.current.alignment_rows import CONTRIBUTIONS, DEPENDENCIES, LINKS
from projections.current.ritual_rows import MEETINGS, RITUALS
from projections.current.rows import OBJECTIVES

USUAL = 3
"""So many cycles, unless said otherwise."""
MOST = 12

_NO_TOUCH = (
    ObjectiveDrafted,
    ObjectivePublished,
    ObjectiveClosed,
    ObjectiveJudged,
    KeyResultJudged,
    CarriedForward,
    LintDismissed,
    LintRestored,
)
"""What begins or ends an objective, or leaves it as it is."""


def mirror(seen: Snapshot, cycles: int = USUAL, team_ids: Collection[str] = ()) -> Mirror | None:
    """The mirror of the last ``cycles`` that have begun, 2..12; ``None`` where there is no organization yet.

    With ``team_ids`` only findings about these teams, or about all.
    """
    house = seen.organization()
    if house is None:
        return None
    begun = [each for each in seen.cycles() if each.status != CycleStatus.PLANNED][-cycles:]
    return assemble(house.name, begun, facts_of(seen, house, begun), team_ids, seen.position, seen.as_of)


def facts_of(seen: Snapshot, house: OrganizationView, cycles: Sequence[CycleView]) -> Facts:
    """The facts of these cycles, the earliest first."""
    spans = {each.cycle_id: span_of(each) for each in cycles}
    return Facts(
        now=seen.as_of or seen.now,
        zone=ZoneInfo(house.time_zone),
        periods=tuple(Period(it.name, spans[it.cycle_id], it.status == CycleStatus.CLOSED) for it in cycles),
        teams={it.team_id: OrgTeam(it.team_id, it.name, it.kind, it.parent_id) for it in seen.teams()},
        goals=_goals(seen, spans),
        needs=_needs(seen),
        pledges=_pledges(seen),
        ties=_ties(seen),
        rhythms=_rhythms(seen),
    )


def _goals(seen: Snapshot, spans: Mapping[str, Span]) -> tuple[Goal, ...]:
    """Published objectives of these cycles, in the order they were drafted."""
    rows = seen.reader.rows(OBJECTIVES, {"cycle_id": list(spans)}, ("position",))
    cycles = {each.objective_id: each.cycle_id for each in rows if each.published_at is not None}
    logs: dict[str, list[Recorded[Any]]] = {key: [] for key in cycles}
    for each in happened(seen, cycles, *get_args(AnyObjectiveEvent)):
        logs[each.event.objective_id].append(each)
    return tuple(_goal(cycle_id, spans[cycle_id], logs[key]) for key, cycle_id in cycles.items())


def _goal(cycle_id: str, span: Span, log: Sequence[Recorded[Any]]) -> Goal:
    found = told(log, span, None, log[-1].recorded_at)
    assert found is not None, "its log begins with its draft"
    touched = [each.recorded_at for each in log if not isinstance(each.event, _NO_TOUCH)]
    return goal_of(cycle_id, in_hindsight(found), touched)


def _needs(seen: Snapshot) -> tuple[Need, ...]:
    return tuple(
        Need(
            dependency_id=row.dependency_id,
            team_id=row.team_id,
            of_team_id=row.of_team_id,
            objective_id=row.objective_id,
            what=row.what,
            status=DependencyStatus(row.status),
            asked_at=row.asked_at,
            delivered_at=row.delivered_at,
            due=row.promised_by or row.needed_by,
        )
        for row in seen.reader.rows(DEPENDENCIES, None, ("asked_at", "dependency_id"))
    )


def _pledges(seen: Snapshot) -> tuple[Pledge, ...]:
    return tuple(
        Pledge(
            contribution_id=row.contribution_id,
            team_id=row.team_id,
            objective_id=row.objective_id,
            what=row.what,
            pledged_at=row.pledged_at,
            rests_on=tuple((basis["objective_id"], basis["key_result_id"]) for basis in row.rests_on),
        )
        for row in seen.reader.rows(CONTRIBUTIONS, {"withdrawn": False}, ("pledged_at", "contribution_id"))
    )


def _ties(seen: Snapshot) -> tuple[Tie, ...]:
    rows = seen.reader.rows(LINKS, {"removed": False}, ("position",))
    return tuple(Tie(row.link_id, LinkKind(row.kind), row.objective_id, row.other_id, row.made_at) for row in rows)


def _rhythms(seen: Snapshot) -> tuple[Rhythm, ...]:
    return tuple(
        Rhythm(
            ritual_id=row.ritual_id,
            team_id=row.team_id,
            name=row.name,
            minutes=row.minutes,
            meetings=tuple(
                Meeting(each.met_on, MeetingStatus(each.status), each.minutes, each.present) for each in meetings
            ),
        )
        for row, meetings in seen.reader.whole(RITUALS, MEETINGS, None, ("set_at", "ritual_id"))
    )
