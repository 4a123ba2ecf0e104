"""The log's two scales: positions, and the instants at which they were recorded."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

import psycopg

from events import sql


class Span(NamedTuple):
    """How far a log reaches: its last position, and when its first and its last event were recorded, UTC."""

    position: int
    began_at: datetime
    ended_at: datetime


def span(connection: psycopg.Connection[Any], org: str) -> Span | None:
    """How far a log reaches; ``None`` where nothing was recorded yet."""
    row = connection.execute(sql.SPAN, (org,)).fetchone()
    return None if row is None else Span(*row)


def recorded_at(connection: psycopg.Connection[Any], org: str, positions: Iterable[int]) -> dict[int, datetime]:
    """When the events at these positions had been recorded, by position."""
    return dict(connection.execute(sql.RECORDED_AT, (org, list(positions))).fetchall())


def position_at(connection: psycopg.Connection[Any], org: str, instant: datetime) -> int:
    """The last position recorded at or before an instant; 0 where there is none."""
    row = connection.execute(sql.POSITION_AT, (org, instant)).fetchone()
    assert row is not None, "a function returns a row"
    return int(row[0])
