"""What the golden files of rituals read back to."""

from datetime import date

from domain.ritual import (
    MeetingCancelled,
    MeetingHeld,
    MeetingMissed,
    RitualChanged,
    RitualEnded,
    RitualKind,
    RitualSet,
    Schedule,
)
from domain.words import Event
from tests.facts import ANN, BEN, RITUAL, TEAM

RITUALS: dict[str, Event] = {
    "ritual.set.v1": RitualSet(
        ritual_id=RITUAL,
        team_id=TEAM,
        kind=RitualKind.WEEKLY,
        name="Weekly – für alle",
        schedule=Schedule(first_on=date(2026, 1, 5), hour=10, minute=30, minutes=45, every=2),
    ),
    "ritual.changed.v1": RitualChanged(
        ritual_id=RITUAL,
        name="OKR weekly",
        schedule=Schedule(first_on=date(2026, 1, 13), hour=9, minute=0, minutes=30, every=1),
    ),
    "ritual.ended.v1": RitualEnded(ritual_id=RITUAL, reason="Folded into the daily"),
    "ritual.meeting_held.v1": MeetingHeld(
        ritual_id=RITUAL, on=date(2026, 1, 13), minutes=50, present=2, people=(ANN, BEN), note="Long"
    ),
    "ritual.meeting_missed.v1": MeetingMissed(ritual_id=RITUAL, on=date(2026, 1, 20), reason="Nobody came"),
    "ritual.meeting_cancelled.v1": MeetingCancelled(ritual_id=RITUAL, on=date(2026, 2, 17), reason="The fair"),
}
