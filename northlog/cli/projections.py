"""`northlog projections` and `northlog rebuild`: builds of the read tables, made beside the live ones."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer
from sqlalchemy import Engine

from events.catalogue import CATALOGUE
from events.transaction import driver
from northlog.cli.groups import group
from northlog.cli.options import AsJson
from northlog.cli.output import print_json, print_table, rate_bar, say
from northlog.cli.retired import DROP_RETIRED, retired_text, size_text
from northlog.cli.session import opened_there
from projections import builds, schema
from projections.building import dropping, parts
from projections.building.rebuild import Rebuilt
from projections.building.rebuild import rebuild as rebuild_tables
from projections.builds import Build
from projections.projection import Projection
from projections.registry import PROJECTIONS

app = group()
named = group()
app.add_typer(named, name="projections")

Jobs = Annotated[
    int | None,
    typer.Option(min=1, max=64, help="So many processes fold the log.", show_default="one a processor"),
]
Accept = Annotated[
    bool,
    typer.Option(
        "--accept-differences", help="Switch even if the live tables hold something else: they were damaged."
    ),
]
Name = Annotated[str | None, typer.Argument(help="The projection; all of them, if none is named.")]


@named.command("list")
def list_(ctx: typer.Context, as_json: AsJson = False) -> None:
    """List the builds of all projections: live, retired, aborted and under way."""
    with opened_there(ctx) as northlog, northlog.owner.connect() as connection:
        found, sizes = builds.builds(connection), builds.sizes(connection)
    if as_json:
        print_json([{**asdict(it), "bytes": sizes[it.schema]} for it in found])
        return
    rows = [
        (
            it.schema,
            it.state,
            str(it.version),
            size_text(sizes[it.schema]),
            _day(it.begun_at),
            _day(it.switched_at),
        )
        for it in found
    ]
    heads = ("Build", "State", "Version", "Size", "Begun (UTC)", "Live since (UTC)")
    print_table(heads, rows, "There is no build yet.")
    retired = [sizes[it.schema] for it in found if it.state == builds.RETIRED]
    if retired:
        say(f"\n{retired_text(retired)}, kept until dropped with: {DROP_RETIRED}")


@named.command()
def status(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Say of each projection which build is live, how far it is behind, and what is being built."""
    with opened_there(ctx) as northlog:
        found = [_status(northlog.owner, each) for each in PROJECTIONS]
    if as_json:
        print_json(found)
        return
    for each in found:
        say(f"{each['projection']}: live is {each['live'] or 'nothing'}, {_behind(each['lag'])}.")
        if each["building"]:
            done = f"{each['folded']:,} of {each['events']:,} events are folded"
            say(f"  {each['building']} is being built: {done}. Go on with: northlog projections rebuild")


@named.command()
def rebuild(
    ctx: typer.Context, name: Name = None, jobs: Jobs = None, accept: Accept = False, as_json: AsJson = False
) -> None:
    """Build a projection anew from the log beside the live one, compare, and switch; writers go on meanwhile."""
    done = []
    with opened_there(ctx) as northlog:
        for projection in _chosen(name):
            began = time.monotonic()
            with rate_bar(projection.name) as told, _resumable(projection):
                rebuilt = rebuild_tables(
                    northlog.owner,
                    CATALOGUE,
                    projection,
                    jobs=jobs or os.cpu_count() or 1,
                    accept_differences=accept,
                    told=told,
                )
            seconds = time.monotonic() - began
            done.append(_told(projection, rebuilt, seconds))
            if not as_json:
                _say(rebuilt, seconds)
    if as_json:
        print_json(done)


@named.command()
def abort(ctx: typer.Context, name: Name = None, as_json: AsJson = False) -> None:
    """Give up what is being built, and drop its tables; whoever builds it stops. The live build stays."""
    ended = []
    with opened_there(ctx) as northlog:
        for projection in _chosen(name):
            with northlog.owner.begin() as connection:
                build = builds.building(connection, projection)
                if build is not None:
                    builds.abort(connection, build.schema)
            if build is not None:
                with northlog.owner.begin() as connection:
                    schema.drop(connection, build.schema)
                ended.append(build.schema)
    if as_json:
        print_json({"aborted": ended})
    else:
        say(f"{', '.join(ended)} aborted; nothing was switched." if ended else "Nothing is being built.")


