"""Alerts, contributions, and the calendar."""

from projections.reporting.contract import (
    CYCLE_ID,
    DATE,
    INSTANT,
    NUMBER,
    OBJECTIVE_ID,
    TEAM_ID,
    TEXT,
    VALID,
    WHOLE,
    YES_NO,
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
        OBJECTIVE_ID,
        Column("key_result_id", TEXT, "The key result it is about; null where it is about the objective."),
        CYCLE_ID,
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
       case when subject_kind = 'key_result' then subject_id end as key_result_id, cycle_id, team_id, severity,
       state, outcome, raised_at, escalated_at, acknowledged_at, resolved_at, {stood}
from {history}.alerts
""",
    cycleless=True,
)

CONTRIBUTION = View(
    name="fact_contribution",
    comment="Contributions that teams pledged to objectives (P2.6): a row for each way one stood.",
    key=("contribution_id",),
    own=(
        Column("contribution_id", TEXT, "The contribution."),
        Column("team_id", TEXT, "The team that pledged it."),
        Column("objective_id", TEXT, "The objective it is pledged to."),
        Column("cycle_id", TEXT, "The cycle of that objective."),
        Column("what", TEXT, "What the team contributes."),
        Column("counts", YES_NO, "Whether it counts toward the objective's progress, or only supports it (P2.7)."),
        Column("weight", NUMBER, "Its weight among those that count."),
        Column("pledged_at", INSTANT, "When it was pledged."),
        Column("withdrawn", YES_NO, "Whether it was taken back."),
        *VALID,
    ),
    body="""
select c.org as organization_id, c.contribution_id, c.team_id, c.objective_id, o.cycle_id, c.what, c.counts,
       c.weight, c.pledged_at, c.withdrawn, {stood}
from {history}.contributions c
     join {current}.objectives o using (org, objective_id)
""",
)

CALENDAR = View(
    name="dim_date",
    comment="The days of all years that cycles lie in.",
    key=("date",),
    own=(
        Column("date", DATE, "The day."),
        Column("year", WHOLE, "The year of the calendar."),
        Column("quarter", WHOLE, "The quarter of the calendar, 1 to 4."),
        Column("month", WHOLE, "The month, 1 to 12."),
        Column("iso_year", WHOLE, "The year that the ISO week belongs to."),
        Column("iso_week", WHOLE, "The ISO week, 1 to 53."),
        Column("week_starts_on", DATE, "The Monday of its week."),
        Column("weekday", WHOLE, "1 is Monday, 7 Sunday."),
    ),
    body="""
select org as organization_id, day::date as date, extract(year from day)::bigint as year,
       extract(quarter from day)::bigint as quarter, extract(month from day)::bigint as month,
       extract(isoyear from day)::bigint as iso_year, extract(week from day)::bigint as iso_week,
       date_trunc('week', day)::date as week_starts_on, extract(isodow from day)::bigint as weekday,
       min(since) as known_from, null::bigint as known_until
from {history}.cycles
     cross join lateral generate_series(date_trunc('year', starts_on::timestamp),
                                        date_trunc('year', ends_on::timestamp) + interval '1 year - 1 day',
                                        interval '1 day') as day
group by org, day
""",
)
