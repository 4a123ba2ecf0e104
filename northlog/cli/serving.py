"""`northlog up`, `serve` and `migrate`: Northlog as something that runs."""

from collections.abc import Callable
from typing import Annotated

import typer

from northlog.cli.failing import Failed
from northlog.cli.groups import group
from northlog.cli.output import rate_bar, say
from northlog.cli.session import BUILT, settings_of
from northlog.settings import Settings
from northlog.watching.process import running, settled
from northlog.wiring import Northlog, open_northlog
from northlog.working import working

app = group()

Host = Annotated[str | None, typer.Option(help="Address to listen on (NORTHLOG_HOST).", show_default="127.0.0.1")]
Port = Annotated[int | None, typer.Option(help="Port to listen on (NORTHLOG_PORT).", show_default="8000")]


@app.command()
def up(ctx: typer.Context, host: Host = None, port: Port = None) -> None:
    """Run everything here: database, API, docs, worker and scheduler, until Ctrl-C.

    Without a database URL in the environment the embedded server is started and migrated first.
    """
    settings = settings_of(ctx, host=host, port=port)
    require_free_port(settings)
    migrate = settings.owner_url is not None
    with (
        rate_bar(BUILT) as told,
        running(settings, "all", migrate=migrate, with_redis=True, told=told) as northlog,
        working(northlog),
    ):
        serve_until_stopped(northlog, lambda: say(f"{how_it_works(northlog)}Ctrl-C stops it."))


@app.command()
def serve(ctx: typer.Context, host: Host = None, port: Port = None) -> None:
    """Serve the HTTP API alone; the database is migrated by `northlog migrate`."""
    settings = settings_of(ctx, host=host, port=port)
    require_free_port(settings)
    with running(settings, "api") as northlog:
        serve_until_stopped(northlog)


@app.command()
def migrate(ctx: typer.Context) -> None:
    """Bring the database to this version: the log's schema, the roles, the read tables."""
    with rate_bar(BUILT) as told, open_northlog(settings_of(ctx), migrate=True, told=told):
        say("The database is of this version.")


def serve_until_stopped(northlog: Northlog, ready: Callable[[], object] = lambda: None) -> None:
    """Serve the API until Ctrl-C or SIGTERM; says where it is once it answers."""
    from northlog.api.serve import serve as serve_api  # FastAPI takes its time to import

    settings = northlog.settings
    address = url_of(settings)

    def on_ready() -> None:
        settled()
        say(f"Begin here  {address}/docs\nThe API     {address}/v1")
        ready()

    serve_api(northlog, settings.host, settings.port, on_ready)


def how_it_works(northlog: Northlog) -> str:
    """A line where there is no Redis; else nothing."""
    return "" if northlog.redis_url else "There is no Redis here: the scheduler evaluates alone.\n"


def url_of(settings: Settings) -> str:
    """Where the API is for whoever sits at this machine."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


def require_free_port(settings: Settings) -> None:
    """Raise ``Failed`` unless the address can be listened on: before anything is started for nothing."""
    from northlog.api.serve import CannotListen, listen

    try:
        listen(settings.host, settings.port).close()
    except CannotListen as error:
        raise Failed(str(error)) from error
