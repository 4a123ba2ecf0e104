"""`northlog diff`: what differs in a cycle between two days."""

from typing import Annotated

import typer

from northlog.cli.differences import cycle_diff
from northlog.cli.groups import group
from northlog.cli.options import AsJson, KnownAt, OfCycle, OfTeam
from northlog.cli.output import print_json, print_lines
from northlog.cli.session import session
from northlog.reports.comparing import compared

app = group()


@app.command()
def diff(
    ctx: typer.Context,
    since: Annotated[
        str, typer.Option("--from", metavar="MOMENT", help="Before: an instant, a date (its end), or a position.")
    ],
    cycle: OfCycle = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="MOMENT", help="After: the same; now if unsaid.")
    ] = None,
    known_at: KnownAt = None,
    team: OfTeam = None,
    as_json: AsJson = False,
) -> None:
    """Say what differs in a cycle between two days: reworded, retargeted, added, dropped, moved."""
    with session(ctx) as at:
        team_id = None if team is None else at.find.team(team)
        found = compared(at.looking, at.find.cycle(cycle).cycle_id, since, until, known_at, team_id)
        assert found is not None, "the cycle was found"
        if as_json:
            print_json(found)
            return
        looks = [at.local(instant) for instant in (found.as_of.before, found.as_of.after) if instant is not None]
        print_lines(cycle_diff(found, " → ".join(looks)))
