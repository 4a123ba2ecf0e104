"""The log as others follow it: a page after a position, whose cursor moves over what was not asked for, too."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import psycopg

from events import read, sql
from events.chain import genesis

STRETCH = 20_000
"""So many positions at most are looked through for one page, however few of them were asked for."""


class Wanted(NamedTuple):
    """Which events: stored under these names, of these streams; ``None``: all."""

    types: Sequence[str] | None = None
    streams: Sequence[str] | None = None

    @property
    def everything(self) -> bool:
        return self.types is None and self.streams is None


EVERYTHING = Wanted()


class Fed(NamedTuple):
    """One event in the words of the chain: instants and hashes (hexadecimal) as text, ``body`` as it is stored.
    ``previous``: the hash of the event before it, whatever was filtered out."""

    position: int
    stream: str
    version: int
    type: str
    recorded_at: str
    occurred_at: str
    actor: str
    command_id: str
    correlation_id: str
    causation_id: str | None
    body: str
    hash: str
    previous: str


class Page(NamedTuple):
    """``position``: up to which the log was looked through, the cursor. ``end``: where the log ended meanwhile."""

    events: list[Fed]
    position: int
    end: int


def page(
    connection: psycopg.Connection[Any], org: str, after: int, limit: int, wanted: Wanted = EVERYTHING
) -> Page:
    """The next ``limit`` events at most after a position; of a log that ends before it none, and its end."""
    # The end comes first: whatever is up to it is committed, so nothing up to it can be missed.
    head = read.head(connection, org)
    end = 0 if head is None else head[0]
    upto = min(end, after + (limit if wanted.everything else STRETCH))
    if upto <= after:
        return Page([], min(after, end), end)
    values = {
        "org": org,
        "after": after,
        "upto": upto,
        "types": None if wanted.types is None else list(wanted.types),
        "streams": None if wanted.streams is None else list(wanted.streams),
        "limit": limit,
        "genesis": genesis(org),
    }
    with connection.cursor(row_factory=_fed) as cursor:
        # Planned anew each time: a plan for stretches of any length takes ten times as long.
        events = cursor.execute(sql.READ_FEED, values, prepare=False).fetchall()
    return Page(events, events[-1].position if len(events) == limit else upto, end)


def _fed(_cursor: psycopg.Cursor[Any]) -> Any:
    return Fed._make
