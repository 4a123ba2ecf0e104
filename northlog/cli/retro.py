"""`northlog retro`: the retrospective pack of a cycle."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from domain.decider import Refused
from northlog.cli.files import write_whole
from northlog.cli.goalposts import Cycle, Teams, team_ids, there
from northlog.cli.groups import group
from northlog.cli.options import AsOf, KnownAt
from northlog.cli.output import say
from northlog.cli.session import session
from northlog.pages.formats import Format
from northlog.retro.formats import written
from northlog.retro.gather import retrospective_pack

app = group()


@app.command()
def retro(
    ctx: typer.Context,
    cycle: Cycle = None,
    team: Teams = None,
    as_format: Annotated[
        Format | None,
        typer.Option("--format", help="What to make.", show_default="what the ending of --out says, else html"),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    out: Annotated[Path | None, typer.Option(help="Where to write it; else it is printed.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Make the pack for a retrospective: one file that holds all that is to be talked over."""
    form = Format.JSON if as_json else as_format or _by_ending(out)
    if out is None and form is Format.HTML and sys.stdout.isatty():
        raise Refused("out", "terminal", "a page is nothing for a terminal; name a file, such as --out retro.html")
    with session(ctx) as at:
        found = at.find.cycle(cycle)
        moment = at.looking.moment(as_of, known_at)
        pack = there(retrospective_pack(at.looking, moment, found.cycle_id, team_ids(at, team)))
    text = written(pack, form)
    if out is None:
        sys.stdout.write(text)
    else:
        replaced = ", in place of the file that was there" if out.is_file() else ""
        write_whole(out, [text.encode()])
        say(f"Wrote the pack of {found.name} to {out}{replaced}.")


def _by_ending(out: Path | None) -> Format:
    ending = "" if out is None else out.suffix.lower().removeprefix(".")
    return Format(ending) if ending in set(Format) else Format.HTML
