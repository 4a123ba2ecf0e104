"""``python -m bench [--quick] [--json FILE]``: everything in one run, on a PostgreSQL of its own."""

import signal
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bench.alerts import alerts, sizes_for
from bench.database import make_database
from bench.export import exports
from bench.feed import fed
from bench.imports import imports, rows_for
from bench.measure import FULL_ROUNDS, QUICK_ROUNDS, Figures, Rounds, built, memory, read, turns, write
from bench.past import TEAMS, looks
from bench.projected import projected
from bench.report import Line, report, show, write_json
from northlog.embedded import EmbeddedServer, Programs

FULL, QUICK = (10_000, 100_000, 1_000_000), (10_000, 100_000)


def main() -> None:
    parser = ArgumentParser(prog="python -m bench", description="How fast Northlog is, side by side.")
    parser.add_argument("--quick", action="store_true", help="the smaller sizes, in under two minutes")
    parser.add_argument("--sizes", type=int, nargs="+", help="other sizes of the log, in events, 100 at least")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON, too")
    arguments = parser.parse_args()
    sizes = sorted(set(arguments.sizes or (QUICK if arguments.quick else FULL)))
    if sizes[0] < 100:
        parser.error("a log of fewer than 100 events says nothing")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the server goes, too
    console = Console(width=80)
    run = _Run(console)
    run.all(sizes, QUICK_ROUNDS if arguments.quick else FULL_ROUNDS)
    show(console, run.lines, sizes[-1])
    if arguments.json:
        write_json(arguments.json, run.lines)
    if run.failed:
        sys.exit(f"not measured: {', '.join(run.failed)}; see above")


class _Run:
    """What was measured, and which parts failed: what takes half an hour is not lost with one of them."""

    def __init__(self, console: Console) -> None:
        self.lines: dict[str, Line] = {}
        self.failed: list[str] = []
        self._console = console

    def all(self, sizes: list[int], rounds: Rounds) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="northlog-bench-"))
            server = stack.enter_context(EmbeddedServer(Path(folder), Programs.from_wheel(), durable=True))
            progress = stack.enter_context(Progress(*columns, console=self._console))
            filling = progress.add_task("events kept by every side", total=sum(sizes))
            houses = [
                stack.enter_context(
                    built(
                        make_database(server, f"bench_{each}"), each, lambda done: progress.advance(filling, done)
                    )
                )
                for each in sizes
            ]
            figures, largest = Figures(), houses[-1]
            measuring = progress.add_task("measurements", total=turns(sizes, rounds))
            read(houses, rounds, figures, lambda done: progress.advance(measuring, done))
            # Before anything is written that no projection reads: following that at the live speed takes long.
            mebibytes = memory(largest)
            looked = min(TEAMS, max(1, largest.size // 8_000))
            self._part("projected", lambda: projected(largest, rounds.writing))
            self._part("as of", lambda: looks(largest.northlog, looked))
            self._part("feed", lambda: fed(largest, rounds.slow))
            self._part("export", lambda: exports(largest.northlog, rounds.slow))
            write(houses, rounds, figures, lambda done: progress.advance(measuring, done))
            self.lines = report(figures, sizes, mebibytes) | self.lines
            self._part("alerts", lambda: alerts(server, sizes_for(largest.size)))
            self._part("imports", lambda: imports(server, rows_for(largest.size)))

    def _part(self, name: str, measure: Callable[[], dict[str, Line]]) -> None:
        try:
            self.lines |= measure()
        except Exception:  # noqa: BLE001 - shown, and the others are measured
            self._console.print_exception()
            self.failed.append(name)


if __name__ == "__main__":
    main()
