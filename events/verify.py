"""Recomputing the chain: of the log in the database, or of an export without one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from events.chain import genesis, link
from events.record import Stored


@dataclass(frozen=True, slots=True)
class Verdict:
    """``events``: how many were found good. ``problem``: what is wrong at ``position``, the first bad one."""

    events: int
    hash: bytes
    position: int | None = None
    problem: str | None = None


def verify(org: str, events: Iterable[Stored], each: Callable[[], object] = lambda: None) -> Verdict:
    """Walk the log from its beginning: positions dense, clock never decreasing, every hash as recomputed."""
    previous = genesis(org)
    count = 0
    clock = None
    versions: dict[str, int] = {}
    for event in events:
        problem = None
        if event.position != count + 1:
            problem = f"the position after {count} should be {count + 1}"
        elif clock is not None and event.recorded_at < clock:
            problem = "recorded before the event that stands before it"
        elif event.version != versions.get(event.stream, 0) + 1:
            problem = f"version {event.version} of {event.stream} follows {versions.get(event.stream, 0)}"
        elif link(previous, event) != event.hash:
            problem = "the hash does not fit what is stored: the event or one before it was changed"
        if problem is not None:
            return Verdict(count, previous, event.position, problem)
        previous, clock, count = event.hash, event.recorded_at, count + 1
        versions[event.stream] = event.version
        each()
    return Verdict(count, previous)


def against_head(verdict: Verdict, position: int, hash_: bytes) -> Verdict:
    """The verdict once the log's head is known: events cut off at the end are missed here."""
    if verdict.problem is not None or (verdict.events, verdict.hash) == (position, hash_):
        return verdict
    return Verdict(
        verdict.events,
        verdict.hash,
        verdict.events + 1,
        f"the log's head says {position} events with another last hash: the end was cut off or changed",
    )
