"""`northlog report`: the month of the strategic objectives, for those who lead (P2.10)."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from domain.decider import Refused
from northlog.cli.files import write_whole
from northlog.cli.groups import group
from northlog.cli.output import say
from northlog.cli.session import session
from northlog.pages.formats import Format
from northlog.strategic import month as months
from northlog.strategic.formats import written
from northlog.strategic.gather import strategic_report

app = group()


@app.command()
def report(
    ctx: typer.Context,
    month: Annotated[
        str | None, typer.Option(help="The month, as 2026-02.", show_default="the last whole one")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="What to make.")] = Format.MARKDOWN,
    out: Annotated[Path | None, typer.Option(help="Where to write it; else it is printed.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Report a month of the strategic objectives: progress, confidence, what changed, risks, asks."""
    form = Format.JSON if as_json else form
    if out is None and form is Format.HTML and sys.stdout.isatty():
        raise Refused("out", "terminal", "a page is nothing for a terminal; name a file, such as --out month.html")
    with session(ctx) as at:
        found = strategic_report(at.looking, None if month is None else months.read(month))
    assert found is not None, "a session has its organization"
    if out is None:
        sys.stdout.write(written(found, form))
    else:
        write_whole(out, [written(found, form).encode()])
        say(f"Wrote the report of {found.month} to {out}.")
