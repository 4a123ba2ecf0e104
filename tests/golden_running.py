"""What the golden files of backlogs and health metrics read back to."""

from datetime import date

from domain.backlog import (
    BacklogItemDropped,
    BacklogItemEdited,
    BacklogItemNoted,
    BacklogItemPromoted,
    BacklogKind,
)
from domain.health_metric import (
    HealthMetricRead,
    HealthMetricRedefined,
    HealthMetricRetired,
    HealthMetricTracked,
)
from domain.team import BacklogReviewed
from domain.words import Event
from tests.facts import ANN, BACKLOG_ITEM, HEALTH_METRIC, OBJECTIVE, READING, RESULT, TEAM, at

RUNNING: dict[str, Event] = {
    "backlog_item.noted.v1": BacklogItemNoted(
        backlog_item_id=BACKLOG_ITEM,
        team_id=TEAM,
        kind=BacklogKind.PARKING_LOT,
        text="Einen Freund mitbringen",
        note='Said "twice"\nin June',
    ),
    "backlog_item.edited.v1": BacklogItemEdited(
        backlog_item_id=BACKLOG_ITEM, kind=BacklogKind.IDEA, text="Bring a friend", note=""
    ),
    "backlog_item.dropped.v1": BacklogItemDropped(backlog_item_id=BACKLOG_ITEM, reason="Others do it"),
    "backlog_item.promoted.v1": BacklogItemPromoted(
        backlog_item_id=BACKLOG_ITEM, objective_id=OBJECTIVE, key_result_id=RESULT
    ),
    "team.backlog_reviewed.v1": BacklogReviewed(team_id=TEAM, reviewed_on=date(2026, 2, 13)),
    "health_metric.tracked.v1": HealthMetricTracked(
        health_metric_id=HEALTH_METRIC,
        team_id=TEAM,
        name="Fehler beim Anmelden",
        unit="%",
        low=None,
        high=0.5,
        owner=ANN,
        alert_after_days=3,
        silent_after_days=31,
    ),
    "health_metric.redefined.v1": HealthMetricRedefined(
        health_metric_id=HEALTH_METRIC,
        name="Sign-in errors",
        unit="",
        low=0,
        high=None,
        owner=None,
        alert_after_days=0,
        silent_after_days=7,
    ),
    "health_metric.read.v1": HealthMetricRead(
        health_metric_id=HEALTH_METRIC,
        reading_id=READING,
        value=0.75,
        occurred_at=at("2026-02-16T09:00:00.000123"),
        note="After the release",
    ),
    "health_metric.retired.v1": HealthMetricRetired(health_metric_id=HEALTH_METRIC, reason="The sign-in is gone"),
}
