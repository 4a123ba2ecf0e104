"""What a policy can set: a section a rule, each with its ranges and defaults (P5, P6.2).

A section's fields can be overridden one by one; lists and objects are replaced whole. Shares run 0..1.

Dataclasses, not models: rules read settings a million times a second, and a slot is read many times faster than
a model's attribute.
"""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StrictBool, model_validator
from pydantic.dataclasses import dataclass

from domain.team import Cadence
from domain.words import Confidence, Day

_CLOSED = ConfigDict(extra="forbid", allow_inf_nan=False)

Share = Annotated[float, Field(strict=True, ge=0, le=1)]
Days = Annotated[int, Field(strict=True, ge=1, le=366)]


def _whole(least: int, most: int) -> object:
    return Field(strict=True, ge=least, le=most)


@dataclass(frozen=True, slots=True, config=_CLOSED)
class Section:
    """One rule's settings. A rule that is not ``enabled`` finds nothing."""

    enabled: StrictBool = True


@dataclass(frozen=True, slots=True, config=_CLOSED)
class ConfidenceDrop(Section):
    """``drop``: points between two statements running. ``falls``: so often lower running. ``low``: at or below
    it once is enough."""

    drop: Annotated[int, _whole(1, 10)] = 2
    falls: Annotated[int, _whole(2, 10)] = 2
    low: Confidence = 3


@dataclass(frozen=True, slots=True, config=_CLOSED)
class Stalled(Section):
    """The value stood still over ``days`` between readings, or over ``check_ins`` readings; ``None``: does not
    count. ``least_move``: up to this share of the way is no movement. ``unread_days``: also when nothing was
    read for so many days, as some tools have it; here that is ``silent``'s matter, and so ``None``."""

    days: Days | None = 21
    check_ins: Annotated[int, _whole(2, 50)] | None = 4
    least_move: Annotated[float, Field(strict=True, ge=0, le=0.5)] = 0.01
    unread_days: Days | None = None


@dataclass(frozen=True, slots=True, config=_CLOSED)
class Silent(Section):
    """``grace``: working days after a check-in was due. ``after``: so many missed running are silence; one is a
    holiday or an illness. ``critical_after``: so many are critical. ``key_result_after``: check-ins without a
    reading of a key result while its objective is spoken of."""

    grace: Annotated[int, _whole(0, 10)] = 2
    after: Annotated[int, _whole(1, 50)] = 2
    critical_after: Annotated[int, _whole(2, 50)] = 4
    key_result_after: Annotated[int, _whole(1, 50)] = 3


@dataclass(frozen=True, slots=True, config=_CLOSED)
class Zoning:
    """How progress is compared with what is expected.

    ``ratio``: progress / expected; on track at ``on_track`` or more, at risk below ``at_risk``. ``gap``:
    expected - progress; on track below ``on_track``, at risk above ``at_risk``. Between the two: behind.
    """

    by: Literal["ratio", "gap"]
    on_track: Share
    at_risk: Share

    @model_validator(mode="after")
    def _ordered(self) -> "Zoning":
        worse, better = (self.at_risk, self.on_track) if self.by == "ratio" else (self.on_track, self.at_risk)
        if worse > better:
            raise ValueError("at_risk must lie beyond on_track: below it as a ratio, above it as a gap")
        return self


@dataclass(frozen=True, slots=True, config=_CLOSED)
class Phase:
    """At this share of the time this share of the way is expected."""

    elapsed: Annotated[float, Field(strict=True, gt=0, lt=1)]
    progress: Share


@dataclass(frozen=True, slots=True, config=_CLOSED)
class OffPace(Section):
    """``zoning``: what is on track and what is at risk. ``at``: a reading is held against what was expected when
    it was taken, or against what is expected ``now``. ``aspirational``: the progress that counts as success of an
    aspirational objective, and so what is expected of it in the end (P1.8, P4.1). ``quiet``: what was read before
    this share of the cycle says nothing yet; a quarter of thirteen weeks is week three. ``phases``: the expected
    way between 0 and 1 where it is no straight line."""

    zoning: Zoning = Zoning(by="ratio", on_track=0.7, at_risk=0.4)
    at: Literal["reading", "now"] = "reading"
    aspirational: Annotated[float, Field(strict=True, gt=0, le=1)] = 0.7
    quiet: Share = 0.25
    phases: Annotated[tuple[Phase, ...], Field(max_length=52)] = ()

    @model_validator(mode="after")
    def _rising(self) -> "OffPace":
        for before, after in zip(self.phases, self.phases[1:], strict=False):
            if after.elapsed <= before.elapsed or after.progress < before.progress:
                raise ValueError("phases must rise in time, and never fall in progress")
        return self


