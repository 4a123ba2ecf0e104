"""`northlog deliveries`: what left and what did not; driving what is dead anew, or giving it up."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from northlog.cli.finding import Candidate, pick
from northlog.cli.groups import group
from northlog.cli.options import AsJson
from northlog.cli.output import print_json, print_table, say, short
from northlog.cli.session import Session, session
from northlog.delivering import dropped, redriven
from northlog.reading.deliveries import DeliveryView
from workers.sending.rendering import subject
from workers.telling import DeliveryFilter, DeliveryState

app = group()

Dead = Annotated[list[str] | None, typer.Argument(help="Dead deliveries, by id.")]
Every = Annotated[bool, typer.Option("--all", help="All that are dead.")]


@app.command("list")
def list_(
    ctx: typer.Context,
    state: Annotated[DeliveryState | None, typer.Option(help="Only those in this state.")] = None,
    last: Annotated[int, typer.Option(min=1, max=1000, help="How many, counted from the latest.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List deliveries, the latest first."""
    with session(ctx) as at:
        found = _deliveries(at, DeliveryFilter(state=state), last)
        if as_json:
            print_json(found)
            return
        rows = [
            [
                short(it.delivery_id),
                it.state,
                str(it.attempts),
                at.local(it.due_at),
                subject(it.message),
                it.last_error or "",
            ]
            for it in found
        ]
    print_table(
        ["id", "state", "attempts", "due", "about", "last error"],
        rows,
        "Nothing was to be sent yet." if state is None else f"No delivery is {state}.",
    )


@app.command("redrive")
def redrive_(ctx: typer.Context, deliveries: Dead = None, every: Every = False, as_json: AsJson = False) -> None:
    """Send dead deliveries after all: at once, and with as many attempts as new ones."""
    with session(ctx) as at:
        done = redriven(at.northlog, at.org, datetime.now(UTC), _wanted(ctx, at, deliveries, every))
    _tell(done, "Due again", as_json)


@app.command("drop")
def drop_(ctx: typer.Context, deliveries: Dead = None, every: Every = False, as_json: AsJson = False) -> None:
    """Give dead deliveries up for good."""
    with session(ctx) as at:
        done = dropped(at.northlog, at.org, _wanted(ctx, at, deliveries, every))
    _tell(done, "Dropped", as_json)


def _wanted(ctx: typer.Context, at: Session, named: list[str] | None, every: bool) -> list[str] | None:
    """The dead deliveries that are meant; ``None``: all."""
    if every == bool(named):
        raise typer.BadParameter("name the deliveries, or say --all", ctx=ctx)
    if every:
        return None
    dead = _deliveries(at, DeliveryFilter(state=DeliveryState.DEAD))
    candidates = [Candidate(each.delivery_id, subject(each.message)) for each in dead]
    return [pick("dead delivery", "delivery_id", it, candidates) for it in named or ()]


def _tell(done: list[str], what: str, as_json: bool) -> None:
    if as_json:
        print_json({"delivery_ids": done})
    else:
        say(f"{what}: {len(done)}.")


def _deliveries(at: Session, wanted: DeliveryFilter, limit: int | None = None) -> list[DeliveryView]:
    with at.looking.snapshot() as seen:
        return seen.deliveries(wanted, limit=limit)
