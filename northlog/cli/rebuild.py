"""`northlog rebuild`: the current state computed anew from the log."""

import time

import typer

from events.catalogue import CATALOGUE
from northlog.cli.groups import group
from northlog.cli.options import AsJson, Options
from northlog.cli.output import print_json, progress_bar, say
from northlog.cli.session import opened_there, org_of
from northlog.organizations import heads, names
from projections.rebuild import rebuild as rebuild_rows
from projections.registry import PROJECTIONS

app = group()


@app.command()
def rebuild(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Compute the current state anew from the log: of all organizations, or of the one named by --org."""
    done = []
    with opened_there(ctx) as northlog:
        known = names(northlog.owner)
        options: Options = ctx.obj
        chosen = [org_of(northlog)] if options.org or northlog.settings.org else list(heads(northlog.owner))
        for org in chosen:
            for projection in PROJECTIONS:
                began = time.monotonic()
                with progress_bar(known.get(org, org), heads(northlog.owner)[org]) as advance:
                    events = rebuild_rows(northlog.owner, CATALOGUE, projection, org, advance)
                seconds = time.monotonic() - began
                done.append(
                    {"organization": org, "projection": projection.name, "events": events, "seconds": seconds}
                )
                if not as_json:
                    rate = events / seconds if seconds else 0
                    say(f"{known.get(org, org)}: {events:,} events in {seconds:.2f} s, {rate:,.0f} a second.")
    if as_json:
        print_json(done)
    elif not done:
        say("There is no organization yet, so nothing to rebuild.")
