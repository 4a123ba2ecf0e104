"""What stood at the end of each week, as it was known then: no late word changes it any more."""

from projections.reporting.contract import (
    CYCLE_ID,
    DATE,
    INSTANT,
    KEY_RESULT_ID,
    MEASURED,
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
    body="""
with weeks as materialized (
    select c.org, c.cycle_id, monday::date as week_starts_on, closed.position,
           monday at time zone reporting.zone(c.time_zone) as starts_at, ends_at
    from {history}.cycles c
         cross join lateral generate_series(date_trunc('week', c.starts_on::timestamp), c.ends_on::timestamp,
                                            interval '7 days') as monday
         cross join lateral (
             select (monday + interval '7 days') at time zone reporting.zone(c.time_zone) as ends_at
         ) as week
         cross join lateral (select northlog.reporting_closed(ends_at, (select reporting.reach())) as position
                             where c.org = (select northlog.reporting_org())) as closed
    where closed.position >= c.since and (c.until is null or closed.position < c.until)
)
select o.org as organization_id, said.week_starts_on, said.week_starts_on + 6 as week_ends_on, k.key_result_id,
       k.objective_id, o.cycle_id, o.team_id, o.status, {read_then}, said.confidence,
       shown.progress, reporting.clamped(shown.progress) as score,
       shown.original as progress_original, said.last_read_at, said.readings,
       said.position + 1 as known_from, null::bigint as known_until
from {current}.objectives c
     join {current}.key_results t using (org, objective_id)
     cross join lateral (
         select w.week_starts_on, w.position,
                (array_agg(value order by at desc, entered desc) filter (where value <> 'null'))[1] as value,
                max(at) filter (where value <> 'null') as last_read_at,
                (array_agg(stated order by at desc, entered desc))[1] as confidence,
                count(*) filter (where at >= w.starts_at) as readings
         from weeks w
              left join (
                  select (p ->> 0)::timestamptz as at, p -> 2 as value, (p ->> 3)::bigint as stated,
                         (p ->> 4)::bigint as entered, (p ->> 6)::bigint as since, (p ->> 7)::bigint as until
                  from jsonb_array_elements(t.trail::jsonb || t.superseded::jsonb) as p
                  offset 0 -- each point is taken apart once, not once a week
              ) as point
                on at < w.ends_at and since <= w.position and (until is null or until > w.position)
         where w.cycle_id = c.cycle_id
         group by w.week_starts_on, w.position
     ) as said
     join {history}.objectives o
       on o.org = c.org and o.objective_id = c.objective_id and o.status <> 'draft'
      and said.position >= o.since and (o.until is null or said.position < o.until)
     join {history}.key_results k
       on k.org = t.org and k.objective_id = t.objective_id and k.key_result_id = t.key_result_id and not k.dropped
      and said.position >= k.since and (k.until is null or said.position < k.until)
     cross join lateral ({measure}) as m
     cross join lateral ({original}) as first
     cross join lateral (
         select reporting.progress(m.kind, m.stay, m.start, m.target, said.value) as progress,
                reporting.progress(first.kind, first.stay, first.start, first.target, said.value) as original
         offset 0
     ) as shown
""",
)
