"""How a command becomes facts: load, decide, append, project; in one transaction, all or nothing."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from random import uniform
from time import sleep
from typing import Any, Protocol

import psycopg
from sqlalchemy import Connection, Engine

from domain.aggregates import decider_of
from domain.decider import Given, Refused
from domain.words import Command, Event
from events import sql
from events.append import Origin, append
from events.catalogue import Catalogue
from events.errors import BuildSwitched, CommandRepeated, CommandReused, VersionConflict
from events.folding import folded
from events.record import Recorded
from events.transaction import driver, transaction
from events.watching import UNWATCHED, About, Watch

ATTEMPTS = 10
PAUSE = 0.001
"""Seconds at most before a decision is made anew; twice as long each time."""


class Inline(Protocol):
    """What follows from an append in the same transaction, or the append does not happen."""

    def ready(self, connection: Connection, org: str, events: Sequence[Event]) -> "Inline":  # noqa: ARG002
        """Whatever can be done before these events are appended: from then on others wait. Returns who follows."""
        return self

    def follow(self, connection: Connection, org: str, appended: Sequence[Recorded[Event]]) -> None: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a command.

    ``version``: of the command's stream afterwards. ``first_position``/``last_position``: of what was
    appended; ``None`` where nothing changed. ``repeated``: the command had been answered before.
    """

    stream: str
    version: int
    first_position: int | None
    last_position: int | None
    repeated: bool = False


def unheard(_org: str) -> None:
    """Nobody waits for news."""


@dataclass(frozen=True, slots=True)
class Executor:
    """Executes commands. Its clock is the database's, whatever the host's says, so that nothing occurs after it
    was recorded; ``clock`` says an earlier now where time is simulated.

    ``committed(org)`` is called after events were appended and committed; it must neither raise nor take long.
    """

    engine: Engine
    catalogue: Catalogue
    inline: Sequence[Inline]
    clock: Callable[[], datetime] | None = None
    committed: Callable[[str], object] = unheard
    watch: Watch = UNWATCHED

    def execute(self, org: str, command: Command, origin: Origin, expected_version: int | None = None) -> Answer:
        """Decide a command and append what follows.

        A command whose ``origin.command_id`` was answered before gets that first answer, and nothing is
        appended. With ``expected_version`` the command's stream must be at it; a decision that was overtaken
        otherwise is made anew on the new state.

        Raises ``domain.decider.Refused``, ``VersionConflict``, ``CommandReused``, ``UnknownLog``.
        """
        with self.appending(org, command, origin) as about:
            answer = self._persist(org, command, origin, expected_version)
            about["outcome"] = _outcome(answer)
            about["position"] = answer.last_position or 0
            if about["outcome"] == "appended":
                self.committed(org)
            return answer

    def appending(self, org: str, command: Command, origin: Origin) -> AbstractContextManager[About]:
        """A command's way to its facts, for whoever watches."""
        return self.watch.doing(
            "append",
            organization_id=org,
            actor_id=origin.actor,
            command_id=origin.command_id,
            correlation_id=origin.correlation_id,
            causation_id=origin.causation_id or "",
            command=type(command).__name__,
        )

    def _persist(self, org: str, command: Command, origin: Origin, expected_version: int | None) -> Answer:
        fingerprint = fingerprint_of(command)
        for attempt in range(ATTEMPTS):
            try:
                return self._attempt(org, command, origin, expected_version, fingerprint)
            except (CommandRepeated, BuildSwitched):
                continue
            except VersionConflict as conflict:
                self.watch.conflicted()
                # Once more even where a version was promised: the same command may just have been answered.
                promised = expected_version is not None and conflict.stream == command.stream
                if attempt == ATTEMPTS - 1 or (promised and attempt > 0):
                    raise
                # Apart from those who lost the same race, or the same ones meet again.
                sleep(uniform(0, PAUSE * 2**attempt))  # noqa: S311 - not for secrecy
        raise AssertionError("an answered command is found at the next attempt")

    def _attempt(
        self, org: str, command: Command, origin: Origin, expected_version: int | None, fingerprint: bytes
    ) -> Answer:
        with transaction(self.engine, org) as connection:
            raw = driver(connection)
            now, answered = _looked(raw, org, origin.command_id, fingerprint)
            if answered is not None:
                return answered
            if self.clock is not None:
                now = min(now, self.clock())
            try:
                events, seen = self._decide(raw, org, command, now)
            except Refused:
                # The same command may have been answered since the look above: then what it did is in the way.
                _, answered = _looked(raw, org, origin.command_id, fingerprint)
                if answered is None:
                    raise
                return answered
            own = command.stream
            if expected_version is not None and seen[own] != expected_version:
                raise VersionConflict(own, f"stream {own} is at version {seen[own]}, not {expected_version}")
            if not events:
                kept = (org, origin.command_id, fingerprint, own, seen[own])
                _keep_answer(raw, kept)
                return Answer(own, seen[own], None, None)
            followers = [each.ready(connection, org, events) for each in self.inline]
            appended = append(raw, self.catalogue, org, events, seen, self.stamped(origin, now), fingerprint)
            for each in followers:
                each.follow(connection, org, appended)
            version = max((each.version for each in appended if each.stream == own), default=seen[own])
            return Answer(own, version, appended[0].position, appended[-1].position)

    def _decide(
        self, raw: psycopg.Connection[Any], org: str, command: Command, now: datetime
    ) -> tuple[Sequence[Event], Mapping[str, int]]:
        decider = decider_of(command.stream)
        state, version = folded(raw, self.catalogue, org, command.stream)
        seen, states = {command.stream: version}, {command.stream: state}
        for needed in decider.needs(state, command):
            states[needed], seen[needed] = folded(raw, self.catalogue, org, needed)
        return decider.decide(state, command, Given(now=now, states=states)), seen

    def stamped(self, origin: Origin, now: datetime) -> Origin:
        """The origin with the log's clock, where time is simulated."""
        return origin if self.clock is None else replace(origin, recorded_at=now)


def fingerprint_of(command: Command) -> bytes:
    """What tells a command from any other, sent under the same key."""
    return sha256(f"{type(command).__name__} {command.model_dump_json()}".encode()).digest()


def _outcome(answer: Answer) -> str:
    if answer.repeated:
        return "repeated"
    return "unchanged" if answer.first_position is None else "appended"


def _keep_answer(raw: psycopg.Connection[Any], kept: tuple[object, ...]) -> None:
    try:
        raw.execute(sql.KEEP_ANSWER, kept)
    except psycopg.errors.UniqueViolation as error:
        raise CommandRepeated(str(kept[1])) from error


def _looked(
    raw: psycopg.Connection[Any], org: str, command_id: str, fingerprint: bytes
) -> tuple[datetime, Answer | None]:
    """The database's now, UTC, and the answer that a command was given before."""
    row = raw.execute(sql.NOW_AND_ANSWER, (org, command_id), prepare=True).fetchone()
    assert row is not None, "the clock is always there"
    now, answered, stream, version, first, last = row
    if answered is None:
        return now.astimezone(UTC), None
    if answered != fingerprint:
        raise CommandReused(command_id)
    return now.astimezone(UTC), Answer(stream, version, first, last, repeated=True)
