"""What people type for days, instants, scores and spans, and what becomes of it."""

import re
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.decider import Refused
from domain.measure import Binary, Measure, Subjective, Value, Zone, Zones


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


WEEKDAYS = tuple(Weekday)

_DONE = {"yes", "y", "true", "done", "1"}
_NOT_DONE = {"no", "n", "false", "not done", "0"}
UNSTATED = {"", "-", "—", "unstated", "none"}


def day(text: str, field: str) -> date:
    """A calendar day, 2027-01-31."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused(field, "day", f"“{text}” is no day; write it like 2027-01-31") from None


def instant(text: str, zone: ZoneInfo, field: str) -> datetime:
    """An instant with or without its offset; of a day alone its noon, in the organization's time zone."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
            return datetime.combine(date.fromisoformat(text.strip()), time(12), zone).astimezone(UTC)
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Refused(field, "instant", f"“{text}” is no instant; write 2027-01-31 or 2027-01-31T09:30") from None
    return found.replace(tzinfo=found.tzinfo or zone).astimezone(UTC)


def expiry(text: str, zone: ZoneInfo, now: datetime) -> datetime | None:
    """When a token expires: "90d", the end of a day, or "never" (``None``)."""
    if text == "never":
        return None
    days = re.fullmatch(r"(\d{1,5})d", text)
    if days:
        at = now + timedelta(days=int(days[1]))
    else:
        try:
            at = datetime.combine(date.fromisoformat(text) + timedelta(days=1), time(), zone).astimezone(UTC)
        except (ValueError, OverflowError):
            raise Refused("expires", "span", f"“{text}” is none of 90d, 2027-01-31, never") from None
    if at <= now:
        raise Refused("expires", "past", "must lie in the future")
    return at


def number(text: str, field: str) -> float:
    """A number, with or without a percent sign."""
    try:
        return float(text.strip().removesuffix("%").strip())
    except ValueError:
        raise Refused(field, "number", f"“{text}” is no number") from None


def value(measure: Measure, text: str, field: str) -> Value:
    """A reading in the words of its measure; whether it fits is for the domain to say."""
    folded = text.strip().casefold()
    match measure:
        case Binary():
            if folded in _DONE | _NOT_DONE:
                return folded in _DONE
            raise Refused(field, "binary", f"“{text}” is neither yes (done) nor no (not done)")
        case Zones():
            if folded in set(Zone):
                return Zone(folded)
            raise Refused(field, "zone", f"“{text}” is none of {', '.join(Zone)}")
        case Subjective() if folded.endswith("%"):
            return number(text, field) / 100
        case _:
            return number(text, field)


def whole(text: str, least: int, most: int, field: str) -> int | None:
    """A whole number within bounds; ``None`` where it is left unstated."""
    if text.strip().casefold() in UNSTATED:
        return None
    if not text.strip().isdecimal() or not least <= int(text) <= most:
        raise Refused(field, "range", f"must be a whole number from {least} to {most}")
    return int(text)


def hours(text: str, field: str) -> tuple[int, int]:
    """From one hour to another, "19-8"; "never" is from an hour to itself."""
    if text.strip().casefold() == "never":
        return 0, 0
    found = re.fullmatch(r"(\d{1,2})-(\d{1,2})", text.strip())
    if found is None or max(int(found[1]), int(found[2])) > 23:
        raise Refused(field, "hours", f"“{text}” is neither hours such as 19-8 nor never")
    return int(found[1]), int(found[2])
