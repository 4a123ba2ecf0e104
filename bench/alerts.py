"""From facts to alerts: the rules on what is loaded, all of it end to end, and how soon an alert is there.

Both sides of the end-to-end comparison take the same objectives in the same batches, in turns. How soon is
measured by one check-in after the other, each a cause for alarm, with a worker and a scheduler in processes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from time import perf_counter
from typing import get_args

import psycopg
from sqlalchemy import create_engine

from bench.active import active
from bench.database import make_database, settle
from bench.latency import Latencies, Pair, Place, latencies
from bench.measure import SLICE, TRIAL
from bench.northlog_side import Northlog as Side
from bench.report import Line
from bench.rules import KEY_RESULTS, evaluation
from bench.sides import chunks
from domain.objective import stream_of
from domain.objective.events import AnyObjectiveEvent, KeyResultAdded
from events import sql
from events.catalogue import CATALOGUE
from events.executor import Executor
from events.read import LAST_POSITION
from events.transaction import driver, transaction
from northlog.embedded import EmbeddedServer
from northlog.installation import APP_ROLE
from northlog.watching.process import settled
from northlog.wiring import INLINE
from projections.registry import PROJECTIONS
from workers.evaluation import evaluate_many, judge_many
from workers.evaluator import Evaluator
from workers.telling.listening import listen

UNIT = "key results/s"
_SPEAK_FOR = "select set_config('northlog.org', %s, false)"
_NAMES = CATALOGUE.names_of(*get_args(AnyObjectiveEvent))


@dataclass(frozen=True, slots=True)
class Sizes:
    """``rules``, ``stored``: key results, evaluated from memory and from a log. ``probes``: so many are alarmed
    idle, and as many under ``rate`` check-ins a second."""

    rules: int
    stored: int
    probes: int
    rate: int


FULL = Sizes(rules=100_000, stored=100_000, probes=200, rate=200)
QUICK = Sizes(rules=20_000, stored=1_500, probes=30, rate=200)
TRYING = Sizes(rules=60, stored=45, probes=2, rate=20)


def sizes_for(largest: int) -> Sizes:
    """By the largest log of the run, in events."""
    if largest < TRIAL:
        return TRYING
    return FULL if largest >= 1_000_000 else QUICK


def alerts(server: EmbeddedServer, sizes: Sizes) -> dict[str, Line]:
    """All lines about alerts, measured in a database of their own."""
    by_rules = evaluation(sizes.rules).per_second
    with _kept(server, sizes.stored) as (side, pairs), _watching(side) as watch:
        url = side.database.app_url()
        executor = Executor(create_engine(url), CATALOGUE, INLINE)
        settled()  # as a worker does
        lines = _from_the_log(executor, side.org, [objective for objective, _ in pairs], by_rules)
        # So that nothing is left to do but what the probes ask for.
        Evaluator(executor).work(side.org)
        listen(executor.engine, side.org)
        settle(side.database)
        found = latencies(Place(url, side.org, watch), pairs, sizes.probes, sizes.rate)
    return lines | _how_soon(found)


def _from_the_log(executor: Executor, org: str, objectives: list[str], by_rules: float) -> dict[str, Line]:
    """Read the rows alone, judge without appending, and do all of it: batch by batch, as the evaluator does."""
    seconds = {_read_bare: 0.0, judge_many: 0.0, evaluate_many: 0.0}
    for batch in chunks(objectives, Evaluator(executor).batch):
        for work in seconds:
            began = perf_counter()
            work(executor, org, batch)
            seconds[work] += perf_counter() - began
    read, judged, evaluated = (len(objectives) * KEY_RESULTS / each for each in seconds.values())
    return {
        "rules_vs_loaded": _line(by_rules, judged, "loading them, and judging"),
        "evaluated_vs_read": _line(evaluated, read, "the same rows read alone"),
    }


def _read_bare(executor: Executor, org: str, batch: list[str]) -> None:
    with transaction(executor.engine, org) as connection:
        asked = (org, [stream_of(each) for each in batch], list(_NAMES), LAST_POSITION)
        driver(connection).execute(sql.READ_STREAMS, asked).fetchall()


def _line(value: float, baseline: float, name: str) -> Line:
    return Line(value=value, unit=UNIT, baseline=baseline, baseline_name=name, ratio=value / baseline)


def _how_soon(found: Latencies) -> dict[str, Line]:
    lines = {}
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        loaded, idle = (each[int(len(each) * share)] * 1000 for each in (found.loaded, found.idle))
        what = f"idle; beside it {found.rate:,.0f} check-ins/s"
        lines[f"alert_loaded_vs_idle_{name}"] = Line(
            value=loaded, unit="ms", baseline=idle, baseline_name=what, ratio=idle / loaded
        )
    return lines


@contextmanager
def _kept(server: EmbeddedServer, key_results: int) -> Iterator[tuple[Side, list[Pair]]]:
    """A log with so many active key results, projected; and of each objective its first key result."""
    side, first = Side(make_database(server, "bench_alerts")), dict[str, str]()
    try:
        events = active(key_results)
        while some := list(islice(events, SLICE)):
            side.keep(some, side.batch)
            for each in some:
                if isinstance(each, KeyResultAdded):
                    first.setdefault(each.objective_id, each.key_result_id)
        side.rebuilt(PROJECTIONS, jobs=1)  # or workers would bring history level all the while
        settle(side.database)
        yield side, list(first.items())
    finally:
        side.close()


def _watching(side: Side) -> psycopg.Connection[tuple[object, ...]]:
    watch = psycopg.connect(side.database.conninfo(APP_ROLE), autocommit=True)
    watch.execute(_SPEAK_FOR, (side.org,))
    return watch
