"""What one destination is told now: everything that is ready in one message, or nothing yet (P5.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from zoneinfo import ZoneInfo

from domain.destination import Preferences
from domain.telling.hours import digest_due, is_quiet
from domain.telling.notice import Notice, Occasion, id_of


@dataclass(frozen=True, slots=True)
class Told:
    """A notice that left in a message. ``at``: when that was planned."""

    notice_id: str
    subject_id: str
    destination_id: str
    delivery_id: str
    at: datetime
    occasion: Occasion


@dataclass(frozen=True, slots=True)
class Planned:
    """A message to be sent. Its id follows from the destination and what it tells."""

    delivery_id: str
    notices: tuple[Notice, ...]


def plan(
    destination_id: str,
    preferences: Preferences,
    zone: ZoneInfo,
    pending: Sequence[Notice],
    told: Sequence[Told],
    now: datetime,
) -> Planned | None:
    """The message for a destination at ``now``; ``None`` where nothing is to be sent yet.

    ``pending``: what it has not been told. ``told``: what its recipient was told during this week at least, here
    and at other destinations of theirs. ``zone``: the recipient's. A subject they were nudged about today, and a
    message beyond the week's cap, wait; the same notice at another of their destinations is the same nudge and is
    held back by neither. Nor is a mention, which is no nudge and counts as none.
    """
    if is_quiet(preferences, zone, now):
        return None
    today = now.astimezone(zone).date()
    known = {each.notice_id for each in told}
    nudges = [each for each in told if each.occasion.nudges]
    heard = {each.subject_id for each in nudges if each.at.astimezone(zone).date() == today}
    fresh = _messages(nudges, zone, today) < preferences.weekly_cap
    free = [
        each
        for each in pending
        if not each.occasion.nudges or each.notice_id in known or (fresh and each.subject_id not in heard)
    ]
    # The log's clock never goes back: after one that had run ahead, what is new bears an instant still to come.
    if not any(digest_due(preferences, zone, min(each.at, now)) <= now for each in free):
        return None
    notices = tuple(sorted(free, key=lambda each: (-each.severity.rank, each.at, each.notice_id)))
    return Planned(id_of(destination_id, *sorted(each.notice_id for each in notices)), notices)


def _messages(told: Sequence[Told], zone: ZoneInfo, today: date) -> int:
    """Messages of this week that told anything for the first time."""
    by_notice = groupby(sorted(told, key=attrgetter("notice_id", "at", "delivery_id")), attrgetter("notice_id"))
    first = {next(each) for _, each in by_notice}
    week = today.isocalendar()[:2]
    return len({each.delivery_id for each in first if each.at.astimezone(zone).isocalendar()[:2] == week})
