"""The part of the story in which a team meets, calls one meeting off and misses another."""

from collections.abc import Iterator
from datetime import date

from domain.ritual import (
    CancelMeeting,
    ChangeRitual,
    EndRitual,
    HoldMeeting,
    MissMeeting,
    RitualKind,
    Schedule,
    SetRitual,
)
from domain.words import Command


def meeting(ritual_id: str, team_id: str, person_id: str) -> Iterator[Command]:
    """A weekly is agreed on, moved, held, and ended."""
    it = {"ritual_id": ritual_id}
    mondays = Schedule(first_on=date(2026, 1, 5), hour=10, minutes=45)
    yield SetRitual(**it, team_id=team_id, kind=RitualKind.WEEKLY, name="Weekly", schedule=mondays)
    tuesdays = Schedule(first_on=date(2026, 1, 13), hour=9, minute=30, minutes=45)
    yield ChangeRitual(**it, name="OKR weekly", schedule=tuesdays)
    yield HoldMeeting(**it, on=date(2026, 1, 13), minutes=50, people=(person_id,), note="Ten were newcomers.")
    yield MissMeeting(**it, on=date(2026, 1, 20), reason="Nobody had opened the room.")
    yield CancelMeeting(**it, on=date(2026, 2, 17), reason="The fair.")
    yield EndRitual(**it, reason="Folded into the daily.")
