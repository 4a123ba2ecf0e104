"""The rhythm of the story (P3.7): what teams agreed to hold again and again, and what became of each meeting."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field

from domain.ritual import CancelMeeting, EndRitual, HoldMeeting, MissMeeting, RitualKind, Schedule, SetRitual
from domain.words import Line, Part, Reason
from northlog.demo.plot import Crew, Said, told
from northlog.demo.step import Step, dice, id_of, team_id
from northlog.demo.timeline import TIME_ZONE, Quarter

_MONTHS = {RitualKind.MONTHLY: 1, RitualKind.QUARTERLY: 3}
"""How many months lie between two meetings of a kind."""

Share = Annotated[float, Field(ge=0, le=1)]


class GivenUp(Said):
    reason: Reason


class RitualPlot(Said):
    """Agreed on in a week; ``day`` is the weekday of its meetings. ``misses``, ``cancels``: which share of them is
    not held. ``longer``: by how many minutes they run over, on the average."""

    key: str
    team: str
    kind: RitualKind
    name: Line
    hour: int
    minutes: int
    every: int = 1
    misses: Share = 0.0
    cancels: Share = 0.0
    longer: float = 0.0
    ended: GivenUp | None = None


class RhythmPlot(Part):
    missed: tuple[Reason, ...]
    cancelled: tuple[Reason, ...]
    notes: tuple[str, ...]
    rituals: tuple[RitualPlot, ...]


def meet(crews: dict[str, Crew], calendar: Sequence[Quarter], seed: int) -> Iterator[Step]:
    """All steps of the rhythm, not in order of time."""
    plot = told("rhythm.toml", RhythmPlot)
    for ritual in plot.rituals:
        yield from _ritual(ritual, plot, len(crews[ritual.team].members), calendar, dice(seed, ritual.key))


def _ritual(
    ritual: RitualPlot, plot: RhythmPlot, size: int, calendar: Sequence[Quarter], chance: Random
) -> Iterator[Step]:
    it, label = {"ritual_id": id_of("ritual", ritual.key)}, f"ritual/{ritual.key}"
    first = ritual.at(calendar, ritual.hour)
    schedule = Schedule(first_on=first.date(), hour=ritual.hour, minutes=ritual.minutes, every=ritual.every)
    agreed = SetRitual(**it, team_id=team_id(ritual.team), kind=ritual.kind, name=ritual.name, schedule=schedule)
    yield Step(first - timedelta(days=3), f"{label}/set", ritual.by, agreed)
    until = calendar[-1].starts_at
    if ritual.ended:
        until = ritual.ended.at(calendar, 17)
        ended = EndRitual(**it, reason=ritual.ended.reason)
        yield Step(until, f"{label}/end", ritual.ended.by, ended)
    for number, day in enumerate(_days(ritual, first.date(), until.date()), 1):
        yield _became(ritual, plot, size, day, f"{label}/{number}", chance)


def _days(ritual: RitualPlot, first: date, until: date) -> Iterator[date]:
    """The days of its meetings before ``until``; an annual and an ad hoc one meet once in this story."""
    months = _MONTHS.get(ritual.kind)
    for number in range((until - first).days // 7 + 1):
        day = first + timedelta(weeks=number * ritual.every)
        if months is not None:
            day = _months_after(first, number * months)
        if day >= until:
            return
        yield day
        if months is None and ritual.kind is not RitualKind.WEEKLY:
            return


def _months_after(first: date, months: int) -> date:
    """The same day of a later month; its last one where it has no such day."""
    year, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + year, month + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))


def _became(ritual: RitualPlot, plot: RhythmPlot, size: int, day: date, label: str, chance: Random) -> Step:
    """What became of one meeting. Chance is asked as often whatever it says."""
    it, fate, noted = {"ritual_id": id_of("ritual", ritual.key)}, chance.random(), chance.random() < 0.2
    missed, cancelled, note = (chance.choice(each) for each in (plot.missed, plot.cancelled, plot.notes))
    minutes = round(ritual.minutes + max(-10, chance.gauss(ritual.longer, 5)))
    present = size - (chance.random() < 0.3)
    began = datetime.combine(day, time(ritual.hour), ZoneInfo(TIME_ZONE))
    if fate < ritual.misses:
        return Step(began + timedelta(hours=3), label, ritual.by, MissMeeting(**it, on=day, reason=missed))
    if fate < ritual.misses + ritual.cancels:
        said = began - timedelta(days=1)
        return Step(said, label, ritual.by, CancelMeeting(**it, on=day, reason=cancelled))
    held = HoldMeeting(**it, on=day, minutes=minutes, present=present, note=note if noted else "")
    return Step(began + timedelta(minutes=minutes), label, ritual.by, held)
