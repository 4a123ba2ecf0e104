"""What can be asked of a health metric."""

from typing import Annotated

from pydantic import Field

from domain.words import Command, Id, Instant, Line, Number, Part, Prose, Reason, Unit

AlertAfterDays = Annotated[int, Field(strict=True, ge=0, le=365)]
SilentAfterDays = Annotated[int, Field(strict=True, ge=1, le=365)]


def stream_of(health_metric_id: str) -> str:
    return f"health_metric-{health_metric_id}"


class Definition(Part):
    """What is watched. The band reaches from ``low`` to ``high``, both included; one of them may be open.

    It alerts once it was out of band for more than ``alert_after_days``, and is silent once its last reading is
    older than ``silent_after_days``.
    """

    name: Line
    unit: Unit = ""
    low: Number | None = None
    high: Number | None = None
    owner: Id | None = None
    alert_after_days: AlertAfterDays = 7
    silent_after_days: SilentAfterDays = 31


class _Command(Command):
    health_metric_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.health_metric_id)


class TrackHealthMetric(_Command, Definition):
    """Begin to watch what keeps the business running, beside the OKRs and not as one (P1.9).

    The band reaches from `low` to `high`; one of them may be open."""

    team_id: Id


class RedefineHealthMetric(_Command, Definition):
    """Says it anew, whole. All readings are seen against the band as it is then."""


class ReadHealthMetric(_Command):
    """Enter a reading. ``occurred_at`` says when it was true, if not now: a late entry. Another reading of the
    same instant corrects the one before."""

    reading_id: Id
    value: Number
    occurred_at: Instant | None = None
    note: Prose = ""


class RetireHealthMetric(_Command):
    """It is watched no more."""

    reason: Reason


HealthMetricCommand = TrackHealthMetric | RedefineHealthMetric | ReadHealthMetric | RetireHealthMetric
