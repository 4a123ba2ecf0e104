"""Where everything in a chart stands, in the units of the SVG's own box; the markup is in templates."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from domain.calibration import MOST
from domain.cycle import midnight
from northlog.pages.frame import NARROW, Dot, Frame, Tick
from northlog.reading.views import CycleView
from northlog.retro.pack import CalibrationView, Journey, Spoken

UNSTATED = 12
"""So far below the axis stands what was left unstated: a row of its own, which nobody takes for confidence 0."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One line: ``path`` is its SVG path, broken at gaps; ``style`` picks colour and dash, 0 is the goal's."""

    style: int
    label: str
    path: str
    dots: list[Dot]
    unstated: list[Dot]


@dataclass(frozen=True, slots=True)
class Flag:
    """A moment marked across a chart."""

    x: float
    letter: str
    said: str


@dataclass(frozen=True, slots=True)
class JourneyChart:
    frame: Frame
    weeks: list[Tick]
    levels: list[Tick]
    traces: list[Trace]
    flags: list[Flag]


@dataclass(frozen=True, slots=True)
class Column:
    """The statements of one confidence: where they stand, how far up they came true, how many they are."""

    x: float
    width: float
    said: float
    came_true: float
    count: int
    hits: int
    confidence: int


@dataclass(frozen=True, slots=True)
class CalibrationChart:
    frame: Frame
    columns: list[Column]
    confidences: list[Tick]
    levels: list[Tick]


def journey_chart(journey: Journey, cycle: CycleView, width: int) -> JourneyChart:
    """Confidence 0 to 10 over the cycle; a line a goal and key result, broken where nothing was stated."""
    frame = Frame(width, height=314 if width > NARROW else 274, left=42, right=14, top=26, bottom=72)
    starts_at = midnight(cycle.starts_on, cycle.time_zone)
    ends_at = midnight(cycle.ends_on + timedelta(days=1), cycle.time_zone)

    def x(at: datetime) -> float:
        return frame.x(min(1.0, max(0.0, (at - starts_at) / (ends_at - starts_at))))

    traces = [
        _trace(style, line.label if line.number is None else f"{line.number}  {line.label}", line.points, frame, x)
        for style, line in enumerate(journey.lines)
    ]
    levels = [Tick(frame.y(confidence / MOST), str(confidence)) for confidence in range(0, MOST + 1, 2)]
    flags = [Flag(x(mark.at), _letter(place), mark.label) for place, mark in enumerate(journey.marks)]
    return JourneyChart(frame, _weeks(cycle, frame), levels, traces, flags)


def calibration_chart(calibration: CalibrationView, width: int) -> CalibrationChart:
    """For each stated confidence the share that came true, beside the share that was said."""
    frame = Frame(width, height=300 if width > NARROW else 260, left=48, right=14, top=26, bottom=46)
    slot = (frame.x1 - frame.x0) / (MOST + 1)
    columns = [
        Column(
            x=round(frame.x0 + slot * (each.confidence + 0.5), 1),
            width=round(slot * 0.62, 1),
            said=frame.y(each.confidence / MOST),
            came_true=frame.y(each.hits / each.count),
            count=each.count,
            hits=each.hits,
            confidence=each.confidence,
        )
        for each in calibration.stated
    ]
    levels = [Tick(frame.y(share / 4), f"{share * 25} %") for share in range(5)]
    confidences = [Tick(round(frame.x0 + slot * (each + 0.5), 1), str(each)) for each in range(MOST + 1)]
    return CalibrationChart(frame, columns, confidences, levels)


def _trace(
    style: int, label: str, points: Sequence[Spoken], frame: Frame, x: Callable[[datetime], float]
) -> Trace:
    runs: list[list[Dot]] = [[]]
    unstated = []
    for point in points:
        if point.confidence is None:
            unstated.append(Dot(x(point.at), frame.y0 + UNSTATED, f"{label}: unstated on {point.at:%d %b}"))
            runs.append([])
        else:
            said = f"{label}: {point.confidence} of 10 on {point.at:%d %b}"
            runs[-1].append(Dot(x(point.at), frame.y(point.confidence / MOST), said))
    return Trace(style, label, _path(runs), [dot for run in runs for dot in run], unstated)


def _path(runs: Iterable[Sequence[Dot]]) -> str:
    return " ".join("M" + " L".join(f"{dot.x},{dot.y}" for dot in run) for run in runs if len(run) > 1)


def _weeks(cycle: CycleView, frame: Frame) -> list[Tick]:
    """Where weeks begin: as many as fit, the date beneath where there is room for it."""
    days = (cycle.ends_on - cycle.starts_on).days + 1
    weeks = ceil(days / 7)
    room = 14 if frame.width > NARROW else 7
    step = ceil(weeks / room)
    dated = 3 * step if frame.width > NARROW else 2 * step
    ticks = []
    for week in range(0, weeks, step):
        first = cycle.starts_on + timedelta(weeks=week)
        ticks.append(Tick(frame.x(week * 7 / days), f"{week + 1}", f"{first:%-d %b}" if week % dated == 0 else ""))
    return ticks


def _letter(place: int) -> str:
    """a, b, c, …; and again from a where there are more than the alphabet has."""
    return chr(ord("a") + place % 26)
