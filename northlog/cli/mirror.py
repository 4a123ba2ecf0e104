"""`northlog mirror`: how work really flows over the last cycles (P6)."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.padding import Padding

from domain.decider import Refused
from northlog.cli.files import write_whole
from northlog.cli.groups import group
from northlog.cli.options import AsOf, KnownAt
from northlog.cli.output import console, say
from northlog.cli.session import reading
from northlog.mirror import texts
from northlog.mirror.formats import written
from northlog.mirror.gather import MOST, USUAL
from northlog.mirror.gather import mirror as look
from northlog.mirror.views import Mirror
from northlog.pages.formats import Format

app = group()


@app.command()
def mirror(
    ctx: typer.Context,
    cycles: Annotated[int, typer.Option(min=2, max=MOST, help="The last so many that have begun.")] = USUAL,
    team: Annotated[
        list[str] | None, typer.Option(help="Only findings about this team; may be said again.")
    ] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="What to make.", show_default="what was found, in short")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write it; else it is printed.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Show how work really flows over the last cycles, with evidence; of process, never of persons."""
    form = Format.JSON if as_json else form
    if out is None and form is Format.HTML and sys.stdout.isatty():
        raise Refused(
            "out", "terminal", "a page is nothing for a terminal; name a file, such as --out mirror.html"
        )
    with reading(ctx, as_of, known_at, form is not None) as (at, seen):
        found = look(seen, cycles, [at.find.team(each) for each in team or []])
    assert found is not None, "a session has its organization"
    if out is not None:
        write_whole(out, [written(found, form or Format.HTML).encode()])
        say(f"Wrote the mirror of {texts.span_text(found)} to {out}.")
    elif form is not None:
        sys.stdout.write(written(found, form))
    else:
        _say(found)


def _say(found: Mirror) -> None:
    out = console()
    out.print(f"{found.organization}: {texts.span_text(found)}")
    if found.unsaid:
        out.print(found.unsaid)
        return
    for each in found.reflections:
        out.print(f"\n{texts.heading(each)}", style="bold")
        if each.findings:
            for it in each.findings:
                out.print(Padding(it.says, (0, 0, 0, 2)))
        else:
            out.print(Padding(texts.nothing_text(each), (0, 0, 0, 2)), style="dim")
    out.print("\nThe evidence of each, and charts: northlog mirror --out mirror.html")
