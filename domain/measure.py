"""How a key result is measured: the kinds of P1.3, what a reading of each is, and the progress it shows.

Progress is linear from start to target: ``(value - start) / (target - start)``, not clamped, so that falling
below the start and passing the target stay visible. The score is progress clamped to 0..1 (P4.1). Where
nothing can be said yet (no baseline, no reading) both are ``None``, never a guess (P1.3).
"""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import Annotated, Literal, assert_never

from pydantic import Field, StrictBool, StrictFloat, model_validator

from domain.decider import Refused
from domain.words import Line, Number, Part, Reason, Unit


class Zone(StrEnum):
    """How far a milestone got."""

    FAIL = "fail"
    COMMIT = "commit"
    TARGET = "target"
    STRETCH = "stretch"


# The scale of the public tracker puzzle/okr: commit 0.3, target 0.7, stretch 1.0.
ZONE_SCORES = {Zone.FAIL: 0.0, Zone.COMMIT: 0.3, Zone.TARGET: 0.7, Zone.STRETCH: 1.0}

Value = StrictBool | Annotated[StrictFloat, Field(ge=-1e15, le=1e15)] | Zone
"""A reading: a number in the key result's unit, a zone, or done / not done."""

Percent = Annotated[float, Field(strict=True, ge=0, le=100)]


LEAST_MOVE = 1e-9
"""Less than this is no movement: dividing by it would leave the range of numbers."""


class _FromTo(Part):
    """A movement between two numbers, by ``LEAST_MOVE`` or more."""

    @model_validator(mode="after")
    def _moves(self) -> "_FromTo":
        start, target = getattr(self, "start", None), getattr(self, "target", None)
        if start is not None and target is not None and abs(target - start) < LEAST_MOVE:
            raise ValueError("start and target must differ: a key result is a movement (P1.2)")
        return self


class Metric(_FromTo):
    """Increase or decrease a number. Without ``start`` there is no baseline yet."""

    kind: Literal["metric"] = "metric"
    start: Number | None = None
    target: Number
    unit: Unit = ""


class Relative(Part):
    """Change a number by a share of itself: ``change`` -0.3 is "-30 %". Scored once ``baseline`` is known."""

    kind: Literal["relative"] = "relative"
    baseline: Number | None = None
    change: Annotated[float, Field(strict=True, ge=-1, le=1000)]
    unit: Unit = ""

    @model_validator(mode="after")
    def _moves(self) -> "Relative":
        if self.change == 0:
            raise ValueError("change must not be 0: a key result is a movement (P1.2)")
        if self.baseline == 0:
            raise ValueError("baseline must not be 0: a share of nothing cannot be measured")
        if self.baseline is not None and abs(self.baseline * (1 + self.change) - self.baseline) < LEAST_MOVE:
            raise ValueError("baseline and change must be larger: so small a movement cannot be measured")
        return self


class Threshold(Part):
    """Stay at or above, or at or below, ``limit``: 1 while the latest reading holds it, else 0."""

    kind: Literal["threshold"] = "threshold"
    stay: Literal["above", "below"]
    limit: Number
    unit: Unit = ""


class Quantity(Part):
    """Produce a number of things, from none (5 designs tested)."""

    kind: Literal["quantity"] = "quantity"
    target: Annotated[float, Field(strict=True, ge=LEAST_MOVE, le=1e15)]
    unit: Unit = ""


class Completion(_FromTo):
    """Complete a share of something, in percent (20 % to 50 %)."""

    kind: Literal["completion"] = "completion"
    start: Percent = 0.0
    target: Percent = 100.0


class Zones(Part):
    """Milestones described in words; a reading names the zone reached (0, 0.3, 0.7 or 1)."""

    kind: Literal["zones"] = "zones"
    commit: Line
    target: Line
    stretch: Line


class Subjective(Part):
    """Judged by criteria agreed in advance; a reading is the share of them met, 0 to 1."""

    kind: Literal["subjective"] = "subjective"
    criteria: Reason


