"""`northlog import`: OKRs from spreadsheets and other trackers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from northlog.cli.failing import REFUSED, Failed
from northlog.cli.files import write_whole
from northlog.cli.groups import group
from northlog.cli.options import AsJson
from northlog.cli.output import console, print_json, print_table, progress_bar, say
from northlog.cli.session import ACTOR, session
from northlog.importing.bad_lines import bad_file, bad_lines
from northlog.importing.frames import Wants
from northlog.importing.guess import SAMPLE, guess, toml_of
from northlog.importing.mapping import FIELDS, load_mapping
from northlog.importing.run import Outcome, Read, import_file, read_file
from northlog.importing.sheet import open_sheet, peek
from northlog.importing.trouble import CannotImport

app = group()

SHOWN = 40
"""So many bad lines and notes are shown; --json has all of them."""
PIECES = {
    "person": "people",
    "team": "teams",
    "cycle": "cycles",
    "objective": "objectives",
    "key_result": "key results",
    "check_in": "check-ins",
    "link": "links to the goal above",
}
"""What an import makes, in the order in which it is said."""


@app.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A CSV or an XLSX file.")],
    wanted: Annotated[
        str | None,
        typer.Option("--map", help="bigpicture, betterworks, peoplebox, generic, or a mapping file."),
    ] = None,
    guessing: Annotated[
        bool, typer.Option("--guess", help="Propose a mapping from headers and values, and write it beside FILE.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and do nothing.")] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Import what is good, and write the rest to FILE.bad.csv.")
    ] = False,
    team: Annotated[str | None, typer.Option(help="Team of rows that name none.")] = None,
    cycle: Annotated[str | None, typer.Option(help="Cycle of rows that name none.")] = None,
    create_people: Annotated[
        bool, typer.Option("--create-people", help="Introduce owners whom nobody knows.")
    ] = False,
    create_teams: Annotated[bool, typer.Option("--create-teams", help="Form teams that are not there.")] = False,
    create_cycles: Annotated[
        bool, typer.Option("--create-cycles", help="Plan and start cycles that are not there.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Import objectives, key results and their history from a spreadsheet: all or nothing, and never twice."""
    if guessing == (wanted is not None):
        raise typer.BadParameter(f"say --map NAME, or --guess to have a mapping proposed for {file.name}", ctx=ctx)
    with _in_a_sentence():
        if wanted is None:
            _guess(file, as_json)
            return
        wants = Wants(team, cycle, create_people, create_teams, create_cycles)
        layout = load_mapping(wanted)
        with session(ctx) as at, _bar() as told:
            read = read_file(file, layout, told)
            outcome = import_file(
                at.northlog, at.org, ACTOR, read, layout, wants, dry_run=dry_run, skip_bad=skip_bad, told=told
            )
        rest = None
        if skip_bad and outcome.bad and not dry_run:
            rest = bad_file(file)
            write_whole(rest, bad_lines(file, layout, read, outcome.bad))
    _show(read, outcome, rest, dry_run, as_json)
    if outcome.bad and not skip_bad:
        what = "Nothing would be imported" if dry_run else "Nothing was imported"
        _refuse(
            f"{what}; bad: {_lines(len(outcome.bad))}. Mend what is wrong, or import the rest with --skip-bad."
        )


@contextmanager
def _in_a_sentence() -> Iterator[None]:
    try:
        yield
    except CannotImport as trouble:
        _refuse(f"{trouble}.")


def _refuse(sentence: str) -> None:
    console(stderr=True).print(sentence, soft_wrap=True)
    raise typer.Exit(REFUSED)


@contextmanager
def _bar() -> Iterator[Callable[[str, int, int | None], object]]:
    with progress_bar("importing", None) as advance:
        yield lambda _doing, done, of: advance(done, of)


def _guess(file: Path, as_json: bool) -> None:
    first, sheet = peek(open_sheet(file), SAMPLE)
    found = guess(sheet, first)
    out = file.with_name(f"{file.name}.map.toml")
    if out.exists():
        raise Failed(f"{out} is there already; use it with --map {quote(str(out))}, or move it away.")
    write_whole(out, [toml_of(found, file.name).encode()])
    if as_json:
        print_json({"mapping": str(out), "columns": found.columns, "left": found.left})
        return
    rows = [(head, field, FIELDS[field], ", ".join(found.samples[field])) for field, head in found.columns.items()]
    print_table(["column", "field", "what it is", "for example"], rows, "")
    if found.left:
        say(f"Not taken: {', '.join(found.left)}")
    say(f"Wrote {out}. Read it, mend it, then:")
    say(f"  northlog import {quote(str(file))} --map {quote(str(out))} --dry-run")


def _show(read: Read, outcome: Outcome, rest: Path | None, dry_run: bool, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "imported": outcome.done,
                "events": outcome.events,
                "new": dict(outcome.new),
                "there": dict(outcome.there),
                "bad": outcome.bad,
                "notes": [{"note": note, "lines": lines} for note, lines in outcome.notes.items()],
                "columns_left": outcome.left,
                "bad_file": None if rest is None else str(rest),
            }
        )
        return
    heads = ["", "new" if outcome.done or not outcome.events else "would be new", "there already"]
    rows = [
        (called, f"{outcome.new[what]:,}", f"{outcome.there[what]:,}")
        for what, called in PIECES.items()
        if outcome.new[what] or outcome.there[what]
    ]
    print_table(heads, rows, "None of it can be imported." if outcome.bad else "There is nothing in it to import.")
    for note, lines in list(outcome.notes.items())[:SHOWN]:
        say(f"{note} ({_which(lines)})")
    if len(outcome.notes) > SHOWN:
        say(f"and {len(outcome.notes) - SHOWN:,} notes more")
    if outcome.left:
        say(f"Columns not taken: {', '.join(outcome.left)}")
    if outcome.bad:
        bad = [(str(each.line), each.column, each.reason) for each in outcome.bad[:SHOWN]]
        print_table(["line", "column", "what is wrong"], bad, "")
        if len(outcome.bad) > SHOWN:
            say(f"and {len(outcome.bad) - SHOWN:,} more")
    _say_end(outcome, rest, dry_run)


def _say_end(outcome: Outcome, rest: Path | None, dry_run: bool) -> None:
    if outcome.done:
        say(f"Imported: {_events(outcome.events)}.")
    elif dry_run and not outcome.bad:
        say(f"A dry run: nothing was imported; {_events(outcome.events)} would be appended.")
    elif not outcome.events and not outcome.bad:
        say("Nothing changed: all of it is there already.")
    if rest is not None:
        say(f"Not taken: {_lines(len(outcome.bad))}, in {rest}. Mend them there, and import that file.")


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count:,} lines"


def _which(lines: list[int]) -> str:
    few = ", ".join(map(str, lines[:5]))
    return f"line {few}" if len(lines) == 1 else f"lines {few}{', …' if len(lines) > 5 else ''}"


def _events(count: int) -> str:
    return f"{count:,} {'event' if count == 1 else 'events'}"
