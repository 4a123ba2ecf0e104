"""`northlog demo`: the sample company."""

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from northlog import tokens
from northlog.cli.alerts import show_alerts
from northlog.cli.failing import Failed
from northlog.cli.groups import group
from northlog.cli.options import AsJson
from northlog.cli.output import console, print_json, progress_bar, say
from northlog.cli.serving import Host, Port, how_it_works, require_free_port, serve_until_stopped, url_of
from northlog.cli.session import Session, folder_text, opened, opened_there, settings_of
from northlog.cli.show import show_cycle
from northlog.demo.load import CannotLoad, ToldOtherwise, load, told_for
from northlog.organizations import heads, names
from northlog.people import Details
from northlog.reading.alerts import alerts, worst_first
from northlog.settings import Settings
from northlog.tokens import Role
from northlog.watching.process import running
from northlog.wiring import Northlog
from northlog.working import evaluator_of, working
from projections.current.signal_queries import AlertFilter

app = group()

DEMO = "d3e30000-0000-4000-8000-000000000001"
"""The sample company's organization, the same wherever it is loaded."""
TOKEN_HOURS = 24
ALERTS_SHOWN = 6
_TO_SEE = {
    "planning show": "the next quarter, from its end",
    "align": "who takes up what of the strategy",
    "proposal list": "goals negotiated in any direction",
    "agenda --team Discover": "their next meeting, prepared",
    'replay "cycle 3"': "a quarter played again",
    'retro "cycle 3" --out cycle-3.html': "what it taught, on a page",
    "destination add --help": "hear of alerts where you talk",
}


@app.command("load")
def load_(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Load the sample company, as of today; again does nothing."""
    with opened(ctx) as northlog:
        told = _load(northlog)
    if as_json:
        print_json({"organization_id": DEMO, **told})
    else:
        _say(told)


@app.command()
def show(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Show the sample company's current cycle."""
    with opened_there(ctx) as northlog:
        show_cycle(Session(northlog, DEMO), as_json=as_json)


@app.command()
def run(
    ctx: typer.Context,
    stop: Annotated[bool, typer.Option("--exit", help="End after printing, without serving.")] = False,
    host: Host = None,
    port: Port = None,
) -> None:
    """Load the sample company, show it, and serve API and docs until Ctrl-C."""
    settings = settings_of(ctx, host=host, port=port)
    if not stop:
        _require_free_port(settings)
    with running(settings, "demo", with_redis=not stop) as northlog:
        _say(_load(northlog))
        say("")
        show_cycle(Session(northlog, DEMO))
        _show_alerts(northlog)
        _look_around(northlog)
        if not stop:
            with working(northlog):
                serve_until_stopped(northlog, lambda: _invite(northlog))


def _look_around(northlog: Northlog) -> None:
    """What a newcomer would not guess is there."""
    say("\nLook around, after:\n")
    activate = Path(sys.prefix, "bin", "activate")
    if activate.exists() and "VIRTUAL_ENV" not in os.environ:
        here = activate.is_relative_to(Path.cwd())
        say(f"  . {activate.relative_to(Path.cwd()) if here else activate}")
    say(f"  export NORTHLOG_ORG={quote(names(northlog.owner)[DEMO])}\n")
    for command, shows in _TO_SEE.items():
        say(f"  northlog {command:<34}  {shows}")
    say("")


def _require_free_port(settings: Settings) -> None:
    try:
        require_free_port(settings)
    except Failed as trouble:
        raise Failed(f'{trouble} By make: make demo ARGS="--port {settings.port % 65535 + 1}"') from trouble


def _load(northlog: Northlog) -> dict[str, int | float]:
    def seal(person_id: str, details: dict[str, str]) -> str:
        return northlog.people.seal(DEMO, person_id, Details.model_validate(details))

    began = time.monotonic()
    try:
        today = told_for(northlog.executor, DEMO) or datetime.now(UTC).date()
        with progress_bar("loading the sample company", None) as advance:
            steps = load(northlog.executor, DEMO, today, seal, advance)
    except ToldOtherwise as error:
        elsewhere = "name another database"
        if northlog.settings.embedded:
            folder = folder_text(northlog.settings.data_dir)
            elsewhere = f"delete {folder}, or name another folder with --data-dir"
        raise Failed(f"{error}; to load this version's, {elsewhere}.") from None
    except CannotLoad as error:
        raise Failed(f"{error}.") from None
    seconds = round(time.monotonic() - began, 2)
    return {"steps": steps, "events": heads(northlog.owner)[DEMO], "seconds": seconds}


def _say(told: dict[str, int | float]) -> None:
    if told["steps"]:
        counted = f"{told['steps']:,} steps, {told['events']:,} events"
        say(f"Loaded the sample company: {counted}, in {told['seconds']:.1f} s.")
    else:
        say("The sample company is there already.")


def _show_alerts(northlog: Northlog) -> None:
    evaluator_of(northlog).work(DEMO)
    at = Session(northlog, DEMO)
    with at.look() as seen:
        found = worst_first(alerts(seen, AlertFilter(standing=True)))
        console().print(f"\nWhat needs attention: {len(found)} alerts, the worst first", style="bold")
        show_alerts(seen, found, ALERTS_SHOWN)


def _invite(northlog: Northlog) -> None:
    """A token that reads and lasts a day, so that the API can be tried at once."""
    expires = datetime.now(UTC) + timedelta(hours=TOKEN_HOURS)
    _, secret = tokens.create(northlog.owner, DEMO, "demo", Role.VIEWER, expires)
    url = url_of(northlog.settings)
    say(f"\nTry it with this viewer's token, good for {TOKEN_HOURS} hours:\n")
    say(f"  TOKEN={secret}")
    say(f'  curl -H "Authorization: Bearer $TOKEN" {url}/v1/cycles\n')
    say(f"{how_it_works(northlog)}Ctrl-C stops it.")
