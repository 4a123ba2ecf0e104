"""A real quarter (tests/data) on 20 September 2023 at noon: by the rules, and by the files alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from domain.cycle import CyclePlanned, CycleStarted
from domain.policy import effective
from domain.signals.calendar import calendar_of
from domain.signals.evaluate import evaluate
from domain.signals.finding import Finding
from domain.team import Cadence
from domain.trajectory import Trajectory, span_of, told
from domain.words import Event
from tests.facts import at, company, founded
from tests.observed import CYCLE, entries, instant, own_id, rows_of
from tests.signals import Entry
from tests.spec import World

NOW = at("2023-09-20T12:00")
BEGIN, END = at("2023-06-30T22:00"), at("2023-09-30T22:00")
"""July to September in Zurich, two hours ahead of UTC all through."""
DAY = timedelta(days=1)


def planned() -> list[Event]:
    cycle = CyclePlanned(
        cycle_id=CYCLE,
        name="Q3 2023",
        starts_on=date(2023, 7, 1),
        ends_on=date(2023, 9, 30),
        grace_days=7,
        time_zone="Europe/Zurich",
    )
    return [founded(), company(), cycle, CycleStarted(cycle_id=CYCLE)]


@cache
def quarter() -> tuple[Trajectory, ...]:
    """The objectives as the domain's own commands make them, checked in on Mondays at nine."""
    world = World().happened(*planned())
    for team in {row["team"] for row in rows_of("objectives")}:
        world.happened(company(own_id(2, team)))
    logs: dict[str, list[Entry]] = {}
    position = 0
    for when, command in entries():
        for event in world.decide(command, when):
            position += 1
            world.happened(event)
            logs.setdefault(event.stream, []).append(Entry(position, when, event))
    cycle: Any = world.states[f"cycle-{CYCLE}"]
    span, mondays = span_of(CYCLE, cycle), Cadence(weekday=1, hour=9)
    trajectories = (told(log, span, mondays, END) for log in logs.values())
    return tuple(each for each in trajectories if each is not None)


def findings(override: Any = None, now: datetime = NOW) -> list[Finding]:
    policy = effective([override or {}])
    return [
        finding
        for each in quarter()
        for finding in evaluate(each, policy, calendar_of(each.span, each.cadence, policy), now)
    ]


def subjects(rule: str, override: Any = None) -> set[str]:
    return {finding.subject_id for finding in findings(override) if finding.rule == rule}


@dataclass(frozen=True)
class Row:
    """A key result as the files have it on that day: its readings by day, the last of each day."""

    key: str
    objective: str
    begun: datetime
    start: float | None
    target: float
    readings: tuple[tuple[datetime, float], ...]

    @property
    def progress(self) -> list[float]:
        assert self.start is not None
        return [(value - self.start) / (self.target - self.start) for _, value in self.readings]

    def expected(self, at: datetime = NOW) -> float:
        begun = max(BEGIN, self.begun)
        return max(0.0, (at - begun) / (END - begun))

    def judged(self) -> bool:
        return self.start is not None and bool(self.readings)


@cache
def rows() -> tuple[Row, ...]:
    said: dict[str, list[tuple[datetime, float]]] = {}
    for row in rows_of("check_ins"):
        said.setdefault(row["key_result"], []).append((instant(row["recorded_at"]), float(row["value"])))
    made = []
    for row in rows_of("key_results"):
        all_of_it = sorted(said[row["key_result"]])
        begun = min(instant(row["created_at"]), all_of_it[0][0])
        if begun > NOW:
            continue
        days = {(when + timedelta(hours=2)).date(): (when, value) for when, value in all_of_it if when <= NOW}
        start = float(row["start"]) if row["start"] else None
        readings = tuple(days.values())
        made.append(Row(row["key_result"], row["objective"], begun, start, float(row["target"]), readings))
    return tuple(made)


def ids(chosen: Iterable[Row]) -> set[str]:
    return {own_id(5, row.key) for row in chosen}


MISSED_ONE, MISSED_TWO, MISSED_THREE = at("2023-09-13T07:00"), at("2023-09-06T07:00"), at("2023-08-30T07:00")
"""Due on Mondays at nine, missed from Wednesday at nine on: the last one missed is 18 September's, and it is
answered after Wednesday the 13th; two are missed running by whom nothing was heard since 6 September, three since
30 August."""


def stalls(row: Row) -> bool:
    """The last readings within 1 % of the latest: four of them, or over 21 days."""
    if len(row.readings) < 2:
        return False
    if row.start is None:
        way, least = [value for _, value in row.readings], 0.0
    else:
        way, least = row.progress, 0.01 + 1e-9
        if way[-1] >= 1:
            return False
    count = 1
    while count < len(way) and abs(way[-count - 1] - way[-1]) <= least:
        count += 1
    return count >= 4 or (count > 1 and row.readings[-1][0] - row.readings[-count][0] >= 21 * DAY)
