"""What runs beside the goals of the story: backlogs and what became of them, health metrics and their readings."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from domain.backlog import BacklogKind, DropBacklogItem, NoteBacklogItem, PromoteBacklogItem
from domain.health_metric import ReadHealthMetric, RetireHealthMetric, TrackHealthMetric
from domain.team import ReviewBacklog
from domain.words import Line, Part, Reason
from northlog.demo.plot import Said, told
from northlog.demo.step import Step, dice, id_of, key_result_id, objective_id, person_id, team_id
from northlog.demo.timeline import Quarter


class Reasoned(Said):
    reason: Reason


class Promoted(Said):
    """``into``: an objective, as "team/key", or the key result of that ``number`` in it."""

    into: str
    number: int | None = None


class ItemPlot(Said):
    key: str
    team: str
    kind: BacklogKind
    text: Line
    note: str = ""
    promoted: Promoted | None = None
    dropped: Reasoned | None = None


class ReviewedPlot(Said):
    team: str


class Trouble(Part):
    """Weeks, counted from the first cycle's, in which readings lie about another value."""

    weeks: tuple[int, int]
    around: float
    note: str


class MetricPlot(Said):
    """Read every so many weeks, ``around`` a value give or take ``spread``; not read any more from ``silent_from``
    on, a week counted from the first cycle's."""

    key: str
    team: str
    name: Line
    unit: str
    low: float | None = None
    high: float | None = None
    around: float
    spread: float
    digits: int = 0
    every_weeks: int
    silent_after_days: int = 60
    troubles: tuple[Trouble, ...] = ()
    silent_from: int | None = None
    retired: Reasoned | None = None


class KeepingPlot(Part):
    items: tuple[ItemPlot, ...]
    reviewed: tuple[ReviewedPlot, ...]
    metrics: tuple[MetricPlot, ...]


def keep(calendar: Sequence[Quarter], seed: int) -> Iterator[Step]:
    """All steps of backlogs and health metrics, not in order of time."""
    plot = told("keeping.toml", KeepingPlot)
    for item in plot.items:
        yield from _item(item, calendar)
    for number, review in enumerate(plot.reviewed, 1):
        asked = ReviewBacklog(team_id=team_id(review.team))
        yield Step(review.at(calendar, 12), f"backlog/review/{number}", review.by, asked)
    for metric in plot.metrics:
        yield from _metric(metric, calendar, seed)


def _item(plot: ItemPlot, calendar: Sequence[Quarter]) -> Iterator[Step]:
    it, label = {"backlog_item_id": id_of("backlog item", plot.key)}, f"backlog/{plot.key}"
    noted = NoteBacklogItem(**it, team_id=team_id(plot.team), kind=plot.kind, text=plot.text, note=plot.note)
    yield Step(plot.at(calendar, 10), f"{label}/note", plot.by, noted)
    if plot.promoted:
        number = plot.promoted.number
        result = None if number is None else key_result_id(plot.promoted.into, number)
        became = PromoteBacklogItem(**it, objective_id=objective_id(plot.promoted.into), key_result_id=result)
        yield Step(plot.promoted.at(calendar, 17), f"{label}/promote", plot.promoted.by, became)
    if plot.dropped:
        dropped = DropBacklogItem(**it, reason=plot.dropped.reason)
        yield Step(plot.dropped.at(calendar, 12), f"{label}/drop", plot.dropped.by, dropped)


def _metric(plot: MetricPlot, calendar: Sequence[Quarter], seed: int) -> Iterator[Step]:
    it, label = {"health_metric_id": id_of("health metric", plot.key)}, f"health/{plot.key}"
    tracked = TrackHealthMetric(
        **it,
        team_id=team_id(plot.team),
        name=plot.name,
        unit=plot.unit,
        low=plot.low,
        high=plot.high,
        owner=person_id(plot.by),
        silent_after_days=plot.silent_after_days,
    )
    yield Step(plot.at(calendar, 9), f"{label}/track", plot.by, tracked)
    until = plot.silent_from
    if plot.retired:
        until = plot.retired.cycle * 13 + plot.retired.week
        gone = RetireHealthMetric(**it, reason=plot.retired.reason)
        yield Step(plot.retired.at(calendar, 9), f"{label}/retire", plot.retired.by, gone)
    yield from _readings(plot, calendar[0], until or 4 * 13, seed)


def _readings(plot: MetricPlot, first: Quarter, until: int, seed: int) -> Iterator[Step]:
    it, chance = {"health_metric_id": id_of("health metric", plot.key)}, dice(seed, f"health/{plot.key}")
    for week in range(plot.cycle * 13 + plot.week, until, plot.every_weeks):
        trouble = next((each for each in plot.troubles if each.weeks[0] <= week <= each.weeks[1]), None)
        around, note = (trouble.around, trouble.note) if trouble else (plot.around, "")
        label = f"health/{plot.key}/{week}"
        value = round(chance.gauss(around, plot.spread), plot.digits)
        read = ReadHealthMetric(**it, reading_id=id_of("reading", label), value=float(value), note=note)
        yield Step(first.at(weeks=week, hour=9) + timedelta(minutes=30), label, plot.by, read)
