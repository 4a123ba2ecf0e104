"""From what people say of a past day to a moment on both clocks of the log."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg

from domain.cycle import midnight
from domain.decider import Refused
from events import clocks
from projections.moment import Moment

_FORMS = (
    "an instant such as 2026-03-31T18:00:00Z, a date such as 2026-03-31, or a position of the log such as 1842"
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_POSITION = re.compile(r"[0-9]+|[0-9]{1,3}(,[0-9]{3})+")
_TICK = timedelta(microseconds=1)


class WrongMoment(Refused):
    """A moment that cannot be asked of; ``field`` is as_of or known_at."""


def nothing_yet(field: str) -> WrongMoment:
    """What is said of a log that holds nothing."""
    return WrongMoment(field, "before_log", "the log holds nothing yet")


@dataclass(frozen=True, slots=True)
class Log:
    """How far a log reaches. ``zone``: the organization's. ``now`` is never before its last event."""

    connection: psycopg.Connection[Any]
    org: str
    position: int
    began_at: datetime
    now: datetime
    zone: str

    def reached(self, moment: Moment) -> bool:
        """Whether a moment lies within the log, from its first event to now."""
        return 1 <= moment.position <= self.position and self.began_at <= moment.at <= self.now

    def recorded_at(self, position: int) -> datetime:
        """When an event had been recorded."""
        return clocks.recorded_at(self.connection, self.org, [position])[position]

    def position_at(self, instant: datetime) -> int:
        """The last position recorded at or before an instant; 0 where there is none."""
        return clocks.position_at(self.connection, self.org, instant)


def look_at(connection: psycopg.Connection[Any], org: str, zone: str, now: datetime) -> Log | None:
    """How far a log reaches; ``None`` where nothing was recorded yet."""
    span = clocks.span(connection, org)
    if span is None:
        return None
    return Log(connection, org, span.position, span.began_at, max(now, span.ended_at), zone)


def resolve(log: Log, as_of: str | None, known_at: str | None) -> Moment:
    """The moment meant by ``as_of`` and ``known_at``, each an instant (RFC 3339), a date, or a position.

    A date is the end of that day in the organization's time zone; today is now. A position as ``as_of`` is what
    stood when that event had just been recorded, and what was known then too, unless ``known_at`` says
    otherwise. Without ``as_of`` it is now, without ``known_at`` all that is known today.

    Raises ``WrongMoment`` for what cannot be read (rule ``moment``), lies before the log's first event
    (``before_log``) or in the future (``future``), and for positions the log has not (``position``).
    """
    true = None if as_of is None else _read("as_of", as_of)
    known = None if known_at is None else _read("known_at", known_at)
    at = log.now if true is None else _instant(log, "as_of", true)
    if known is None:
        position = true if isinstance(true, int) else log.position
    else:
        position = known if isinstance(known, int) else log.position_at(_instant(log, "known_at", known))
        _there(log, "known_at", position)
    return Moment(position, at)


def _read(field: str, text: str) -> datetime | date | int:
    said = text.strip()
    if _POSITION.fullmatch(said):
        return int(said.replace(",", ""))
    try:
        if len(said) == len("2026-03-31"):
            return date.fromisoformat(said)
        instant = datetime.fromisoformat(said)
    except ValueError:
        if _DAY.match(said):
            raise WrongMoment(field, "moment", f"there is no such day or time as {said}") from None
        raise WrongMoment(field, "moment", f"must be {_FORMS}") from None
    if instant.tzinfo is None:
        raise WrongMoment(field, "moment", "needs its offset from UTC, such as Z or +02:00 (in a URL %2B02:00)")
    return instant


def _instant(log: Log, field: str, said: datetime | date | int) -> datetime:
    """The instant meant, which the log can speak of."""
    if isinstance(said, int):
        _there(log, field, said)
        return log.recorded_at(said)
    today = log.now.astimezone(ZoneInfo(log.zone)).date()
    try:
        if isinstance(said, datetime):
            instant = said.astimezone(UTC)
        elif said == today:
            instant = log.now
        else:
            instant = midnight(said + timedelta(days=1), log.zone) - _TICK
    except OverflowError:
        raise WrongMoment(field, "moment", f"must be {_FORMS}") from None
    if instant > log.now:
        raise WrongMoment(field, "future", f"{said} lies in the future; the log says what was, up to now")
    if instant < log.began_at:
        raise WrongMoment(
            field,
            "before_log",
            f"{said} lies before the log's first event, position 1, of {local_text(log.began_at, log.zone)}",
        )
    return instant


def _there(log: Log, field: str, position: int) -> None:
    if not 1 <= position <= log.position:
        raise WrongMoment(
            field, "position", f"there is no position {position:,}; the log holds 1 to {log.position:,}"
        )


def local_text(instant: datetime, zone: str) -> str:
    """An instant in a time zone with its offset, to the second: 2026-03-31T18:00:00+02:00."""
    return instant.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds").replace("+00:00", "Z")
