"""How far a goal moved when its measure was changed (P4.4)."""

from dataclasses import dataclass

from domain.measure import Measure, start_of, target_of


@dataclass(frozen=True, slots=True)
class Shift:
    """A measure before and after one change; numbers in the key result's unit, ``None`` where it has none.

    ``farther``: by how much more there was to do, as a share of the way from start to target before. 0.2: a
    fifth farther; -0.5: half of the way was taken off. A start that moves toward the target shortens the way
    too. ``None`` where the two cannot be compared: another kind, unit or direction, or no measurable way.
    """

    start_before: float | None
    start_after: float | None
    target_before: float | None
    target_after: float | None
    farther: float | None


def shift(before: Measure, after: Measure) -> Shift:
    """What changed between two measures of one key result."""
    starts, targets = (start_of(before), start_of(after)), (target_of(before), target_of(after))
    return Shift(*starts, *targets, _farther(before, after))


def _farther(before: Measure, after: Measure) -> float | None:
    if before.kind != after.kind or getattr(before, "unit", "") != getattr(after, "unit", ""):
        return None
    way_before, way_after = _way(before), _way(after)
    if way_before is None or way_after is None or way_before * way_after < 0:
        return None
    return way_after / way_before - 1 + 0.0


def _way(measure: Measure) -> float | None:
    start, target = start_of(measure), target_of(measure)
    return None if start is None or target is None else target - start