@named.command()
def drop(
    ctx: typer.Context,
    build: Annotated[str | None, typer.Argument(help="As northlog projections list shows it.")] = None,
    retired: Annotated[bool, typer.Option("--retired", help="All builds that were live before.")] = False,
    as_json: AsJson = False,
) -> None:
    """Drop the tables of a build that is not live, or of all that are retired, once nobody reads them any more."""
    if (build is None) != retired:
        raise typer.BadParameter("name one build, or say --retired for all that are")
    with opened_there(ctx) as northlog:
        with northlog.owner.connect() as connection:
            found = builds.builds(connection)
        chosen = (
            [it.schema for it in found if it.state == builds.RETIRED] if retired else [_droppable(found, build)]
        )
        for each in chosen:
            dropping.drop(northlog.owner, each)
            if not as_json:
                say(f"{each} is dropped.")
    if as_json:
        print_json({"dropped": chosen})
    elif not chosen:
        say("No build is retired.")


@app.command("rebuild")
def rebuild_all(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Compute all read tables anew from the log: the short way of `northlog projections rebuild`."""
    rebuild(ctx, as_json=as_json)


def _behind(lag: object) -> str:
    return "level with the log" if lag == 0 else f"{lag:,} {'event' if lag == 1 else 'events'} behind the log"


def _chosen(name: str | None) -> Sequence[Projection]:
    chosen = [each for each in PROJECTIONS if name in (None, each.name)]
    if not chosen:
        known = ", ".join(each.name for each in PROJECTIONS)
        raise typer.BadParameter(f'there is no projection "{name}"; there are: {known}')
    return chosen


def _droppable(found: Sequence[Build], name: str | None) -> str:
    """The build of this name, if it may be dropped."""
    build = next((each for each in found if each.schema == name), None)
    if build is None:
        raise typer.BadParameter(f'there is no build "{name}"; see: northlog projections list')
    if build.state == builds.LIVE:
        raise typer.BadParameter(f"{build.schema} is live: everybody reads it; rebuild, then drop it")
    if build.state == builds.BUILDING:
        raise typer.BadParameter(f"{build.schema} is being built; end that first with: northlog projections abort")
    return build.schema


@contextmanager
def _resumable(projection: Projection) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(
            f"Interrupted. What was done is kept: go on with northlog projections rebuild {projection.name},"
            f" or give it up with northlog projections abort {projection.name}.",
            err=True,
        )
        raise


def _status(owner: Engine, projection: Projection) -> dict[str, object]:
    with owner.connect() as connection:
        live, begun = builds.live(connection, projection), builds.building(connection, projection)
        lag = builds.lag(connection, projection)
        done = parts.state(driver(connection), begun.schema) if begun else None
    return {
        "projection": projection.name,
        "live": live and live.schema,
        "lag": lag,
        "building": begun and begun.schema,
        "folded": done and done.folded,
        "events": done and done.events,
    }


def _told(projection: Projection, rebuilt: Rebuilt, seconds: float) -> dict[str, object]:
    return {
        "projection": projection.name,
        "build": rebuilt.schema,
        "events": rebuilt.events,
        "seconds": seconds,
        "differences": rebuilt.differences,
    }


def _say(rebuilt: Rebuilt, seconds: float) -> None:
    rate = rebuilt.events / seconds if seconds else 0
    say(f"{rebuilt.schema} is live: {rebuilt.events:,} events in {seconds:.2f} s, {rate:,.0f} a second.")
    for difference in rebuilt.differences:
        say(f"  It differed from the one before: {difference}.")


def _day(instant: datetime | None) -> str:
    return "–" if instant is None else f"{instant.astimezone(UTC):%Y-%m-%d %H:%M}"
