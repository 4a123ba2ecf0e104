"""The box of a chart and what stands in it, in the units of the SVG's own box; the markup is in templates."""

from dataclasses import dataclass

WIDE, NARROW = 760, 340
"""The widths a chart is drawn in: for a page, and for a phone, so that its text is never scaled down."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on an axis and where it stands along it; ``below`` is said beneath it."""

    at: float
    label: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A point, and the words that say what it is."""

    x: float
    y: float
    said: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The box of a chart and the plot within it."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    @property
    def x0(self) -> int:
        return self.left

    @property
    def x1(self) -> int:
        return self.width - self.right

    @property
    def y0(self) -> int:
        return self.height - self.bottom

    @property
    def y1(self) -> int:
        return self.top

    def x(self, share: float) -> float:
        """Where a share of the way from left to right stands."""
        return round(self.x0 + share * (self.x1 - self.x0), 1)

    def y(self, share: float) -> float:
        """Where a share of the way from bottom to top stands."""
        return round(self.y0 + share * (self.y1 - self.y0), 1)
