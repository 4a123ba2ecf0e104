"""A month of an organization's calendar."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.cycle import midnight
from domain.decider import Refused

_TEXT = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """From its ``first`` day to the one before the next month's."""

    first: date

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Month":
        return Month((self.first + timedelta(days=31)).replace(day=1))

    @property
    def before(self) -> "Month":
        return Month((self.first - timedelta(days=1)).replace(day=1))

    def begins(self, zone: str) -> datetime:
        """Its first instant in a time zone, UTC."""
        return midnight(self.first, zone)

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"


def of_day(day: date) -> Month:
    """The month in which a day lies."""
    return Month(day.replace(day=1))


def read(text: str, field: str = "month") -> Month:
    """The month said as 2026-02. Raises ``Refused``."""
    found = _TEXT.fullmatch(text.strip())
    if found is None or not 1900 <= int(found[1]) <= 2200:
        raise Refused(field, "month", f"“{text}” is no month; say one as 2026-02")
    return Month(date(int(found[1]), int(found[2]), 1))
