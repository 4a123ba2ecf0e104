"""Where everything in the mirror's charts stands; the markup is in templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from domain.mirror.base import minus
from domain.mirror.hand_offs import DRAG
from northlog.mirror.texts import together_text
from northlog.mirror.views import FlowView, HandOffView, Mirror, PairView
from northlog.pages.frame import NARROW, Frame, Tick
from northlog.pages.texts import counted

_ROW = 34
_STEPS = (7, 14, 28, 56, 91, 182, 364)
"""Days between the lines of a chart."""
_LINES = 5


@dataclass(frozen=True, slots=True)
class Node:
    """A team on the circle. ``style``: of its unit; ``label_x``, ``label_y`` and ``anchor``: where its name is."""

    x: float
    y: float
    number: int
    name: str
    style: int
    label_x: float
    label_y: float
    anchor: str
    said: str


@dataclass(frozen=True, slots=True)
class Edge:
    """Two teams that work together, bent toward the middle; ``width`` by how much joins them."""

    path: str
    width: float
    together: bool
    said: str


@dataclass(frozen=True, slots=True)
class FlowChart:
    """``units``: style and name of each, in the order round the circle."""

    width: int
    height: int
    nodes: list[Node]
    edges: list[Edge]
    units: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Bar:
    """``y``: the middle of its row; from ``start`` to ``end``; ``label``: what it is of, ``value``: how much."""

    label: str
    y: float
    start: float
    end: float
    value: str
    said: str
    marked: bool


@dataclass(frozen=True, slots=True)
class BarsChart:
    """Bars from left to right; ``bound``: where a threshold stands, if there is one."""

    frame: Frame
    ticks: list[Tick]
    bars: list[Bar]
    bound: float | None


def flow_chart(flow: FlowView, width: int) -> FlowChart:
    """Teams round a circle, those of a unit side by side, and a line for each pair that works together."""
    wide = width > NARROW
    height = 520 if wide else 320
    radius, middle = (190 if wide else 125), (width / 2, height / 2)
    units = {name: style for style, name in enumerate(dict.fromkeys(each.reports_to for each in flow.teams))}
    places: dict[str, Node] = {}
    for place, team in enumerate(flow.teams):
        angle = 2 * pi * place / len(flow.teams) - pi / 2
        across, down = cos(angle), sin(angle)
        places[team.team_id] = Node(
            x=round(middle[0] + radius * across, 1),
            y=round(middle[1] + radius * down, 1),
            number=place + 1,
            name=team.name,
            style=units[team.reports_to],
            label_x=round(middle[0] + (radius + 20) * across, 1),
            label_y=round(middle[1] + (radius + 22) * down + 4, 1),
            anchor="middle" if abs(across) < 0.2 else "start" if across > 0 else "end",
            said=f"{team.name}, {team.reports_to or 'no unit'}",
        )
    most = max((each.weight for each in flow.pairs), default=1)
    edges = [_edge(each, places, middle, most) for each in flow.pairs]
    named = [(style, name or "no unit") for name, style in units.items()]
    return FlowChart(width, height, list(places.values()), edges, named)


def _edge(pair: PairView, places: dict[str, Node], middle: tuple[float, float], most: int) -> Edge:
    one, other = (places[each] for each in pair.teams)
    bend = [round(0.55 * (a + b) / 2 + 0.45 * m, 1) for a, b, m in _coordinates(one, other, middle)]
    return Edge(
        path=f"M{one.x},{one.y} Q{bend[0]},{bend[1]} {other.x},{other.y}",
        width=round(1.5 + 4.5 * pair.weight / most, 1),
        together=pair.together,
        said=f"{one.name} and {other.name}: {counted('tie', pair.weight)}, {together_text(pair)}",
    )


def _coordinates(one: Node, other: Node, middle: tuple[float, float]) -> tuple[tuple[float, float, float], ...]:
    return (one.x, other.x, middle[0]), (one.y, other.y, middle[1])


def hand_offs_chart(mirror: Mirror, width: int) -> BarsChart:
    """The median days of each pair's hand-offs, the slowest first; there is one at least."""
    pairs: Sequence[HandOffView] = mirror.hand_offs
    longest = max(DRAG, *(each.median_days for each in pairs))
    step = next((each for each in _STEPS if longest <= each * _LINES), _STEPS[-1])
    most = step * -(-longest // step)
    frame = _frame(width, len(pairs))
    bars = [
        _bar(
            place,
            f"{mirror.called(each.team_id)} from {mirror.called(each.of_team_id)}",
            (0.0, each.median_days / most),
            f"{each.median_days:.0f}{'+' if each.waiting else ''}",
            f"{counted('hand-off', each.hand_offs)}, {each.waiting} still waited for",
            each.median_days >= DRAG,
            frame,
        )
        for place, each in enumerate(pairs)
    ]
    ticks = [Tick(frame.x(day / most), f"{day:.0f}") for day in range(0, int(most) + 1, step)]
    return BarsChart(frame, ticks, bars, frame.x(DRAG / most))


def modularity_chart(flow: FlowView, width: int) -> BarsChart:
    """The org chart's modularity above that of the best partition found; both are there."""
    assert flow.modularity is not None
    assert flow.best is not None
    frame = _frame(width, 2)
    low = min(0.0, flow.modularity, flow.best)

    def at(figure: float) -> float:
        return (figure - low) / (1 - low)

    told = (("org chart", flow.modularity, False), ("best partition found", flow.best, True))
    bars = [
        _bar(place, label, (at(min(0.0, found)), at(max(0.0, found))), minus(found), "modularity", marked, frame)
        for place, (label, found, marked) in enumerate(told)
    ]
    ticks = [Tick(frame.x(at(quarter / 4)), f"{quarter / 4:g}") for quarter in range(5)]
    return BarsChart(frame, ticks, bars, None)


def _frame(width: int, rows: int) -> Frame:
    """Rows with room for a label above each bar."""
    return Frame(width, height=(_ROW + 12) * rows + 50, left=8, right=52, top=10, bottom=40)


def _bar(
    place: int, label: str, reaches: tuple[float, float], value: str, what: str, marked: bool, frame: Frame
) -> Bar:
    """``reaches``: from which share of the way to which."""
    y = frame.y1 + (_ROW + 12) * (place + 0.5) + 8
    start, end = map(frame.x, reaches)
    return Bar(label, y, start, max(end, start + 2.0), value, f"{label}: {value}, {what}", marked)
