"""Which moment a request looks at, by its query or its page's cursor; and saying so in the answer's headers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, Query, Request, Response

from northlog.api.access import Reader
from northlog.api.cursors import Said
from northlog.api.etags import Unsaid
from northlog.reading.looking import Looking
from northlog.reading.snapshot import Snapshot
from northlog.wiring import Northlog
from projections.moment import Moment

EXAMPLES: dict[str, Any] = {
    "instant": {"summary": "An instant", "value": "2026-03-31T18:00:00Z"},
    "date": {"summary": "The end of a day in the organization's time zone", "value": "2026-03-31"},
    "position": {"summary": "When an event had just been recorded", "value": "1842"},
}
AsOf = Annotated[
    str | Unsaid,
    Query(
        max_length=40,
        description="Answer what was true then: an instant with its offset from UTC (`Z`, or `+02:00`, whose `+` "
        "is `%2B` in a URL; one without is refused, not guessed at), a date in the organization's time zone (its "
        "end; today is now), or a position of the log. Without it, what is true now",
        openapi_examples=EXAMPLES,
    ),
]
KnownAt = Annotated[
    str | Unsaid,
    Query(
        max_length=40,
        description="Answer as it was known then, in the same forms: what was entered or corrected later has no "
        "part. Without it, as known today; as known at the position, where `as_of` is one",
        openapi_examples=EXAMPLES,
    ),
]

HEADERS: dict[str, Any] = {
    "Northlog-Position": {
        "description": "The position of the log that this speaks of: what was known",
        "schema": {"type": "integer"},
    },
    "Northlog-As-Of": {
        "description": "The instant of the past that this speaks of: what was true; absent for now",
        "schema": {"type": "string", "format": "date-time"},
    },
}


def headers_of(position: int, as_of: datetime | None) -> dict[str, str]:
    """The headers that say which moment an answer speaks of."""
    said = {"Northlog-Position": str(position)}
    return said if as_of is None else {**said, "Northlog-As-Of": as_of.isoformat().replace("+00:00", "Z")}


@dataclass(frozen=True)
class Looks:
    """Looks at the moment that a request asks for."""

    looking: Looking
    response: Response
    said: Said

    @contextmanager
    def snapshot(self, page: Moment | None = None) -> Iterator[Snapshot]:
        """One look. ``page``: the moment of the page before, which this one keeps to. Raises ``WrongMoment``."""
        moment = page or self.looking.moment(*self.said)
        with self.looking.at(moment) as seen:
            self.response.headers.update(headers_of(seen.position, seen.as_of))
            yield seen


def looking_at(northlog: Northlog, org: str) -> Looking:
    """Queries of an organization, by the clock that its commands are executed by."""
    return Looking(northlog, org, northlog.now)


def _looking(request: Request, reader: Reader) -> Looking:
    return looking_at(request.app.state.northlog, reader.org)


AnyMoment = Annotated[Looking, Depends(_looking)]
"""For routes that look at moments of their own choice."""


def _looks(looking: AnyMoment, response: Response, as_of: AsOf = None, known_at: KnownAt = None) -> Looks:
    return Looks(looking, response, Said(as_of, known_at))


def _now(looking: AnyMoment, response: Response) -> Looks:
    return Looks(looking, response, Said())


Look = Annotated[Looks, Depends(_looks)]
LookNow = Annotated[Looks, Depends(_now)]
"""Where the past cannot be asked for."""
