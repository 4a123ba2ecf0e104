"""The dimensions: the days, and what goals are about, with the ranges in which each row stood."""

from projections.reporting.contract import (
    CYCLE_ID,
    DATE,
    INSTANT,
    KEY_RESULT_ID,
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

CYCLE = View(
    name="dim_cycle",
    comment="Cycles: a row for each way a cycle stood.",
    key=("cycle_id",),
    own=(
        CYCLE_ID,
        Column("name", TEXT, "What people call it."),
        Column("starts_on", DATE, "Its first day."),
        Column("ends_on", DATE, "Its last day."),
        Column("time_zone", TEXT, "The IANA time zone in which its days begin and end."),
        Column("status", TEXT, "planned, started or closed."),
        *VALID,
    ),
    body="""
select org as organization_id, cycle_id, name, starts_on, ends_on, time_zone, status, {stood}
from {history}.cycles
""",
)

TEAM = View(
    name="dim_team",
    comment="Teams, units and the company: a row for each way one stood.",
    key=("team_id",),
    own=(
        TEAM_ID,
        Column("name", TEXT, "What people call it."),
        Column("kind", TEXT, "company, unit or team."),
        Column("parent_team_id", TEXT, "The team it is part of; null at the top."),
        Column("cadence_every_weeks", WHOLE, "It checks in every so many weeks; null where it named no cadence."),
        Column("members", WHOLE, "How many people are members; who they are is not told here."),
        Column("dissolved", YES_NO, "Whether it is no more."),
        *VALID,
    ),
    body="""
select org as organization_id, team_id, name, kind, parent_id as parent_team_id, cadence_every_weeks,
       (select count(*) from jsonb_object_keys(members)) as members, dissolved, {stood}
from {history}.teams
""",
)

OBJECTIVE = View(
    name="dim_objective",
    comment="Objectives: a row for each way an objective stood. Whose it is is not told: nobody is scored here.",
    key=("objective_id",),
    own=(
        OBJECTIVE_ID,
        CYCLE_ID,
        TEAM_ID,
        Column("title", TEXT, "The objective itself."),
        Column("why_now", TEXT, "Why it is important now; empty where that was not said."),
        Column("level", TEXT, "strategic, unit or team."),
        Column("ambition", TEXT, "committed or aspirational (P1.8)."),
        Column("status", TEXT, "draft, published or closed."),
        Column("outcome", TEXT, "achieved, partly, missed or dropped; null until it is closed."),
        Column("has_owner", YES_NO, "Whether somebody is accountable."),
        Column("priority_id", TEXT, "The priority of the year that it serves; null where none is named."),
        Column("carried_from", TEXT, "The objective of an earlier cycle that it goes on with."),
        Column("successor_id", TEXT, "The objective of a later cycle that goes on with it."),
        Column("drafted_at", INSTANT, "When it was drafted."),
        Column("published_at", INSTANT, "When its team published it; null for drafts."),
        Column("closed_at", INSTANT, "When it was closed; null until then."),
        *VALID,
    ),
    body="""
select org as organization_id, objective_id, cycle_id, team_id, title, why_now, level, ambition, status, outcome,
       owner is not null as has_owner, priority_id, carried_from, successor_id, drafted_at,
       published_at, closed_at, {stood}
from {history}.objectives
""",
)

KEY_RESULT = View(
    name="dim_key_result",
    comment="Key results: a row for each way a key result stood.",
    key=("objective_id", "key_result_id"),
    own=(
        KEY_RESULT_ID,
        OBJECTIVE_ID,
        CYCLE_ID,
        TEAM_ID,
        Column("number", WHOLE, "Its place within the objective, from 1."),
        Column("title", TEXT, "The key result itself."),
        Column(
            "kind",
            TEXT,
            "metric, relative, threshold, quantity, completion, zones, subjective or binary (P1.3).",
        ),
        Column("unit", TEXT, "The unit of its numbers; null or empty where it has none."),
        Column("start", NUMBER, "Where it starts; null where it has no start, or none yet."),
        Column("target", NUMBER, "The number it aims at; null where it is no number, or not known yet."),
        Column("original_start", NUMBER, "The start as first added (P4.4)."),
        Column("original_target", NUMBER, "The target as first added (P4.4)."),
        Column("has_owner", YES_NO, "Whether somebody takes care of it."),
        Column("dropped", YES_NO, "Whether it was dropped."),
        Column("carried_from", TEXT, "The key result of an earlier cycle that it goes on with."),
        *VALID,
    ),
    body="""
select k.org as organization_id, k.key_result_id, k.objective_id, o.cycle_id, o.team_id, k.number, k.title,
       k.measure ->> 'kind' as kind, k.measure ->> 'unit' as unit,
       reporting.start_of(k.measure) as start, reporting.target_of(k.measure) as target,
       reporting.start_of(k.original) as original_start, reporting.target_of(k.original) as original_target,
       k.owner is not null as has_owner, k.dropped, k.carried_from, {stood}
from {history}.key_results k
     join {current}.objectives o using (org, objective_id)
""",
)
