"""The tables of rituals: what teams agreed on, and what became of each day's meeting."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from projections.table import Json, ReadTable

People = Annotated[list[str], Json()]


@dataclass(slots=True)
class RitualRow:
    """``first_on``, ``hour``, ``minute``: when it first meets, in the organization's time zone; ``minutes``: how
    long; ``every``: so many of its kind's spans. ``changed_at``: when that was last said."""

    ritual_id: str
    team_id: str
    kind: str
    name: str
    first_on: date
    hour: int
    minute: int
    minutes: int
    every: int
    set_at: datetime
    changed_at: datetime
    version: int
    ended_at: datetime | None = None
    ended_reason: str | None = None


@dataclass(slots=True)
class MeetingRow:
    """What was last said of a day. ``minutes``, ``present``, ``note``: of one held; ``reason``: of another."""

    ritual_id: str
    met_on: date
    status: str
    minutes: int | None
    present: int | None
    people: People
    note: str
    reason: str | None
    said_at: datetime


RITUALS = ReadTable(RitualRow, "rituals", "ritual", indexes=[["team_id"]])
MEETINGS = ReadTable(MeetingRow, "meetings", "ritual", "met_on", order="met_on")

TABLES: tuple[ReadTable[Any], ...] = (RITUALS, MEETINGS)
