"""A house that is watched: its metrics as text, its spans in memory, its lines of log as they are written."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import StringIO
from typing import Any

from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import CollectorRegistry

from northlog.watching.logs import logging_to
from northlog.watching.meters import Meters
from northlog.watching.traces import collecting
from northlog.watching.watcher import Spans, Watcher
from tests.house import House


@dataclass
class Watched:
    """``house``: as it was, but watched. ``lines``: what was logged, as JSON."""

    house: House
    registry: CollectorRegistry
    exporter: InMemorySpanExporter
    stream: StringIO = field(default_factory=StringIO)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]

    def logged(self, event: str) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["event"] == event]

    def spans(self, name: str) -> list[ReadableSpan]:
        return [span for span in self.exporter.get_finished_spans() if span.name == name]

    def value(self, name: str, **labels: str) -> float:
        """A metric's value; 0 where it was never told."""
        return self.registry.get_sample_value(f"northlog_{name}", labels) or 0.0


@contextmanager
def watched(house: House, level: str = "info") -> Iterator[Watched]:
    """The house with somebody who watches all there is to watch."""
    exporter, registry = InMemorySpanExporter(), CollectorRegistry()
    with collecting(SimpleSpanProcessor(exporter), "northlog-test") as spans:
        seen = Watched(_with(house, Watcher(Meters(registry), spans)), registry, exporter)
        with logging_to(seen.stream, level, "json"):
            yield seen


def counted(house: House) -> tuple[House, CollectorRegistry]:
    """The house with somebody who only counts."""
    registry = CollectorRegistry()
    return _with(house, Watcher(Meters(registry), Spans())), registry


def _with(house: House, watcher: Watcher) -> House:
    return replace(house, executor=replace(house.executor, watch=watcher))
