"""What people and programs are shown of rituals: when a team meets, and what became of each meeting."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from domain.ritual import MeetingStatus
from northlog.reading.snapshot import Snapshot
from northlog.reading.views import View
from projections.current.ritual_rows import MEETINGS, RITUALS, MeetingRow, RitualRow
from projections.reader import After, Wanted


class MeetingView(View):
    """What was last said of a day. ``minutes``, ``present`` (how many) and ``people``: of a meeting that was held;
    ``reason``: of one missed or cancelled."""

    met_on: date
    status: str
    minutes: int | None
    present: int | None
    people: list[str]
    note: str
    reason: str | None
    said_at: datetime


class RitualView(View):
    """A recurring meeting: from ``first_on`` at ``hour`` and ``minute`` in the organization's time zone, for
    ``minutes``, every so many of its kind's spans. ``held``, ``missed``, ``cancelled`` and ``overran`` (held for
    longer than agreed now) count its meetings: they speak of the rhythm, never of a person (P6.3)."""

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
    ended_at: datetime | None
    ended_reason: str | None
    held: int
    missed: int
    cancelled: int
    overran: int
    meetings: list[MeetingView]
    version: int

    @staticmethod
    def of(row: RitualRow, meetings: Sequence[MeetingRow]) -> "RitualView":
        became = Counter(each.status for each in meetings)
        counts = {str(status): became[status] for status in MeetingStatus}
        overran = sum((each.minutes or 0) > row.minutes for each in meetings)
        return RitualView.model_validate({**asdict(row), **counts, "overran": overran, "meetings": meetings})


def rituals(
    seen: Snapshot, wanted: Wanted | None = None, after: After = None, limit: int | None = None
) -> list[RitualView]:
    """Rituals with their meetings in the order of days; in the order they were agreed on, ended ones included."""
    found = seen.reader.whole(RITUALS, MEETINGS, wanted, ("set_at", "ritual_id"), after, limit)
    return [RitualView.of(*each) for each in found]
