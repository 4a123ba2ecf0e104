"""What several views say in the same words, by the name that their bodies have for it."""

_MEASURE = """select {of} ->> 'kind' as kind, {of} ->> 'stay' as stay, reporting.start_of({of}) as start,
                             reporting.target_of({of}) as target offset 0"""
_READ = """case when jsonb_typeof({value}) = 'number' then ({value})::float8 end as value,
       case when jsonb_typeof({value}) = 'string' then {value} #>> '{{}}' end as zone,
       case when jsonb_typeof({value}) = 'boolean' then ({value})::boolean end as done"""
# What a point of a trail holds (projections/current/trail.py), each taken out of it once.
_POINTS = """lateral (
         select (p ->> 0)::timestamptz as occurred_at, p ->> 1 as check_in_id, p -> 2 as value,
                (p ->> 3)::bigint as confidence, (p ->> 6)::bigint as known_from, (p ->> 7)::bigint as known_until
         from jsonb_array_elements({of}.trail::jsonb || {of}.superseded::jsonb) as p
         offset 0
     ) as point"""

PARTS = {
    "stood": "since_at as valid_from, until_at as valid_until, since as known_from, until as known_until",
    "said": """o.org as organization_id, o.objective_id, o.cycle_id, o.team_id, check_in_id, occurred_at,
       (occurred_at at time zone reporting.zone(c.time_zone))::date as occurred_on, known_from, known_until""",
    "points_of_objective": _POINTS.format(of="o"),
    "points_of_result": _POINTS.format(of="t"),
    "measure": _MEASURE.format(of="k.measure"),
    "original": _MEASURE.format(of="k.original"),
    "read": _READ.format(value="point.value"),
    "read_then": _READ.format(value="said.value"),
}
