"""The hash chain, as a pure formula. The database computes the same in ``northlog.link``.

    genesis = SHA-256("northlog/1 " + organization)
    hash(n) = SHA-256(hash(n-1) + record(n))

``record`` is UTF-8 text: position, stream, version, type, recorded_at, occurred_at, actor, command id,
correlation id, causation id (empty if none) and body, joined by line feeds. No field but the body, the last
one, can hold a line feed, so no two records share a text. Instants are RFC 3339 in UTC with six digits.
"""

from datetime import UTC, datetime
from hashlib import sha256

from events.record import Stored


def genesis(org: str) -> bytes:
    """The hash that the first event of an organization's log is chained to."""
    return sha256(f"northlog/1 {org}".encode()).digest()


def instant_text(instant: datetime) -> str:
    """RFC 3339 in UTC with six digits."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def link(previous: bytes, event: Stored) -> bytes:
    """The hash of an event that follows ``previous``."""
    record = "\n".join(
        (
            str(event.position),
            event.stream,
            str(event.version),
            event.type,
            instant_text(event.recorded_at),
            instant_text(event.occurred_at),
            event.actor,
            event.command_id,
            event.correlation_id,
            event.causation_id or "",
            event.body,
        )
    )
    return sha256(previous + record.encode()).digest()
