"""`northlog goalposts`: when, how far and why goals moved."""

from itertools import groupby
from typing import Annotated, TypeVar

import typer
from rich.text import Text

from domain.measure import Measure
from northlog.cli.finding import Unclear
from northlog.cli.groups import group
from northlog.cli.lines import hanging, wrapped
from northlog.cli.options import AsJson, AsOf, KnownAt
from northlog.cli.output import print_json, print_lines, say
from northlog.cli.session import Session, session
from northlog.formatting import farther_text, measure_text, percent_text
from northlog.pages.texts import counted
from northlog.reports.goalposts import GoalpostLedger, GoalpostMove, Goalposts, ledger

app = group()
Found = TypeVar("Found")

Cycle = Annotated[str | None, typer.Argument(help="The cycle, by name or id; the current one where none is said.")]
Teams = Annotated[list[str] | None, typer.Option("--team", help="Only of this team; may be said again.")]


@app.command()
def goalposts(
    ctx: typer.Context,
    cycle: Cycle = None,
    team: Teams = None,
    whole: Annotated[bool, typer.Option("--all", help="Key results whose goal never moved, too.")] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show whose goal moved: progress against the first and the current goal, and each move between them."""
    with session(ctx) as at:
        cycle_id, wanted = at.find.cycle(cycle).cycle_id, team_ids(at, team)
        with at.looking.snapshot(as_of, known_at) as seen:
            at.say_moment(seen, as_json)
            found = there(ledger(seen, cycle_id, wanted))
        if as_json:
            print_json(found)
            return
        say(f"{found.cycle.name}: {_counts(found)}")
        shown = [row for row in found.key_results if whole or row.moves]
        for _, rows in groupby(shown, key=lambda row: row.objective_id):
            _objective(at, list(rows))
        if still := len(found.key_results) - len(shown):
            say(f"\n{counted('goal', still)} never moved. See all with --all.")


def there(found: Found | None) -> Found:
    """What was found of a cycle. Raises ``Unclear`` where the cycle was not there yet at the moment asked for."""
    if found is None:
        raise Unclear("cycle_id", "unknown", "this cycle was not planned yet then")
    return found


def team_ids(at: Session, teams: list[str] | None) -> set[str]:
    """The ids of the teams meant; none for all."""
    return {at.find.team(each) for each in teams or ()}


def _counts(found: GoalpostLedger) -> str:
    moved = [row for row in found.key_results if row.moves]
    moves = sum(len(row.moves) for row in moved)
    if not moved:
        return f"no goal moved among {counted('key result', len(found.key_results))}."
    times = "once" if moves == 1 else f"{moves} times in all"
    return f"{counted('goal', len(moved))} of {counted('key result', len(found.key_results))} moved, {times}."


def _objective(at: Session, rows: list[Goalposts]) -> None:
    print_lines([Text(), *wrapped(rows[0].objective, 0, "bold")])
    for row in rows:
        print_lines(hanging(f"  {row.number}  ", f"{row.title}{' (dropped)' * row.dropped}"))
        print_lines(wrapped(_progress(row), 5, "dim"))
        for move in row.moves:
            print_lines(hanging(f"     {at.local(move.at)}  ", _move(move)))
            print_lines(wrapped(f"{move.by}: {move.reason}", 7, "dim"))


def _progress(row: Goalposts) -> str:
    now = "—" if row.progress is None else percent_text(row.progress)
    if not row.moves:
        return f"{now} {_way(row.measure)}, never moved"
    way = measure_text(row.original)
    if row.progress_original is None:
        return f"{now} {_way(row.measure)}; first set: {way}"
    return f"{now} {_way(row.measure)}; {percent_text(row.progress_original)} of the way first set, {way}"


def _way(measure: Measure) -> str:
    text = measure_text(measure)
    return f"of the way {text}" if "→" in text else f"of the way to {text}"


def _move(move: GoalpostMove) -> str:
    moved = f"{move.what}: {measure_text(move.before)} became {measure_text(move.after)}"
    return moved if move.farther is None else f"{moved}, {farther_text(move.farther)}"
