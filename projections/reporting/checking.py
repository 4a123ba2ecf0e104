"""What check-ins said, what was corrected since included: a row holds between two positions."""

from projections.reporting.contract import (
    CYCLE_ID,
    DATE,
    INSTANT,
    KEY_RESULT_ID,
    MEASURED,
    MEASURED_SQL,
    OBJECTIVE_ID,
    TEAM_ID,
    TEXT,
    WHOLE,
    Column,
    View,
)

_CHECK_IN = Column("check_in_id", TEXT, "The check-in; a correction bears the id of what it corrects.")
_WHEN = (
    Column("occurred_at", INSTANT, "When it was true, entered late or not."),
    Column("occurred_on", DATE, "The same as a day of the cycle's time zone."),
)
# A point of a trail: instant, check-in, value, confidence, entered, version, since, until.
_SAID = """
o.org as organization_id, o.objective_id, o.cycle_id, o.team_id, p ->> 1 as check_in_id,
       (p ->> 0)::timestamptz as occurred_at, ((p ->> 0)::timestamptz at time zone c.time_zone)::date as occurred_on,
       (p ->> 6)::bigint as known_from, (p ->> 7)::bigint as known_until"""

CHECK_IN = View(
    name="fact_check_in",
    comment="Check-ins on objectives: a row for each, and one more for each correction of it.",
    key=("check_in_id",),
    own=(
        _CHECK_IN,
        OBJECTIVE_ID,
        CYCLE_ID,
        TEAM_ID,
        *_WHEN,
        Column("goal_confidence", WHOLE, "Confidence in the objective, 0 to 10; null where nobody stated one."),
    ),
    body=f"""
select {_SAID}, (p ->> 3)::bigint as goal_confidence
from {{current}}.objectives o
     join {{current}}.cycles c using (org, cycle_id)
     cross join lateral jsonb_array_elements(o.trail::jsonb || o.superseded::jsonb) as p
""",
)

READING = View(
    name="fact_reading",
    comment="What check-ins said of key results: a row for each reading, and one more for each correction of it.",
    key=("check_in_id", "key_result_id"),
    own=(_CHECK_IN, KEY_RESULT_ID, OBJECTIVE_ID, CYCLE_ID, TEAM_ID, *_WHEN, *MEASURED),
    body=f"""
select *, reporting.clamped(progress) as score from (
select {_SAID}, k.key_result_id, {MEASURED_SQL.format(value="(p -> 2)")}, (p ->> 3)::bigint as confidence,
       reporting.progress(k.measure, p -> 2) as progress
from {{current}}.objectives o
     join {{current}}.cycles c using (org, cycle_id)
     join {{current}}.key_results t using (org, objective_id)
     cross join lateral jsonb_array_elements(t.trail::jsonb || t.superseded::jsonb) as p
     join {{history}}.key_results k
       on (k.org, k.objective_id, k.key_result_id) = (t.org, t.objective_id, t.key_result_id)
      and (p ->> 6)::bigint >= k.since and (k.until is null or (p ->> 6)::bigint < k.until)
) as readings
""",
)
