"""A process that runs for long, watched: logs, traces and metrics by its settings."""

import gc
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from prometheus_client import (
    CollectorRegistry,
    GCCollector,
    PlatformCollector,
    ProcessCollector,
    start_http_server,
)
from sqlalchemy import NullPool, create_engine

from northlog.settings import Settings, WrongSetting
from northlog.watching.logs import logging_to
from northlog.watching.meters import Meters
from northlog.watching.standing import Standing
from northlog.watching.watcher import Spans, Watcher
from northlog.wiring import Northlog, open_northlog
from projections.building.rebuild import Told, unheard

CONNECT_SECONDS = 2
IDLE_SECONDS = 15
"""A process that is stopped in the middle of a transaction holds others up for no longer: PostgreSQL then undoes
it, and lets go of what it had locked."""


@contextmanager
def running(
    settings: Settings, part: str, *, migrate: bool = False, with_redis: bool = False, told: Told = unheard
) -> Iterator[Northlog]:
    """Northlog as ``open_northlog`` opens it, for a process that runs for long, and watched.

    ``part``: what the process is, by the name it has in traces. Raises what ``open_northlog`` raises, and
    ``WrongSetting`` where metrics cannot be served or traces not be made.
    """
    registry = CollectorRegistry()
    with (
        logging_to(sys.stderr, settings.log_level, settings.log_format),
        _tracing(settings, f"northlog-{part}") as spans,
        open_northlog(
            settings,
            migrate=migrate,
            with_redis=with_redis,
            told=told,
            watch=Watcher(Meters(registry), spans),
            idle_seconds=IDLE_SECONDS,
        ) as northlog,
        serving_metrics(northlog, registry),
    ):
        settled()
        try:
            yield northlog
        finally:
            gc.unfreeze()  # what is left over is told by some libraries as theirs that leaked


def settled() -> None:
    """What is loaded by now stays: have the collector of cycles pass over it from now on. Walking it again and
    again takes an evaluation a third of its time."""
    gc.collect()
    gc.freeze()


def _tracing(settings: Settings, service: str) -> AbstractContextManager[Spans]:
    if settings.otlp_endpoint is None:
        return nullcontext(Spans())
    try:
        from northlog.watching.traces import exporting
    except ImportError:
        raise WrongSetting(
            'NORTHLOG_OTLP_ENDPOINT needs the packages that trace; run: pip install "northlog[traces]"'
        ) from None
    return exporting(str(settings.otlp_endpoint), service)


@contextmanager
def serving_metrics(northlog: Northlog, registry: CollectorRegistry) -> Iterator[None]:
    """`GET /metrics` on an address of its own, until left; none where no port is set. Raises ``WrongSetting``."""
    host, port = northlog.settings.metrics_host, northlog.settings.metrics_port
    if port is None:
        yield
        return
    # Connections of its own: a pool that is all in use is one of the things to be seen.
    url = northlog.app.url.update_query_dict({"connect_timeout": str(CONNECT_SECONDS)})
    registry.register(Standing(create_engine(url, poolclass=NullPool), northlog.redis_url))
    for collect in (ProcessCollector, PlatformCollector, GCCollector):
        collect(registry=registry)
    try:
        server, thread = start_http_server(port, host, registry)
    except OSError as error:
        raise WrongSetting(
            f"NORTHLOG_METRICS_PORT: port {port} of {host} cannot be listened on ({error.strerror});"
            " give each process of a machine its own."
        ) from None
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
