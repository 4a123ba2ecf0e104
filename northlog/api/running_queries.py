"""Looking at what runs beside the goals: backlogs, and health metrics with their readings."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from domain.backlog import BacklogKind, BacklogStatus
from domain.words import Id
from northlog.api.cursors import After, Limit, Page, paging
from northlog.api.etags import FreshAnswer, Unsaid
from northlog.api.listing import BY_BEGINNING, Listed, OfTeam, said
from northlog.api.looks import Look
from northlog.api.problems import there
from northlog.api.queries import LIST, ONE, PART, IdInPath
from northlog.reading.backlog import BacklogItemView, Backlogs, BacklogView
from northlog.reading.health_metrics import HealthMetrics, HealthMetricView, HealthReadingView

router = APIRouter(tags=["running"])

BACKLOG_ITEMS = Listed("backlog_items", lambda seen: Backlogs(seen).items, ("noted_at", "backlog_item_id"))
HEALTH_METRICS = Listed(
    "health_metrics", lambda seen: HealthMetrics(seen).metrics, ("tracked_at", "health_metric_id")
)


@router.get("/backlog-items", response_model=Page[BacklogItemView], responses=LIST)
def backlog_items(
    look: Look,
    team: OfTeam = None,
    kind: BacklogKind | Unsaid = None,
    status: BacklogStatus | Unsaid = None,
    objective: Annotated[Id | Unsaid, Query(description="Only what became this objective, or part of it")] = None,
    after: After = None,
    limit: Limit = 50,
) -> Any:
    """Items of backlogs in the order they were noted, promoted and dropped ones included."""
    wanted = said(team_id=team, kind=kind, status=status, objective_id=objective)
    return BACKLOG_ITEMS.page(look, wanted, after, limit)


@router.get("/backlog-items/{backlog_item_id}", response_model=BacklogItemView, responses=ONE)
def backlog_item(backlog_item_id: IdInPath, look: Look, fresh: FreshAnswer) -> Any:
    """One item of a backlog, and what it became."""
    with look.snapshot() as seen:
        found = Backlogs(seen).items({"backlog_item_id": backlog_item_id})
        return fresh(there(next(iter(found), None), "backlog_item_id", "backlog item"))


@router.get("/teams/{team_id}/backlog", response_model=BacklogView, responses=PART)
def backlog(team_id: IdInPath, look: Look) -> Any:
    """How much is open in a team's backlog, and whether its quarterly review is due."""
    with look.snapshot() as seen:
        return there(Backlogs(seen).of_team(team_id), "team_id", "team")


@router.get("/health-metrics", response_model=Page[HealthMetricView], responses=LIST)
def health_metrics(look: Look, team: OfTeam = None, after: After = None, limit: Limit = 50) -> Any:
    """Health metrics and how they stand, in the order they were begun, retired ones included."""
    return HEALTH_METRICS.page(look, said(team_id=team), after, limit)


@router.get("/health-metrics/{health_metric_id}", response_model=HealthMetricView, responses=ONE)
def health_metric(health_metric_id: IdInPath, look: Look, fresh: FreshAnswer) -> Any:
    """One health metric. What moves with time alone (`state`, `silent_since`, `alerting`) has no part in the
    ETag."""
    with look.snapshot() as seen:
        return fresh(there(HealthMetrics(seen).metric(health_metric_id), "health_metric_id", "health metric"))


@router.get("/health-metrics/{health_metric_id}/readings", response_model=Page[HealthReadingView], responses=PART)
def readings(health_metric_id: IdInPath, look: Look, after: After = None, limit: Limit = 50) -> Any:
    """Readings of a health metric, the earliest first. Of several of one instant the one recorded last holds."""
    asked = paging(after, f"readings {health_metric_id}", BY_BEGINNING, look.looking, look.said)
    with look.snapshot(asked.moment) as seen:
        metrics = HealthMetrics(seen)
        there(metrics.metric(health_metric_id), "health_metric_id", "health metric")
        found = metrics.readings(health_metric_id, asked.after, limit + 1)
        return asked.page(found, limit, lambda each: (each.occurred_at, each.reading_id), seen)
