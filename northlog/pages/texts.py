"""How pages and packs write shares, days and counts, whatever the format."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from northlog.formatting import percent_text
from northlog.reading.views import CycleView


def share_text(share: float | None) -> str:
    """A share in whole percent, or a dash."""
    return "—" if share is None else percent_text(share)


def day_text(day: date) -> str:
    """A day as people write it: 3 March 2026."""
    return f"{day.day} {day:%B %Y}"


def moment_text(at: datetime, cycle: CycleView, time: bool = False) -> str:
    """An instant in the cycle's time zone: its day, and the time of day where asked."""
    local = at.astimezone(ZoneInfo(cycle.time_zone))
    return f"{local.day} {local:%b %Y, %H:%M}" if time else f"{local.day} {local:%b %Y}"


def counted(thing: str, count: int) -> str:
    """A number of things: "1 check-in", "12 check-ins"."""
    return f"{count} {many(thing, count)}"


def many(thing: str, count: int) -> str:
    """A thing's name in singular or plural."""
    return thing if count == 1 else f"{thing}s"
