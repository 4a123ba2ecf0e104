"""When the story plays. Cycles of 13 weeks are laid out backwards from today, so it is always mid-cycle."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.cycle import midnight
from domain.team import Cadence
from northlog.demo.step import id_of

TIME_ZONE = "Europe/Zurich"
WEEKS = 13
CLOSED_CYCLES = 3
WEEKS_GONE = 6
FOUNDED_DAYS_AGO = 350

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Quarter:
    """One cycle. ``number`` 0 is the first, 3 the running one, 4 the planned next."""

    number: int
    starts_on: date

    @property
    def cycle_id(self) -> str:
        return id_of("cycle", str(self.number))

    @property
    def ends_on(self) -> date:
        """The last day."""
        return self.starts_on + timedelta(weeks=WEEKS, days=-1)

    @property
    def starts_at(self) -> datetime:
        return midnight(self.starts_on, TIME_ZONE)

    @property
    def ends_at(self) -> datetime:
        """The first instant after the last day."""
        return midnight(self.ends_on + timedelta(days=1), TIME_ZONE)

    @property
    def name(self) -> str:
        return f"Cycle {self.number + 1}: {_month(self.starts_on)} to {_month(self.ends_on)}"

    def at(self, *, weeks: int = 0, days: int = 0, hour: int = 9) -> datetime:
        """An hour of a day counted from the first day, in the company's time zone; UTC."""
        day = self.starts_on + timedelta(weeks=weeks, days=days)
        return datetime.combine(day, time(hour), ZoneInfo(TIME_ZONE)).astimezone(UTC)

    def slot(self, cadence: Cadence, week: int) -> datetime | None:
        """When a team of this cadence meets in a week of the cycle; ``None`` where it does not."""
        if week % cadence.every_weeks:
            return None
        return self.at(weeks=week, days=cadence.weekday - 1, hour=cadence.hour)

    def share(self, at: datetime) -> float:
        """The share of the cycle that has passed, 0..1."""
        return (at - self.starts_at) / (self.ends_at - self.starts_at)


def quarters(today: date) -> list[Quarter]:
    """The three closed cycles, the running one in its seventh week today, and the next."""
    running = today - timedelta(days=today.weekday(), weeks=WEEKS_GONE)
    return [
        Quarter(number, running + timedelta(weeks=WEEKS * (number - CLOSED_CYCLES)))
        for number in range(CLOSED_CYCLES + 2)
    ]


def founded_at(today: date) -> datetime:
    """When the company's log begins: as many days before today as make today readable from it."""
    return datetime.combine(today - timedelta(days=FOUNDED_DAYS_AGO), time(8), UTC)


def today_of(founded: datetime) -> date:
    """The today of a story whose log began then."""
    return founded.astimezone(UTC).date() + timedelta(days=FOUNDED_DAYS_AGO)


def _month(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year}"
