"""`northlog agreement`: leadership and a team agree that an objective matters, and why now (P2.5)."""

from typing import Annotated

import typer

from domain.agreement import AgreeAsLeadership, AgreeAsTeam, RevokeAsLeadership, RevokeAsTeam, Side
from northlog.cli.groups import group
from northlog.cli.options import AsJson, AsOf, KnownAt, spelt, word_of
from northlog.cli.output import print_json, print_table
from northlog.cli.session import reading, session
from northlog.reading.conversation import Conversation
from projections.reader import ObjectiveFilter

app = group()

Which = Annotated[str, typer.Argument(help="The objective, by title or id.")]
Whose = Annotated[
    Side, typer.Option("--as", parser=word_of(Side), metavar="SIDE", help=f"Who says so: {spelt(Side, ', ')}.")
]


@app.command()
def agree(
    ctx: typer.Context,
    objective: Which,
    why_now: Annotated[str, typer.Option(help="Why it matters now.")],
    side: Whose,
    as_json: AsJson = False,
) -> None:
    """Say for one side that an objective matters; it stands when both have."""
    with session(ctx) as at:
        goal = at.find.objective_by_part(objective)
        of = {"objective_id": goal.objective_id, "why_now": why_now}
        agreed = AgreeAsTeam(**of, team_id=goal.team_id) if side is Side.TEAM else AgreeAsLeadership(**of)
        at.do(agreed, f"The {side} agrees that “{goal.title}” matters.", as_json)


@app.command()
def revoke(
    ctx: typer.Context,
    objective: Which,
    reason: Annotated[str, typer.Option(help="Why.")],
    side: Whose,
    as_json: AsJson = False,
) -> None:
    """Say for one side that it agrees no longer."""
    with session(ctx) as at:
        goal = at.find.objective_by_part(objective)
        kind = RevokeAsTeam if side is Side.TEAM else RevokeAsLeadership
        revoked = kind(objective_id=goal.objective_id, reason=reason)
        at.do(revoked, f"The {side} no longer agrees that “{goal.title}” matters.", as_json)


@app.command("list")
def list_(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False) -> None:
    """List agreements, in the order they began."""
    with reading(ctx, as_of, known_at, as_json) as (_, seen):
        found = Conversation(seen).agreements()
        titles = {each.objective_id: each.title for each in seen.objectives(ObjectiveFilter())}
    if as_json:
        print_json(found)
        return
    rows = [
        [
            titles[it.objective_id],
            "yes" if it.stands else "no",
            it.leadership_why_now or "—",
            it.team_why_now or "—",
        ]
        for it in found
    ]
    empty = 'Nobody agreed on anything yet: northlog agreement agree OBJECTIVE --as team --why-now "…"'
    print_table(["objective", "stands", "leadership says", "the team says"], rows, empty)
