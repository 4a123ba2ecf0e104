"""Appending: one call of a function of the database, in the caller's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg

from domain.words import Event
from events import sql
from events.catalogue import Catalogue
from events.chain import genesis
from events.errors import CommandRepeated, UnknownLog, VersionConflict
from events.record import Recorded

STREAM_MOVED = "NL001"
NO_LOG = "NL002"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an append comes from.

    ``actor``: an opaque name, never a person's details. ``command_id``: the idempotency key.
    ``correlation_id``: common to all that one request set off. ``causation_id``: the command or the event's
    position that led to it. ``recorded_at``: the log's clock if it is to be simulated; the database's own
    otherwise. It is moved up to the log's last instant where it lies before it.
    """

    actor: str
    command_id: str
    correlation_id: str
    causation_id: str | None = None
    recorded_at: datetime | None = None


def found_log(connection: psycopg.Connection[Any], org: str) -> None:
    """Begin an organization's log, unless it has begun."""
    connection.execute(sql.FOUND_LOG, (org, genesis(org)))


def append(
    connection: psycopg.Connection[Any],
    catalogue: Catalogue,
    org: str,
    events: Sequence[Event],
    seen: Mapping[str, int],
    origin: Origin,
    fingerprint: bytes | None = None,
) -> list[Recorded[Event]]:
    """Append events, at least one, in order and all or none.

    ``seen`` maps every stream the decision rests on to the version it was at, the command's own stream first;
    streams written to must be in it. With a ``fingerprint`` the command's answer is kept too.

    Raises ``VersionConflict`` if one of them moved on, ``CommandRepeated`` if the command was answered in the
    meantime, ``UnknownLog`` if the organization has no log. The transaction is then to be rolled back.
    """
    streams = [event.stream for event in events]
    versions = _numbered(streams, seen)
    if len(events) == 1:
        statement, what = sql.APPEND_ONE, _one(catalogue, events[0], versions[0])
    else:
        statement, what = sql.APPEND, _several(catalogue, events, versions)
    parameters = (
        org,
        _texts(seen),
        _numbers(seen.values()),
        *what,
        origin.actor,
        origin.command_id,
        origin.correlation_id,
        origin.causation_id,
        origin.recorded_at,
        fingerprint,
    )
    try:
        row = connection.execute(statement, parameters, prepare=True).fetchone()
    except psycopg.errors.UniqueViolation as error:
        if error.diag.constraint_name == "commands_pkey":
            raise CommandRepeated(origin.command_id) from error
        raise
    except psycopg.Error as error:
        if error.sqlstate == STREAM_MOVED:
            raise VersionConflict(error.diag.message_detail or "", error.diag.message_primary or "") from error
        if error.sqlstate == NO_LOG:
            raise UnknownLog(error.diag.message_primary) from error
        raise
    assert row is not None
    first, recorded_at = row
    return [
        Recorded(
            first + index,
            stream,
            version,
            recorded_at,
            event.happened_at or recorded_at,
            origin.actor,
            event,
        )
        for index, (event, stream, version) in enumerate(zip(events, streams, versions, strict=True))
    ]


def _numbered(streams: Iterable[str], seen: Mapping[str, int]) -> list[int]:
    last = dict(seen)
    versions = []
    for stream in streams:
        last[stream] += 1
        versions.append(last[stream])
    return versions


def _one(catalogue: Catalogue, event: Event, version: int) -> tuple[Any, ...]:
    return event.stream, version, event.stored_as, event.happened_at, catalogue.encode(event)


def _several(catalogue: Catalogue, events: Sequence[Event], versions: Iterable[int]) -> tuple[str, ...]:
    return (
        _texts([event.stream for event in events]),
        _numbers(versions),
        _texts([event.stored_as for event in events]),
        _instants([event.happened_at for event in events]),
        _texts(map(catalogue.encode, events)),
    )


# PostgreSQL's text form of arrays. psycopg's own lists cost 0.2 ms an append, half of what the commit costs.
def _texts(texts: Iterable[str]) -> str:
    return "{" + ",".join(['"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' for text in texts]) + "}"


def _numbers(numbers: Iterable[int]) -> str:
    return "{" + ",".join(map(str, numbers)) + "}"


def _instants(instants: Iterable[datetime | None]) -> str:
    return "{" + ",".join(["null" if each is None else f'"{each.isoformat()}"' for each in instants]) + "}"
