"""What a team says at a check-in: Goal confidence, Results, Issues, Plan (P3.3)."""

from typing import Annotated

from pydantic import Field

from domain.measure import Value
from domain.words import Confidence, Energy, Id, Part, Prose


class Reading(Part):
    """One key result's value and confidence. Either may be left unsaid."""

    key_result_id: Id
    value: Value | None = None
    confidence: Confidence | None = None
    note: Prose = ""

    def says_something(self) -> bool:
        return (self.value, self.confidence, self.note) != (None, None, "")


class Grip(Part):
    """``goal_confidence`` is of the objective as a whole, ``readings`` one a key result at most."""

    goal_confidence: Confidence | None = None
    readings: Annotated[tuple[Reading, ...], Field(max_length=100)] = ()
    issues: Prose = ""
    plan: Prose = ""
    energy: Energy | None = None

    def answers(self) -> dict[str, object]:
        """GRIP itself by field: of a command or an event that bears it, nothing of what else it holds."""
        return {name: getattr(self, name) for name in Grip.model_fields}

    def says_something(self) -> bool:
        stated = (self.goal_confidence, self.energy) != (None, None)
        return stated or bool(self.issues or self.plan) or any(each.says_something() for each in self.readings)
