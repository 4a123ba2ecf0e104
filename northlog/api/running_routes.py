"""What can be asked over HTTP of what runs beside the goals: backlogs and health metrics."""

from domain.backlog import (
    DraftFromBacklogItem,
    DropBacklogItem,
    EditBacklogItem,
    NoteBacklogItem,
    PromoteBacklogItem,
)
from domain.health_metric import ReadHealthMetric, RedefineHealthMetric, RetireHealthMetric, TrackHealthMetric
from domain.team import ReviewBacklog
from northlog.api.route import Route
from northlog.tokens import Role

_A, _B = (f"3f0a4f6e-8a4e-4c63-9f0e-2d1c5a7b9e0{number}" for number in range(1, 3))

_ITEMS, _ITEM = "/backlog-items", "/backlog-items/{backlog_item_id}"
_METRICS, _METRIC = "/health-metrics", "/health-metrics/{health_metric_id}"

_NOTED = {"kind": "idea", "text": "Let newcomers bring a friend", "note": "Asked for twice in June."}
_DEFINED = {"name": "Sign-in errors", "unit": "%", "high": 0.5, "alert_after_days": 3}

_BACKLOG_ROUTES = (
    Route(
        "POST",
        _ITEMS,
        NoteBacklogItem,
        Role.MEMBER,
        {**_NOTED, "team_id": _A},
        makes="backlog_item_id",
        location=_ITEM,
    ),
    Route("PUT", _ITEM, EditBacklogItem, Role.MEMBER, {**_NOTED, "kind": "action"}),
    Route("POST", _ITEM + "/drop", DropBacklogItem, Role.MEMBER, {"reason": "Others do it already."}),
    Route("POST", _ITEM + "/promote", PromoteBacklogItem, Role.MEMBER, {"objective_id": _B}),
    Route(
        "POST",
        _ITEM + "/draft",
        DraftFromBacklogItem,
        Role.MEMBER,
        {"cycle_id": _A, "why_now": "Newcomers bring newcomers."},
        makes="objective_id",
        location="/objectives/{objective_id}",
    ),
    Route("POST", "/teams/{team_id}/backlog/review", ReviewBacklog, Role.MEMBER, {"reviewed_on": "2026-07-01"}),
)

_HEALTH_ROUTES = (
    Route(
        "POST",
        _METRICS,
        TrackHealthMetric,
        Role.MEMBER,
        {**_DEFINED, "team_id": _A},
        makes="health_metric_id",
        location=_METRIC,
    ),
    Route("PUT", _METRIC, RedefineHealthMetric, Role.MEMBER, {**_DEFINED, "high": 0.4}),
    Route(
        "POST",
        _METRIC + "/readings",
        ReadHealthMetric,
        Role.MEMBER,
        {"value": 0.7, "note": "Since the release of Tuesday."},
        makes="reading_id",
        location=_METRIC + "/readings",
    ),
    Route("POST", _METRIC + "/retire", RetireHealthMetric, Role.MEMBER, {"reason": "The old sign-in is gone."}),
)

RUNNING_ROUTES = (*_BACKLOG_ROUTES, *_HEALTH_ROUTES)
