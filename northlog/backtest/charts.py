"""Where everything in a backtest's charts stands; the markup is in templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from math import ceil

from domain.backtesting import Figures
from northlog.backtest.report import PolicyFigures
from northlog.pages.frame import NARROW, Dot, Frame, Tick

_ROW, _LEVELS = 34, 5


@dataclass(frozen=True, slots=True)
class Row:
    """One rule or policy: ``y`` is the middle of its row; the bar ends at ``precision``, the mark stands at
    ``recall``, each ``None`` where there is no figure. ``said`` is all of it in words."""

    label: str
    y: float
    precision: float | None
    recall: float | None
    said: str


@dataclass(frozen=True, slots=True)
class RatesChart:
    """Shares run from left to right, 0 to 100 %."""

    frame: Frame
    shares: list[Tick]
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Line:
    """The alerts of one policy week by week."""

    style: int
    label: str
    path: str
    dots: list[Dot]


@dataclass(frozen=True, slots=True)
class WeeksChart:
    frame: Frame
    weeks: list[Tick]
    levels: list[Tick]
    lines: list[Line]


def rates_chart(named: Sequence[tuple[str, Figures]], width: int) -> RatesChart:
    """Precision and recall of each, one below the other, in the order given."""
    frame = Frame(width, height=_ROW * len(named) + 58, left=150, right=24, top=24, bottom=34)
    rows = [
        Row(
            label=label,
            y=frame.y1 + _ROW * (place + 0.5),
            precision=None if each.precision is None else frame.x(each.precision),
            recall=None if each.recall is None else frame.x(each.recall),
            said=f"{label}: {each.right} of {each.judged} warnings right, {each.warned} of {each.misses} misses"
            " warned of",
        )
        for place, (label, each) in enumerate(named)
    ]
    return RatesChart(frame, [Tick(frame.x(share / 4), f"{share * 25} %") for share in range(5)], rows)


def weeks_chart(policies: Sequence[PolicyFigures], width: int) -> WeeksChart:
    """Alerts raised in each week of the cycle, a line a policy; there is one alert at least."""
    frame = Frame(width, height=300 if width > NARROW else 260, left=42, right=14, top=26, bottom=46)
    weeks = max(len(each.weeks) for each in policies)
    step = _step(max(alerts for each in policies for alerts in each.weeks))
    most = _LEVELS * step

    def x(week: int) -> float:
        return frame.x((week + 0.5) / weeks)

    apart = ceil(weeks / (14 if width > NARROW else 7))
    lines = []
    for style, policy in enumerate(policies):
        counts = (*policy.weeks, *[0] * (weeks - len(policy.weeks)))
        dots = [
            Dot(x(week), frame.y(alerts / most), f"{policy.name}, week {week + 1}: {alerts}")
            for week, alerts in enumerate(counts)
        ]
        path = "M" + " L".join(f"{dot.x},{dot.y}" for dot in dots) if len(dots) > 1 else ""
        lines.append(Line(style, policy.name, path, dots))
    return WeeksChart(
        frame,
        [Tick(x(week), str(week + 1)) for week in range(0, weeks, apart)],
        [Tick(frame.y(level / _LEVELS), str(level * step)) for level in range(_LEVELS + 1)],
        lines,
    )


def _step(most: int) -> int:
    """A round step with which the axis reaches ``most``: 1, 2, 5, 10, 20, 50 and so on."""
    factors = cycle((2.0, 2.5, 2.0))
    step = 1.0
    while _LEVELS * step < most:
        step *= next(factors)
    return int(step)
