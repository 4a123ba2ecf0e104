"""What the inline projection costs an append: single appends with it and without, each in a transaction."""

from collections.abc import Sequence
from itertools import islice
from statistics import median
from time import perf_counter
from uuid import uuid4

from sqlalchemy import Engine, create_engine, make_url

from bench.measure import TRIAL, House
from bench.northlog_side import Northlog as Side
from bench.report import Line
from domain.words import Event
from events.append import Origin, append
from events.catalogue import CATALOGUE
from events.executor import Inline
from events.transaction import driver, transaction
from northlog.installation import APP_ROLE
from northlog.wiring import INLINE
from projections.current import CURRENT
from projections.inline import InlineProjector

SINGLES = 100
"""So many events a turn."""
_PROJECTORS: tuple[Inline, ...] = tuple(each for each in INLINE if isinstance(each, InlineProjector))


def projected(house: House, rounds: int) -> dict[str, Line]:
    """The two take turns, the median of the rounds counts."""
    app = create_engine(make_url(house.northlog.database.owner_url).set(username=APP_ROLE))
    kinds = {"with": _PROJECTORS, "without": ()}
    rates: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(rounds if house.size >= TRIAL else 1):
        for kind, inline in kinds.items():
            events = list(islice(house.events, SINGLES))
            house.northlog.level((CURRENT,))
            rates[kind].append(len(events) / _kept(app, house.northlog, events, inline))
    value, baseline = (median(each) for each in rates.values())
    name = "the same, no projection"
    line = Line(value=value, unit="events/s", baseline=baseline, baseline_name=name, ratio=value / baseline)
    return {"projected_vs_append": line}


def _kept(app: Engine, side: Side, events: Sequence[Event], inline: Sequence[Inline]) -> float:
    began = perf_counter()
    for event in events:
        origin = Origin(actor="bench", command_id=str(uuid4()), correlation_id="bench")
        with transaction(app, side.org) as connection:
            seen = {event.stream: side.versions[event.stream]}
            appended = append(driver(connection), CATALOGUE, side.org, [event], seen, origin)
            for each in inline:
                each.follow(connection, side.org, appended)
        side.versions[event.stream] += 1
    return perf_counter() - began
