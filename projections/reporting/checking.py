"""What check-ins said, what was corrected since included: a row holds between two positions."""

from projections.reporting.contract import (
    CYCLE_ID,
    DATE,
    INSTANT,
    KEY_RESULT_ID,
    MEASURED,
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
    body="""
select {said}, point.confidence as goal_confidence
from {current}.objectives o
     join {current}.cycles c using (org, cycle_id)
     cross join {points_of_objective}
""",
)

READING = View(
    name="fact_reading",
    comment="What check-ins said of key results: a row for each reading, and one more for each correction of it.",
    key=("check_in_id", "key_result_id"),
    own=(_CHECK_IN, KEY_RESULT_ID, OBJECTIVE_ID, CYCLE_ID, TEAM_ID, *_WHEN, *MEASURED),
    body="""
select {said}, t.key_result_id, {read}, point.confidence,
       shown.progress, reporting.clamped(shown.progress) as score
from {current}.objectives o
     join {current}.cycles c using (org, cycle_id)
     join {current}.key_results t using (org, objective_id)
     join {history}.key_results k
       on k.org = t.org and k.objective_id = t.objective_id and k.key_result_id = t.key_result_id
     cross join lateral ({measure}) as m
     cross join {points_of_result}
     cross join lateral (
         select reporting.progress(m.kind, m.stay, m.start, m.target, point.value) as progress offset 0
     ) as shown
where known_from >= k.since and (k.until is null or known_from < k.until)
""",
)
