"""The command `northlog` itself: its own options and its entry. Its commands are listed in groups.py."""

import sys
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from northlog.cli.groups import Root
from northlog.cli.options import Options

app = typer.Typer(
    cls=Root,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"northlog {version('northlog')}")
        raise typer.Exit


@app.callback()
def northlog(
    ctx: typer.Context,
    data_dir: Annotated[
        Path | None,
        typer.Option(help="Folder of the embedded server's data (NORTHLOG_DATA_DIR).", show_default=".northlog"),
    ] = None,
    org: Annotated[
        str | None,
        typer.Option(help="Organization meant, by id or name, where there are several (NORTHLOG_ORG)."),
    ] = None,
    _version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Northlog: a system of record for OKRs. Every edit, check-in and score is a fact in a log.

    Without a database URL in the environment an embedded server is used; its data lives in .northlog/.
    """
    ctx.obj = Options(data_dir=data_dir, org=org)


def run() -> None:
    """The entry point."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot write a character gets a question mark, not a fault.
            stream.reconfigure(errors="replace")
    app(prog_name="northlog")
