"""The value types that commands and events are made of, and the two base models."""

import re
from abc import abstractmethod
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

_UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BROKEN_LINE = re.compile(r"[\t\n]")


def _readable(text: str) -> str:
    """Refuse what neither a person nor PostgreSQL's text can hold: control characters and half surrogates.

    Those above 0x7f as well: to a terminal 0x9b is what escape and a bracket are.
    """
    # isprintable() is the quick answer for nearly every text, and no text it accepts holds one of these.
    if not text.isprintable() and _UNREADABLE.search(text):
        raise ValueError("must not hold control characters")
    return text


def _one_line(text: str) -> str:
    """Refuse what would begin another line, or a column, where this one stands in a list."""
    if not text.isprintable() and _BROKEN_LINE.search(text):
        raise ValueError("must be one line, without tabs")
    return _readable(text)


def _utc(instant: datetime) -> datetime:
    # Year 1 and year 9999 leave datetime's range when moved between time zones: hence before and after.
    if 1900 <= instant.year <= 2200 and 1900 <= (moved := instant.astimezone(UTC)).year <= 2200:
        return moved
    raise ValueError("must lie between the years 1900 and 2200")


def _sane(day: date) -> date:
    if not 1900 <= day.year <= 2200:
        raise ValueError("must lie between the years 1900 and 2200")
    return day


Id = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"),
]
"""An opaque identifier: a UUID in lower-case text. Made at the rim, never here."""

Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), AfterValidator(_one_line)
]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000), AfterValidator(_readable)]
Reason = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000), AfterValidator(_readable)
]
Unit = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40), AfterValidator(_one_line)]
"""What a quantity is counted in, for people to read; may be empty."""

Instant = Annotated[AwareDatetime, AfterValidator(_utc)]
"""A point in time, held in UTC."""

Day = Annotated[date, AfterValidator(_sane)]
"""A calendar day in the organization's time zone."""

Number = Annotated[float, Field(strict=True, ge=-1e15, le=1e15)]
"""A measured quantity in the key result's own unit; finite, and small enough to subtract exactly.

Strict as all numbers here: a text that looks like one, or true, is a mistake worth telling."""

Confidence = Annotated[int, Field(strict=True, ge=0, le=10)]
"""How sure the team is, 0 (no chance) to 10 (certain). Unstated is ``None``, never a default (P3.4)."""

Energy = Annotated[int, Field(strict=True, ge=1, le=5)]
"""The team's energy, 1 (drained) to 5 (buzzing) (P3.3)."""

Score = Annotated[float, Field(strict=True, ge=0.0, le=1.0)]
"""0.0 to 1.0; 0.7 is the sweet spot of an aspirational objective (P4.1)."""


class Ambition(StrEnum):
    """Whether 1.0 is promised or hoped for (P1.8)."""

    COMMITTED = "committed"
    ASPIRATIONAL = "aspirational"


class Level(StrEnum):
    """Whose direction an objective sets: the organization's (P2.2) or one team's."""

    STRATEGIC = "strategic"
    TEAM = "team"


class Outcome(StrEnum):
    """How an objective ended (P4.3)."""

    ACHIEVED = "achieved"
    PARTLY = "partly"
    MISSED = "missed"
    DROPPED = "dropped"


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Command(_Fact):
    """What somebody wants. Decided against the state of its stream."""

    @property
    @abstractmethod
    def stream(self) -> str:
        """The stream whose state decides."""


class Event(_Fact):
    """What happened. ``stored_as`` is its name in the log for ever: pinned text, never the class's name."""

    stored_as: ClassVar[str]

    @property
    @abstractmethod
    def stream(self) -> str:
        """The stream it is stored in."""

    @property
    def happened_at(self) -> datetime | None:
        """When it was true, where that may differ from when it was said."""
        return None


class Part(_Fact):
    """A piece of a command or an event."""
