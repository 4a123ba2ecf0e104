"""Alerts, as they stood."""

from projections.reporting.contract import (
    INSTANT,
    TEAM_ID,
    TEXT,
    VALID,
    Column,
    View,
)

ALERT = View(
    name="fact_alert",
    comment="Alerts: a row for each way an alert stood. Who acknowledged it is not told.",
    key=("alert_id",),
    own=(
        Column("alert_id", TEXT, "The alert."),
        Column("rule", TEXT, "The rule that found it."),
        Column("objective_id", TEXT, "The objective it is about, or its key result is; null of a health metric."),
        Column("key_result_id", TEXT, "The key result it is about; null where it is about another thing."),
        Column("health_metric_id", TEXT, "The health metric it is about; null where it is about a goal."),
        Column("cycle_id", TEXT, "The cycle of the objective; null of a health metric."),
        TEAM_ID,
        Column("severity", TEXT, "As raised, or last escalated."),
        Column("state", TEXT, "open, acknowledged or resolved."),
        Column("outcome", TEXT, "How it ended; null until it is resolved."),
        Column("raised_at", INSTANT, "The instant it was evaluated for when it was raised."),
        Column("escalated_at", INSTANT, "When it was last escalated; null if never."),
        Column("acknowledged_at", INSTANT, "When it was acknowledged; null if never."),
        Column("resolved_at", INSTANT, "When it ended; null until then."),
        *VALID,
    ),
    body="""
select org as organization_id, alert_id, rule, objective_id,
       case when subject_kind = 'key_result' then subject_id end as key_result_id,
       case when subject_kind = 'health_metric' then subject_id end as health_metric_id, cycle_id, team_id,
       severity, state, outcome, raised_at, escalated_at, acknowledged_at, resolved_at, {stood}
from {history}.alerts
""",
)