class Binary(Part):
    """Done or not done."""

    kind: Literal["binary"] = "binary"


Measure = Annotated[
    Metric | Relative | Threshold | Quantity | Completion | Zones | Subjective | Binary,
    Field(discriminator="kind"),
]


def start_of(measure: Measure) -> float | None:
    """The value a measure starts from; ``None`` where it has none, or none yet."""
    match measure:
        case Metric(start=start) | Completion(start=start):
            return start
        case Relative(baseline=baseline):
            return baseline
        case Quantity():
            return 0.0
        case Threshold() | Zones() | Subjective() | Binary():
            return None
        case _:
            assert_never(measure)


def target_of(measure: Measure) -> float | None:
    """The number a measure aims at; ``None`` where it is no number, or not known without a baseline."""
    match measure:
        case Metric(target=target) | Completion(target=target) | Quantity(target=target):
            return target
        case Relative(baseline=baseline, change=change):
            return None if baseline is None else baseline * (1 + change)
        case Threshold(limit=limit):
            return limit
        case Zones() | Subjective() | Binary():
            return None
        case _:
            assert_never(measure)


def check_value(measure: Measure, value: Value, field: str) -> None:
    """Refuse a reading that this kind of measure cannot have."""
    match measure:
        case Binary():
            if not isinstance(value, bool):
                raise Refused(field, "binary", "must be true (done) or false (not done)")
        case Zones():
            if not isinstance(value, Zone):
                raise Refused(field, "zone", f"must be one of {', '.join(Zone)}")
        case _:
            if isinstance(value, (bool, Zone)):
                raise Refused(field, "number", "must be a number")
            if isinstance(measure, Subjective) and not 0 <= value <= 1:
                raise Refused(field, "share", "must lie between 0 and 1, the share of the criteria met")
            if isinstance(measure, Completion) and not 0 <= value <= 100:
                raise Refused(field, "percent", "must lie between 0 and 100 percent")


def progress(measure: Measure, value: Value | None) -> float | None:
    """Progress at a reading; before the first one (``None``) where the measure itself starts.

    0 is the start and 1 the target; below 0 and above 1 are possible. ``None``: nothing can be said.
    """
    if isinstance(measure, Binary):
        return 1.0 if value is True else 0.0
    if isinstance(value, Zone):
        return ZONE_SCORES[value]
    if value is None or isinstance(value, bool):
        return 0.0 if start_of(measure) is not None else None
    if isinstance(measure, Threshold):
        return float(value >= measure.limit if measure.stay == "above" else value <= measure.limit)
    if isinstance(measure, Subjective):
        return value + 0.0
    start, target = start_of(measure), target_of(measure)
    if start is None or target is None:
        return None
    return _linear(value, start, target)


def progress_by(measure: Measure) -> Callable[[Value], float | None]:
    """``progress`` by one measure for many readings: what follows from the measure alone is worked out once."""
    start, target = start_of(measure), target_of(measure)
    if start is None or target is None:
        return partial(progress, measure)

    def at(value: Value) -> float | None:
        if isinstance(value, (bool, Zone)):
            return progress(measure, value)
        return _linear(value, start, target)

    return at


def _linear(value: float, start: float, target: float) -> float:
    return (value - start) / (target - start) + 0.0  # a start above its target would give -0.0


def rebaselined(measure: Measure, start: float) -> Measure:
    """The same measure from another start. Refuses kinds that have none, and a movement of nothing."""
    if not isinstance(measure, (Metric, Completion, Relative)):
        raise Refused("start", "kind", f"a {measure.kind} key result has no start to move")
    name = "baseline" if isinstance(measure, Relative) else "start"
    try:
        return type(measure).model_validate({**measure.model_dump(), name: start})
    except ValueError as error:
        raise Refused("start", "movement", _first_sentence(error)) from None


def _first_sentence(error: ValueError) -> str:
    errors = getattr(error, "errors", None)
    return str(errors()[0]["msg"]).removeprefix("Value error, ") if errors else str(error)
