"""What stood at the end of each week, as it was known then: no late word changes it any more."""

from projections.reporting.contract import (
    CYCLE_ID,
    DATE,
    INSTANT,
    KEY_RESULT_ID,
    MEASURED,
    MEASURED_SQL,
    NUMBER,
    OBJECTIVE_ID,
    TEAM_ID,
    TEXT,
    WHOLE,
    Column,
    View,
)

WEEKLY_SNAPSHOT = View(
    name="fact_weekly_snapshot",
    comment="Every key result at the end of each week of its cycle, as known when the week ended: never changed by"
    " what is entered late. A week is over with the first event that was recorded after it.",
    key=("week_starts_on", "objective_id", "key_result_id"),
    own=(
        Column("week_starts_on", DATE, "The Monday."),
        Column("week_ends_on", DATE, "The Sunday; the snapshot is taken at its end, in the cycle's time zone."),
        KEY_RESULT_ID,
        OBJECTIVE_ID,
        CYCLE_ID,
        TEAM_ID,
        Column("status", TEXT, "Of the objective: published or closed; drafts have no snapshots."),
        *MEASURED,
        Column("progress_original", NUMBER, "Progress against the measure as first added (P4.4)."),
        Column("last_read_at", INSTANT, "When the value was true; null where there was none."),
        Column("readings", WHOLE, "How many check-ins of this week spoke of it."),
    ),
    body=f"""
with weeks as (
    select c.org, c.cycle_id, monday::date as week_starts_on, closed.position,
           monday at time zone c.time_zone as starts_at, ends_at
    from {{history}}.cycles c
         cross join lateral generate_series(date_trunc('week', c.starts_on::timestamp), c.ends_on::timestamp,
                                            interval '7 days') as monday
         cross join lateral (select (monday + interval '7 days') at time zone c.time_zone as ends_at) as week
         cross join lateral (select northlog.reporting_closed(ends_at, (select reporting.reach())) as position
                             where c.org = (select northlog.reporting_org())) as closed
    where closed.position >= c.since and (c.until is null or closed.position < c.until)
)
select w.org as organization_id, w.week_starts_on, w.week_starts_on + 6 as week_ends_on, k.key_result_id,
       k.objective_id, w.cycle_id, o.team_id, o.status, {MEASURED_SQL.format(value="said.value")}, said.confidence,
       shown.progress, reporting.clamped(shown.progress) as score,
       reporting.progress(k.original, said.value) as progress_original, said.last_read_at, said.readings,
       w.position + 1 as known_from, null::bigint as known_until
from weeks w
     join {{history}}.objectives o
       on o.org = w.org and o.cycle_id = w.cycle_id and o.status <> 'draft'
      and w.position >= o.since and (o.until is null or w.position < o.until)
     join {{history}}.key_results k
       on k.org = o.org and k.objective_id = o.objective_id and not k.dropped
      and w.position >= k.since and (k.until is null or w.position < k.until)
     join {{current}}.key_results t
       on t.org = k.org and t.objective_id = k.objective_id and t.key_result_id = k.key_result_id
     cross join lateral (
         select (array_agg(p -> 2 order by at desc, entered desc) filter (where p -> 2 <> 'null'))[1] as value,
                max(at) filter (where p -> 2 <> 'null') as last_read_at,
                (array_agg((p ->> 3)::bigint order by at desc, entered desc))[1] as confidence,
                count(*) filter (where at >= w.starts_at) as readings
         from jsonb_array_elements(t.trail::jsonb || t.superseded::jsonb) as p,
              lateral (select (p ->> 0)::timestamptz as at, (p ->> 4)::bigint as entered) as point
         where at < w.ends_at and (p ->> 6)::bigint <= w.position
           and ((p ->> 7) is null or (p ->> 7)::bigint > w.position)
     ) as said
     cross join lateral (select reporting.progress(k.measure, said.value) as progress) as shown
""",
)