@dataclass(frozen=True, slots=True, config=_CLOSED)
class ForecastMiss(Section):
    """``least_readings`` over ``least_days``: fewer are too little to tell. ``level``: of the interval, percent.
    ``critical_below``: even the best of the interval ends below it. Off unless turned on: on past cycles no
    miss more was warned of with it, and none earlier (P5.6)."""

    enabled: StrictBool = False
    least_readings: Annotated[int, _whole(4, 50)] = 5
    least_days: Days = 14
    level: Literal[80, 90, 95] = 90
    critical_below: Share = 0.4


@dataclass(frozen=True, slots=True, config=_CLOSED)
class Watermelon(Section):
    """``green``: a confidence of this or more says that all is well (P5.3). ``key_results``: whether they are
    judged one by one, too; that they are at risk is ``off_pace``'s to say."""

    green: Confidence = 7
    key_results: StrictBool = False


@dataclass(frozen=True, slots=True, config=_CLOSED)
class GoalpostMovedLate(Section):
    """``late``: from this share of the cycle on."""

    late: Share = 0.67


@dataclass(frozen=True, slots=True, config=_CLOSED)
class RecurringIssue(Section):
    """``times``: check-ins running that name an issue. ``likeness``: the share of the shorter one's words
    that makes two one."""

    times: Annotated[int, _whole(2, 50)] = 3
    likeness: Annotated[float, Field(strict=True, gt=0, le=1)] = 0.5


@dataclass(frozen=True, slots=True, config=_CLOSED)
class Orphan(Section):
    """``after_days`` without an owner. ``key_results``: whether each key result needs one of its own, too."""

    after_days: Annotated[int, _whole(0, 366)] = 3
    key_results: StrictBool = False


@dataclass(frozen=True, slots=True, config=_CLOSED)
class DoneTooEarly(Section):
    """``by``: done before this share of the cycle; a quarter of thirteen weeks is week three (P6.2)."""

    by: Share = 0.25


@dataclass(frozen=True, slots=True, config=_CLOSED)
class ObjectiveAtRisk(Section):
    """``share``: so many of the key results are at risk; of three two, of two one (P1.4)."""

    share: Annotated[float, Field(strict=True, gt=0, le=1)] = 0.5


@dataclass(frozen=True, slots=True, config=_CLOSED)
class Rhythm:
    """``holidays``: a check-in due on one moves to the next working day. ``assumed``: the cadence of teams that
    chose none; without it their silence is not judged (P3.8). ``reminders``: whether teams are reminded of
    check-ins, ``remind_before``: so many hours before they are due, or after, if negative."""

    holidays: Annotated[tuple[Day, ...], Field(max_length=1000)] = ()
    assumed: Cadence | None = None
    reminders: StrictBool = True
    remind_before: Annotated[int, _whole(-72, 72)] = 4


@dataclass(frozen=True, slots=True, config=_CLOSED)
class Clearing:
    """``hours``: so long a condition must be clear before its alert resolves by itself."""

    hours: Annotated[int, _whole(0, 24 * 28)] = 24


@dataclass(frozen=True, slots=True, config=_CLOSED)
class Policy:
    """Everything that rules go by. The defaults are Northlog's own."""

    confidence_drop: ConfidenceDrop = ConfidenceDrop()
    stalled: Stalled = Stalled()
    silent: Silent = Silent()
    off_pace: OffPace = OffPace()
    forecast_miss: ForecastMiss = ForecastMiss()
    watermelon: Watermelon = Watermelon()
    goalpost_moved_late: GoalpostMovedLate = GoalpostMovedLate()
    recurring_issue: RecurringIssue = RecurringIssue()
    orphan: Orphan = Orphan()
    done_too_early: DoneTooEarly = DoneTooEarly()
    objective_at_risk: ObjectiveAtRisk = ObjectiveAtRisk()
    rhythm: Rhythm = Rhythm()
    clearing: Clearing = Clearing()
