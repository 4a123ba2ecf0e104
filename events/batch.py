"""Many commands decided one after the other, then appended together: all of it is seen, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection

from domain.aggregates import decider_of
from domain.decider import Given
from domain.words import Command, Event
from events.append import Origin, append
from events.executor import Executor
from events.folding import folded
from events.transaction import driver

TOGETHER = 1_000
"""So many events are appended by one call, but for what belongs to one decision."""

Told = Callable[[int, int], object]
"""Told how many events have been appended, and of how many."""


@dataclass(frozen=True, slots=True)
class _Decided:
    """``rests_on``: every stream it looked at, its own included."""

    events: Sequence[Event]
    rests_on: frozenset[str]


class Batch:
    """Decisions of one organization in one transaction. While it decides, it holds no lock: others go on."""

    def __init__(self, executor: Executor, connection: Connection, org: str, now: datetime) -> None:
        self._executor, self._connection, self._org, self._now = executor, connection, org, now
        self._states: dict[str, object] = {}
        self._versions: dict[str, int] = {}
        self._decided: list[_Decided] = []

    def state(self, stream: str) -> object | None:
        """A stream's state after what was decided here."""
        if stream not in self._states:
            read = folded(driver(self._connection), self._executor.catalogue, self._org, stream)
            self._states[stream], self._versions[stream] = read
        return self._states[stream]

    def take(self, commands: Sequence[Command]) -> int:
        """Decide commands one after the other, all or none; returns how many events they make.

        Raises ``domain.decider.Refused``; nothing of them is then taken.
        """
        before: dict[str, object] = {}
        events: list[Event] = []
        looked: set[str] = set()
        try:
            for command in commands:
                decider, own = decider_of(command.stream), command.stream
                state = self.state(own)
                needs = decider.needs(state, command)
                states = {each: self.state(each) for each in needs}
                looked |= {own, *needs}
                for event in decider.decide(state, command, Given(now=self._now, states=states)):
                    at = event.stream
                    before.setdefault(at, self.state(at))
                    self._states[at] = decider_of(at).evolve(self._states[at], event)
                    events.append(event)
        except BaseException:
            self._states |= before
            raise
        if events:
            self._decided.append(_Decided(events, frozenset(looked)))
        return len(events)

    def append(self, actor: str, purpose: str, correlation_id: str, told: Told) -> int:
        """Append all that was decided, and have everything follow that an append brings; returns how many events.

        Command ids begin with ``purpose`` and follow from the events. From the first call on the log is locked.
        Raises what an append raises; the transaction is then to be rolled back.
        """
        total = sum(len(each.events) for each in self._decided)
        done = 0
        told(0, total)
        for some in _together(self._decided):
            events = [event for each in some for event in each.events]
            streams = dict.fromkeys(event.stream for event in events)
            looked = {stream for each in some for stream in each.rests_on}
            seen = {each: self._versions[each] for each in (*streams, *(looked - streams.keys()))}
            self._append(events, seen, Origin(actor, f"{purpose}/{_digest(events)}", correlation_id))
            done += len(events)
            told(done, total)
        return total

    def _append(self, events: Sequence[Event], seen: Mapping[str, int], origin: Origin) -> None:
        fingerprint = sha256(origin.command_id.encode()).digest()
        raw = driver(self._connection)
        appended = append(raw, self._executor.catalogue, self._org, events, seen, origin, fingerprint)
        for follower in self._executor.inline:
            follower.follow(self._connection, self._org, appended)
        for each in appended:
            self._versions[each.stream] = each.version


def _together(decided: Sequence[_Decided]) -> Sequence[Sequence[_Decided]]:
    groups: list[list[_Decided]] = []
    size = TOGETHER
    for each in decided:
        if size + len(each.events) > TOGETHER:
            groups.append([])
            size = 0
        groups[-1].append(each)
        size += len(each.events)
    return groups


def _digest(events: Sequence[Event]) -> str:
    digest = sha256()
    for event in events:
        digest.update(event.stored_as.encode())
        digest.update(event.model_dump_json().encode())
    return digest.hexdigest()
