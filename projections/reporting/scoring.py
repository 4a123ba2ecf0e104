"""Scores of closed objectives and of their key results, computed and judged (P4.2)."""

from projections.reporting.contract import (
    CYCLE_ID,
    INSTANT,
    NUMBER,
    OBJECTIVE_ID,
    TEAM_ID,
    TEXT,
    Column,
    View,
)

SCORE = View(
    name="fact_score",
    comment="Final scores of closed objectives, and of their key results. Never of people (P4.5).",
    key=("objective_id", "key_result_id"),
    own=(
        OBJECTIVE_ID,
        Column("key_result_id", TEXT, "The key result; null for the objective itself."),
        CYCLE_ID,
        TEAM_ID,
        Column("outcome", TEXT, "Of the objective: achieved, partly, missed or dropped (P4.3)."),
        Column("computed", NUMBER, "The score computed from the last readings, 0 to 1; null where none could be."),
        Column("judged", NUMBER, "The score that the team judged, 0 to 1; null where it left the computed one."),
        Column("final", NUMBER, "The judged score, or else the computed one."),
        Column("closed_at", INSTANT, "When the objective was closed."),
    ),
    # Nothing is read or dropped any more once an objective is closed: what stands is what stood then.
    body="""
with closed as (
    select org, objective_id, cycle_id, team_id, outcome, judged, closed_at, since, until
    from {history}.objectives where status = 'closed'
), results as (
    select c.org, c.objective_id, k.key_result_id, c.cycle_id, c.team_id, c.outcome, s.score as computed, k.judged,
           c.closed_at, c.since, c.until, k.dropped
    from closed c
         join {current}.key_results k using (org, objective_id)
         cross join lateral ({measure}) as m
         cross join lateral (
             select reporting.clamped(reporting.progress(m.kind, m.stay, m.start, m.target, k.value)) as score
         ) as s
)
select org as organization_id, objective_id, key_result_id, cycle_id, team_id, outcome, computed, judged,
       coalesce(judged, computed) as final, closed_at, since as known_from, until as known_until
from results where not dropped
union all
select c.org, c.objective_id, null, c.cycle_id, c.team_id, c.outcome, r.computed, c.judged,
       coalesce(c.judged, r.computed), c.closed_at, c.since, c.until
from closed c
     left join lateral (select avg(computed) as computed from results r
                        where (r.org, r.objective_id, r.since) = (c.org, c.objective_id, c.since) and not r.dropped
                       ) as r on true
""",
)
