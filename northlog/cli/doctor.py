"""`northlog doctor`: looks at the set-up, and says what is wrong and what to do."""

import typer

from northlog.cli.checks import Check, State, checks
from northlog.cli.failing import FAILED
from northlog.cli.groups import group
from northlog.cli.lines import hanging
from northlog.cli.options import AsJson
from northlog.cli.output import print_json, print_lines, say
from northlog.cli.session import settings_of

app = group()

_MARKS = {State.WELL: ("ok", "green"), State.WARNING: ("!!", "yellow"), State.WRONG: ("no", "red")}


@app.command()
def doctor(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Say what is wrong with the set-up and what to do. Exit code 1 where something is wrong."""
    found = []
    for check in checks(settings_of(ctx)):
        found.append(check)
        if not as_json:
            _print(check)
    if as_json:
        print_json(found)
    elif any(check.state is not State.WELL for check in found):
        say("\n!! is a warning, and all works; no means that something does not (exit code 1).")
    if any(check.state is State.WRONG for check in found):
        raise typer.Exit(FAILED)


def _print(check: Check) -> None:
    mark, colour = _MARKS[check.state]
    first, *rest = hanging(f"{mark}  {check.name:<26}", check.found)
    first.stylize(colour, 0, len(mark))
    print_lines([first, *rest])
    if check.remedy:
        say(f"    → {check.remedy}")
