"""`northlog agenda`: what a team's next meeting is about (P3.7)."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from domain.ritual import RitualKind
from northlog.cli.groups import group
from northlog.cli.options import spelt, word_of
from northlog.cli.output import print_json
from northlog.cli.session import session
from northlog.reports.agenda_text import markdown
from northlog.reports.convening import agenda as agenda_of

app = group()

KIND = typer.Option(parser=word_of(RitualKind), metavar=spelt(RitualKind), help="Of which kind of meeting.")


class Format(StrEnum):
    """How an agenda is printed."""

    MD = "md"
    JSON = "json"


@app.command()
def agenda(
    ctx: typer.Context,
    team: Annotated[str, typer.Option(help="The team that meets.")],
    kind: Annotated[RitualKind, KIND] = RitualKind.WEEKLY,
    form: Annotated[Format, typer.Option("--format", help="What to make.")] = Format.MD,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Make the agenda of a team's next meeting."""
    with session(ctx) as at:
        made, zone = agenda_of(at.looking, at.find.team(team), kind), at.zone
    assert made is not None, "the team was found"
    if as_json or form is Format.JSON:
        print_json(made)
    else:
        sys.stdout.write(markdown(made, zone))
