"""`northlog worker` and `scheduler`: the parts that work by themselves, each a process. Any number may run."""

import signal
from contextlib import AbstractContextManager
from threading import Event

import typer

from northlog.cli.groups import group
from northlog.cli.output import say
from northlog.cli.session import settings_of
from northlog.wiring import open_northlog
from northlog.working import scheduling, serving_messages

app = group()


@app.command()
def worker(ctx: typer.Context) -> None:
    """Evaluate objectives when Redis brings word of it, until Ctrl-C."""
    with open_northlog(settings_of(ctx), serving=True) as northlog:
        _until_stopped(serving_messages(northlog), "The worker waits for work.")


@app.command()
def scheduler(ctx: typer.Context) -> None:
    """Look what is due and tell the workers, or without Redis do it, until Ctrl-C."""
    with open_northlog(settings_of(ctx), serving=True) as northlog:
        told = "tells the workers" if northlog.redis_url else "does the work itself, as there is no Redis"
        _until_stopped(scheduling(northlog), f"The scheduler {told}.")


def _until_stopped(running: AbstractContextManager[None], begun: str) -> None:
    """Run until Ctrl-C or SIGTERM; what is under way is ended first."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with running:
            say(f"{begun} Ctrl-C stops it.")
            Event().wait()
    except KeyboardInterrupt:
        pass
