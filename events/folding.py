"""The state of a stream: the fold of its events."""

from typing import Any

import psycopg

from domain.aggregates import decider_of
from events import read
from events.catalogue import Catalogue


def folded(raw: psycopg.Connection[Any], catalogue: Catalogue, org: str, stream: str) -> tuple[object | None, int]:
    """A stream's state and its version; ``None`` and 0 where it has not begun."""
    evolve = decider_of(stream).evolve
    state, version = None, 0
    for version, event in read.stream(raw, catalogue, org, stream):  # noqa: B007 - the last one counts
        state = evolve(state, event)
    return state, version
