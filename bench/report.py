"""What the figures say: a table for people, JSON for programs."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypedDict

import orjson
from rich.console import Console
from rich.table import Table

from bench.bare_side import Bare
from bench.library_side import Library
from bench.measure import Figures
from bench.northlog_side import Northlog

REBUILD_LIMIT, LIMIT = 1024.0, 500.0
"""MiB: of a rebuild; of all else."""

PAIRS = (
    ("append_vs_insert", "append", Bare.name, "bare INSERT"),
    ("append_vs_eventsourcing", "append", Library.name, "eventsourcing, single saves"),
    ("batch_vs_copy", "batch", Bare.name, "bare COPY in"),
    ("batch_vs_eventsourcing", "batch", Library.name, "eventsourcing, saves of 41"),
    ("rebuild_vs_copy", "rebuild", Bare.name, "bare COPY out"),
    ("rebuild_vs_eventsourcing", "rebuild", Library.name, "eventsourcing, decode only"),
)
"""Name, work, the side compared with, and what that side does."""


class Line(TypedDict):
    """``ratio`` above 1: Northlog is better than the baseline. Both are in ``unit``."""

    value: float
    unit: str
    baseline: float
    baseline_name: str
    ratio: float


def report(figures: Figures, sizes: Sequence[int], mebibytes: float) -> dict[str, Line]:
    """Every comparison by name. Plain names speak of the largest size, ``..._at_<size>`` of the smaller ones."""
    largest = max(sizes)
    lines = dict(_pairs(figures, largest)) | _by_processes(figures, largest)
    if len(sizes) > 1:
        lines |= _flatness(figures, min(sizes), largest)
    lines["rebuild_memory_vs_limit"] = within(mebibytes, REBUILD_LIMIT, f"limit at {largest:,} events")
    for size in sizes:
        if size != largest:
            lines |= {f"{name}_at_{size}": line for name, line in _pairs(figures, size)}
    return lines


def _pairs(figures: Figures, size: int) -> Iterator[tuple[str, Line]]:
    for name, work, side, what in PAIRS:
        yield name, _compared(figures.rate(work, Northlog.name, size), figures.rate(work, side, size), what)


def _by_processes(figures: Figures, size: int) -> dict[str, Line]:
    works = ("rebuild", "rebuild by two", "rebuild all", "rebuild all by two")
    current, current_by_two, everything, by_two = (figures.rate(work, Northlog.name, size) for work in works)
    copied = figures.rate("rebuild", Bare.name, size)
    return {
        "rebuild_by_two_vs_copy": _compared(current_by_two, copied, "bare COPY out"),
        "rebuild_by_two_vs_one": _compared(current_by_two, current, "itself by one process"),
        "rebuild_all_vs_copy": _compared(everything, copied, "bare COPY out"),
        "rebuild_all_by_two_vs_copy": _compared(by_two, copied, "bare COPY out"),
        "rebuild_all_by_two_vs_one": _compared(by_two, everything, "itself by one process"),
    }


def _flatness(figures: Figures, smallest: int, largest: int) -> dict[str, Line]:
    """How Northlog's own speed at the largest size stands to that at the smallest; 1 is flat."""
    return {
        f"{work}_largest_vs_smallest": _compared(
            figures.rate(work, Northlog.name, largest),
            figures.rate(work, Northlog.name, smallest),
            f"itself at {smallest:,} events",
        )
        for work in ("append", "batch", "rebuild")
    }


def within(mebibytes: float, limit: float = LIMIT, name: str = "limit") -> Line:
    """Memory against what it may be; above 1 there is room left."""
    return Line(value=mebibytes, unit="MiB", baseline=limit, baseline_name=name, ratio=limit / mebibytes)


def _compared(value: float, baseline: float, what: str) -> Line:
    return Line(value=value, unit="events/s", baseline=baseline, baseline_name=what, ratio=value / baseline)


def show(console: Console, lines: dict[str, Line], largest: int) -> None:
    """Print the lines as a table of 80 columns."""
    title = f"Northlog beside its baselines, at {largest:,} events where not said"
    table = Table(title=title, width=80)
    table.add_column("comparison")
    table.add_column("Northlog", justify="right")
    table.add_column("baseline", justify="right")
    table.add_column("compared with")
    table.add_column("ratio", justify="right")
    for name, line in lines.items():
        value, baseline = (f"{line[key]:,.0f}" for key in ("value", "baseline"))
        unit = "/s" if line["unit"].endswith("/s") else f" {line['unit']}"
        table.add_row(
            name.replace("_", " "), value + unit, baseline + unit, line["baseline_name"], f"{line['ratio']:.2f}"
        )
    console.print(table)


def write_json(file: Path, lines: dict[str, Line]) -> None:
    """The lines as JSON."""
    file.write_bytes(orjson.dumps(lines, option=orjson.OPT_INDENT_2) + b"\n")
