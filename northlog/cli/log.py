"""`northlog log`: look at the log, recompute its chain, and take it elsewhere."""

from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Annotated

import orjson
import typer
from sqlalchemy import Connection

from events import ndjson, read
from events.errors import UnknownLog
from events.record import Stored
from events.transaction import driver, transaction
from events.verify import Verdict, against_head, verify
from northlog.cli.failing import Failed
from northlog.cli.files import write_whole
from northlog.cli.groups import FirstMeant, group
from northlog.cli.options import AsJson
from northlog.cli.output import print_json, progress_bar, say, short
from northlog.cli.session import Session, session

app = group(FirstMeant)

STEP = 500
"""So many events go by between two movements of a progress bar."""

File = Annotated[Path, typer.Argument(help="The NDJSON file.")]


@app.command("last")
def last_events(
    ctx: typer.Context,
    count: Annotated[int, typer.Option("--last", help="So many.", min=1, max=100_000)] = 20,
    as_json: AsJson = False,
) -> None:
    """List the last events of the log."""
    with session(ctx) as at, transaction(at.northlog.app, at.org) as connection:
        head, _ = _head(connection, at)
        events = read.after(driver(connection), at.org, max(0, head - count), count)
        if as_json:
            print_json([_event(each) for each in events])
            return
        for each in events:
            say(_line(at, each, len(str(head))))


@app.command("verify")
def verify_log(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Recompute the hash chain and name the first bad position."""
    with session(ctx) as at, transaction(at.northlog.app, at.org) as connection:
        head, hash_ = _head(connection, at)
        events = _upto(connection, at, head)
        with progress_bar("verifying", head) as advance:
            verdict = against_head(verify(at.org, _counted(events, advance)), head, hash_)
    _tell(at.org, verdict, as_json)


@app.command()
def export(ctx: typer.Context, file: File, as_json: AsJson = False) -> None:
    """Write the whole log to a file, one JSON object a line, verifiable without a database."""
    with session(ctx) as at, transaction(at.northlog.app, at.org) as connection:
        head, _ = _head(connection, at)
        with progress_bar("exporting", head) as advance:
            write_whole(file, ndjson.lines(at.org, _counted(_upto(connection, at, head), advance)))
    if as_json:
        print_json({"organization": at.org, "events": head, "file": str(file)})
    else:
        say(f"Wrote {head:,} events to {file}. Check it anywhere with: northlog log verify-file {file}")


@app.command()
def verify_file(file: File, as_json: AsJson = False) -> None:
    """Recompute the hash chain of an exported file; no database is needed."""
    with file.open("rb") as lines, progress_bar("verifying (bytes)", file.stat().st_size) as advance:
        org, events = ndjson.read(lines)
        verdict = verify(org, _counted(events, lambda _: advance(lines.tell())))
    _tell(org, verdict, as_json)
    if not as_json:
        say(f"The file ends at position {verdict.events}; whether more followed, only the log knows.")


def _head(connection: Connection, at: Session) -> tuple[int, bytes]:
    head = read.head(driver(connection), at.org)
    if head is None:
        raise UnknownLog(f"there is no log of organization {at.org}")
    return head


def _upto(connection: Connection, at: Session, head: int) -> Iterator[Stored]:
    # What is appended meanwhile is left out, so that the end is the head that was read.
    return takewhile(lambda event: event.position <= head, read.every(driver(connection), at.org))


def _counted(events: Iterator[Stored], advance: Callable[[int], object]) -> Iterator[Stored]:
    count = 0
    for count, event in enumerate(events, start=1):
        yield event
        if count % STEP == 0:
            advance(count)
    advance(count)


def _tell(org: str, verdict: Verdict, as_json: bool) -> None:
    if as_json:
        fields = {"events": verdict.events, "hash": verdict.hash.hex(), "position": verdict.position}
        print_json({"organization": org, "whole": verdict.problem is None, **fields, "problem": verdict.problem})
    elif verdict.problem is None:
        say(f"The chain is whole: {verdict.events:,} events, the last hash is {verdict.hash.hex()}.")
    if verdict.problem is not None:
        raise Failed(
            f"The chain breaks at position {verdict.position}: {verdict.problem}."
            " Compare with an export or a backup from before."
        )


def _line(at: Session, event: Stored, digits: int) -> str:
    of, actor = event.stream.partition("-")[2], event.actor[:15]
    what = event.type.rpartition(".")[0]
    return f"{event.position:>{digits}}  {at.local(event.recorded_at)}  {what:<28}  {short(of):8}  {actor}"


def _event(event: Stored) -> dict[str, object]:
    return {**event._asdict(), "body": orjson.loads(event.body), "hash": event.hash.hex()}
