"""What cells mean: numbers, days, instants, periods. ``Unfit`` says what would be accepted."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from math import isfinite
from string import whitespace
from zoneinfo import ZoneInfo

from domain.measure import Value
from northlog.importing.trouble import Unfit

_BEFORE = f"$€£¥{whitespace}\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_AFTER = f"%{_BEFORE}"
_PLAIN = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d{1,3})?|[+-]?\.\d+")
_GROUPED = {
    ".": re.compile(r"[+-]?\d{1,3}([,'’\s]\d{3})+(\.\d*)?"),
    ",": re.compile(r"[+-]?\d{1,3}([.'’\s]\d{3})+(,\d*)?"),
}
_GROUPS = {".": re.compile(r"[,'’\s]"), ",": re.compile(r"[.'’\s]")}
_PERIODS = (
    re.compile(r"(?P<part>[QH]) ?(?P<nth>\d)[-/ ,]*(?:FY|CY|Y)? ?(?P<year>\d{4})", re.IGNORECASE),
    re.compile(r"(?:FY|CY|Y)? ?(?P<year>\d{4})[-/ ,]*(?P<part>[QH]) ?(?P<nth>\d)", re.IGNORECASE),
    re.compile(r"(?:FY|CY|Y)? ?(?P<year>\d{4})(?P<part>)(?P<nth>)", re.IGNORECASE),
)
_MONTHS = {"Q": 3, "H": 6, "": 12}
NOON = time(12)
"""When something was true of which the file names the day alone."""

YES, NO = ("true", "yes", "done", "y", "1", "100"), ("false", "no", "open", "not done", "n", "0")


def number(field: str, text: str, decimal: str = ".") -> float:
    """A number; currency and percent signs around it, and what parts its thousands, are passed over."""
    bare = text.lstrip(_BEFORE).rstrip(_AFTER)
    if _GROUPED[decimal].fullmatch(bare):
        bare = _GROUPS[decimal].sub("", bare)
    if decimal == ",":
        bare = bare.replace(",", ".") if "." not in bare else "?"
    if not _PLAIN.fullmatch(bare) or not isfinite(float(bare)):
        other = " or set decimal in the mapping" if "," in text or "." in text else ""
        raise Unfit(field, f"“{_short(text)}” is no number; write one such as 12{decimal}5{other}")
    return float(bare)


def whole(field: str, text: str, most: int) -> int:
    """A whole number from 0, also as "7/10"."""
    found = number(field, text.removesuffix(f"/{most}"))
    if not found.is_integer() or not 0 <= found <= most:
        raise Unfit(field, f"“{_short(text)}” is no whole number from 0 to {most}")
    return int(found)


def reading(field: str, text: str, binary: bool, decimal: str) -> Value:
    """A key result's value: a number, or whether it is done."""
    if not binary:
        return number(field, text, decimal)
    said = text.casefold().removesuffix("%").strip()
    if said not in (*YES, *NO):
        raise Unfit(field, f"“{_short(text)}” does not say whether it is done; write yes or no")
    return said in YES


def day(field: str, text: str, formats: Sequence[str]) -> date:
    """A calendar day, by ISO 8601 or one of the formats."""
    return _moment(field, text, formats).date()


def instant(field: str, text: str, formats: Sequence[str], zone: ZoneInfo) -> datetime:
    """An instant, UTC: of a day alone its noon; without an offset by the organization's clocks."""
    moment = _moment(field, text, formats)
    if moment.time() == time() and len(text.strip()) <= len("2025-12-31"):
        moment = datetime.combine(moment.date(), NOON)
    local = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return local.astimezone(UTC)


def _moment(field: str, text: str, formats: Sequence[str]) -> datetime:
    bare = text.strip()
    found = _iso(bare) or next(filter(None, (_by(each, bare) for each in formats)), None)
    if found is None or not 1900 <= found.year <= 2200:
        raise Unfit(
            field, f"“{_short(text)}” is no date; write 2025-12-31, or name its form in the mapping, dates"
        )
    return found


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _by(form: str, text: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007 - its zone is the organization's, put there later
    except ValueError:
        return None


def period(text: str) -> tuple[date, date] | None:
    """First and last day of a year, half or quarter (Q3 2025, 2025-Q3, H1 2026, Y2025); ``None`` for the rest."""
    for form in _PERIODS:
        found = form.fullmatch(" ".join(text.split()))
        if not found:
            continue
        part, nth, year = found["part"].upper(), int(found["nth"] or 1), int(found["year"])
        months = _MONTHS[part]
        if not (1 <= nth <= 12 // months and 1900 <= year <= 2200):
            return None
        last = months * nth
        return date(year, last - months + 1, 1), date(year, last, monthrange(year, last)[1])
    return None


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
