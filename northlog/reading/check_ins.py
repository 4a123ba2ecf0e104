"""Check-ins as people and programs are shown them, entry by entry."""

from datetime import datetime

from pydantic import Field

from domain.objective.events import CheckedIn, CheckInCorrected
from events.record import Recorded
from northlog.reading.views import View


class ReadingView(View):
    key_result_id: str
    value: bool | float | str | None
    confidence: int | None
    note: str


class CheckInView(View):
    """One entry by GRIP as it was made. ``corrects``: it says another check-in anew, with ``reason``."""

    check_in_id: str
    objective_id: str
    position: int = Field(description="Where it stands in the log")
    recorded_at: datetime
    occurred_at: datetime
    actor: str
    goal_confidence: int | None
    readings: list[ReadingView]
    issues: str
    plan: str
    energy: int | None
    late: bool
    corrects: bool
    reason: str | None

    @staticmethod
    def of(entry: Recorded[CheckedIn] | Recorded[CheckInCorrected]) -> "CheckInView":
        event = entry.event
        return CheckInView(
            check_in_id=event.check_in_id,
            objective_id=event.objective_id,
            position=entry.position,
            recorded_at=entry.recorded_at,
            occurred_at=entry.occurred_at,
            actor=entry.actor,
            goal_confidence=event.goal_confidence,
            readings=[ReadingView.model_validate(each) for each in event.readings],
            issues=event.issues,
            plan=event.plan,
            energy=event.energy,
            late=isinstance(event, CheckedIn) and event.late,
            corrects=isinstance(event, CheckInCorrected),
            reason=event.reason if isinstance(event, CheckInCorrected) else None,
        )
