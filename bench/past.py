"""How long a look at a whole cycle takes, of a past moment and of now.

500 objectives, 1,500 key results, 20,000 check-ins.

The cycle is put at the end of a log; looked at is the position before the first of its objectives was closed, so
that both looks show equally many check-ins. They take turns.
"""

from pathlib import Path
from time import perf_counter

from sqlalchemy import create_engine, make_url

from bench.database import settle
from bench.history import OBJECTIVES, large_cycle
from bench.northlog_side import Northlog as Side
from bench.report import Line
from domain.cycle import CyclePlanned
from domain.objective.events import ObjectiveClosed
from events.catalogue import CATALOGUE
from events.executor import Executor
from northlog.installation import APP_ROLE
from northlog.people import People
from northlog.reading.looking import Looking
from northlog.settings import Settings
from northlog.watching.process import settled
from northlog.wiring import INLINE, Northlog
from projections.registry import PROJECTIONS

SEED = 20270115
TEAMS, CHECK_INS, TURNS = 125, 40, 20
"""So many teams, check-ins of each of their objectives, and looks of each kind."""


def looks(side: Side, teams: int = TEAMS, check_ins: int = CHECK_INS, turns: int = TURNS) -> dict[str, Line]:
    """Append the cycle, bring the projections level with the log, and look: the 50th and 95th in a hundred."""
    events = list(large_cycle(SEED, teams, check_ins))
    planned = next(each for each in events if isinstance(each, CyclePlanned))
    before = next(place for place, each in enumerate(events) if isinstance(each, ObjectiveClosed))
    looking = Looking(_northlog(side), side.org)
    with looking.snapshot() as seen:
        moment = str(seen.position + before)
    side.keep(events, side.batch)
    side.level(PROJECTIONS)
    settle(side.database)

    def look(as_of: str | None) -> float:
        began = perf_counter()
        with looking.snapshot(as_of) as seen:
            tree = seen.cycle_tree(planned.cycle_id)
        seconds = perf_counter() - began
        assert tree is not None
        assert sum(len(each.trail) for each in tree.objectives) == teams * OBJECTIVES * check_ins
        return seconds

    settled()  # as a server does: or the collector of cycles strikes now the one, now the other
    look(moment), look(None)
    taken = [(look(moment), look(None)) for _ in range(turns)]
    past, now = (sorted(each) for each in zip(*taken, strict=True))
    return {
        f"asof_vs_now_{name}": _line(past[place], now[place])
        for name, place in (("p50", turns // 2), ("p95", turns * 19 // 20))
    }


def _line(past: float, now: float) -> Line:
    return Line(
        value=past * 1000, unit="ms", baseline=now * 1000, baseline_name="the same look at now", ratio=now / past
    )


def _northlog(side: Side) -> Northlog:
    app = create_engine(make_url(side.database.owner_url).set(username=APP_ROLE))
    return Northlog(Settings(data_dir=Path("unused")), app, None, Executor(app, CATALOGUE, INLINE), People(app))
