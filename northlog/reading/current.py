"""Which cycle is meant where none is named: the shortest one that runs today."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.cycle import CycleStatus
from northlog.reading.views import CycleView


def current(cycles: Iterable[CycleView], now: datetime) -> list[CycleView]:
    """The started cycle meant at ``now``: several where nothing tells them apart, none where none is started.

    Of those whose days hold today it is the shortest, a quarter before its year; of equally long ones the one that
    began last. Where no day of any is today it is the one that began last.
    """
    started = [each for each in cycles if each.status == CycleStatus.STARTED]
    running = [each for each in started if each.starts_on <= _today(each, now) <= each.ends_on]
    if running:
        shortest = _least(running, lambda each: (each.ends_on - each.starts_on).days)
        return _least(shortest, lambda each: -each.starts_on.toordinal())
    return _least(started, lambda each: -each.starts_on.toordinal())


def _today(cycle: CycleView, now: datetime) -> date:
    return now.astimezone(ZoneInfo(cycle.time_zone)).date()


def _least(cycles: list[CycleView], of: Callable[[CycleView], int]) -> list[CycleView]:
    least = min(map(of, cycles), default=0)
    return [each for each in cycles if of(each) == least]
