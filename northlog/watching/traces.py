"""Traces by OpenTelemetry, sent by OTLP over HTTP. Imported only where they are wanted; needs northlog[traces]."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, StatusCode, format_span_id, format_trace_id
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from events.watching import About
from northlog.watching.watcher import Spans

_W3C = TraceContextTextMapPropagator()

_KINDS = {"request": SpanKind.SERVER, "message": SpanKind.CONSUMER, "deliver": SpanKind.CLIENT}

_BY_STANDARD = {
    "method": "http.request.method",
    "route": "http.route",
    "status": "http.response.status_code",
    "queue": "messaging.destination.name",
    "message_id": "messaging.message.id",
}
"""What the semantic conventions of OpenTelemetry have a name for; the rest is called northlog.*"""

_FAULTLESS = frozenset(
    {"done", "appended", "repeated", "unchanged", "evaluated", "sent"}
    | {"refused", "version_conflict", "command_reused"}
)
"""Outcomes that are no fault: a command may be refused, and come too late."""


@contextmanager
def exporting(endpoint: str, service: str) -> Iterator[Spans]:
    """Spans that are sent to a collector, in the background and at the latest when left."""
    exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
    with collecting(BatchSpanProcessor(exporter), service) as spans:
        yield spans


@contextmanager
def collecting(processor: SpanProcessor, service: str) -> Iterator[Spans]:
    """Spans that are given to a processor. The provider is this process part's own: nothing else traces by it."""
    resource = Resource.create({"service.name": service, "service.version": version("northlog")})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(processor)
    try:
        yield _Telemetry(provider)
    finally:
        provider.shutdown()


class _Telemetry(Spans):
    def __init__(self, provider: TracerProvider) -> None:
        self._tracer = provider.get_tracer("northlog")

    @contextmanager
    def span(self, work: str, carried: Mapping[str, str] | None, about: About) -> Iterator[dict[str, str]]:
        # An error is not recorded as it stands: its text may quote what people wrote.
        with self._tracer.start_as_current_span(
            work,
            context=None if carried is None else _W3C.extract(carried),
            kind=_KINDS.get(work, SpanKind.INTERNAL),
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            its = span.get_span_context()
            try:
                yield {"trace_id": format_trace_id(its.trace_id), "span_id": format_span_id(its.span_id)}
            finally:
                _describe(span, work, about)

    def carried(self) -> dict[str, str]:
        carrier: dict[str, str] = {}
        _W3C.inject(carrier)
        return carrier


def _describe(span: Span, work: str, about: About) -> None:
    span.set_attributes({_BY_STANDARD.get(name, f"northlog.{name}"): value for name, value in about.items()})
    match work:
        case "request":
            span.update_name(f"{about['method']} {about['route']}")
        case "append":
            span.update_name(f"append {about['command']}")
        case "message":
            span.update_name(f"process {about['queue']}")
        case _:
            pass
    if about.get("outcome") not in _FAULTLESS or int(about.get("status", 0)) >= 500:
        span.set_status(StatusCode.ERROR, str(about.get("outcome")))
