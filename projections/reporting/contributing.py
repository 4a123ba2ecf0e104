"""What teams contribute to objectives."""

from projections.reporting.contract import (
    INSTANT,
    NUMBER,
    TEXT,
    VALID,
    YES_NO,
    Column,
    View,
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
