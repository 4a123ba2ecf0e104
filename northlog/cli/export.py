"""`northlog export`: the reporting tables as files."""

from pathlib import Path
from typing import Annotated

import typer

from northlog.cli.groups import group
from northlog.cli.options import AsJson
from northlog.cli.output import print_json, progress_bar, say
from northlog.cli.session import session
from northlog.exporting.export import Exported
from northlog.exporting.export import export as export_tables
from northlog.exporting.formats import Format
from projections.reporting import VIEWS

app = group()

TABLES = tuple(each.name for each in VIEWS)

Out = Annotated[
    Path, typer.Option("--out", metavar="DIR", help="The folder; one that holds an export is added to.")
]
Form = Annotated[Format, typer.Option("--format", help="What the files are.")]
Tables = Annotated[str | None, typer.Option("--tables", help=f"Of {', '.join(TABLES)}; all if unsaid.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="MOMENT", help="As known then: an instant, a date, or a log position."),
]


@app.command()
def export(
    ctx: typer.Context,
    out: Out,
    format_: Form = Format.PARQUET,
    tables: Tables = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Write the reporting tables to files, whole or not at all; again adds what is new since."""
    wanted = _wanted(tables)
    with session(ctx) as at, progress_bar("exporting", None) as bar:
        position = at.looking.known_by(as_of)
        done = export_tables(at.northlog.app, at.org, out, format_, wanted, position, as_of is not None, told=bar)
    if as_json:
        added = [each.path for each in done.added]
        print_json({"position": done.manifest.position, "files": len(done.manifest.files), "added": added})
    else:
        _say(done, out)


def _wanted(tables: str | None) -> list[str]:
    if tables is None:
        return list(TABLES)
    said = [each.strip() for each in tables.split(",")]
    unknown = next((each for each in said if each not in TABLES), None)
    if unknown is not None:
        raise typer.BadParameter(f"there is no table “{unknown}”; there are: {', '.join(TABLES)}")
    return sorted(set(said))


def _say(done: Exported, out: Path) -> None:
    rows, size = sum(each.rows for each in done.added), sum(each.bytes for each in done.added)
    at = f"position {done.manifest.position:,}"
    if not done.added:
        say(f"{out} holds all that was known at {at} already.")
        return
    went_on = ", going on with a run that had died" if done.resumed else ""
    say(f"Wrote {rows:,} rows to {len(done.added):,} files, {size:,} bytes, as known at {at}{went_on}.")
    say(f"Which files belong to it, {out / 'manifest.json'} says.")
