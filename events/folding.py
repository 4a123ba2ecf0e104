"""The state of a stream: the fold of its events."""

from collections.abc import Sequence
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


def all_folded(
    raw: psycopg.Connection[Any], catalogue: Catalogue, org: str, streams: Sequence[str]
) -> dict[str, tuple[object | None, int]]:
    """The same of several streams, by one query."""
    found: dict[str, tuple[object | None, int]] = dict.fromkeys(streams, (None, 0))
    for stream, version, event in read.whole_streams(raw, catalogue, org, streams):
        found[stream] = decider_of(stream).evolve(found[stream][0], event), version
    return found
