"""Commands of a past that is told: each appended under its own origin, many in one transaction."""

from datetime import datetime

from sqlalchemy import Connection

from domain.aggregates import decider_of
from domain.decider import Given
from domain.words import Command, Event
from events import sql
from events.append import Origin, append
from events.executor import Executor, fingerprint_of
from events.folding import folded
from events.record import Recorded
from events.transaction import driver


class Succession:
    """One command after the other, in one transaction of one organization. Each leaves in the log what an executor
    would; what follows an append follows all of them at the end."""

    def __init__(self, executor: Executor, connection: Connection, org: str) -> None:
        self._executor, self._connection, self._org = executor, connection, org
        self._raw = driver(connection)
        self._folds: dict[str, tuple[object | None, int]] = {}
        self._appended: list[Recorded[Event]] = []

    def answered(self, command_ids: list[str]) -> dict[str, bytes]:
        """Which of these ids were answered, with the fingerprints of their commands."""
        return dict(self._raw.execute(sql.ANSWERED, (self._org, command_ids)).fetchall())

    def execute(self, command: Command, origin: Origin, now: datetime) -> None:
        """Decide a command that changes something, and append what follows. ``now``: by a simulated clock.

        Raises ``domain.decider.Refused`` and what an append raises; the transaction is then to be rolled back.
        """
        own = command.stream
        decider = decider_of(own)
        state, _ = self._fold(own)
        looked = {each: self._fold(each) for each in (own, *decider.needs(state, command))}
        given = Given(now=now, states={each: state for each, (state, _) in looked.items()})
        events = decider.decide(state, command, given)
        seen = {each: version for each, (_, version) in looked.items()}
        appended = append(
            self._raw, self._executor.catalogue, self._org, events, seen, origin, fingerprint_of(command)
        )
        for each in appended:
            before, _ = self._folds[each.stream]
            self._folds[each.stream] = decider_of(each.stream).evolve(before, each.event), each.version
        self._appended += appended

    def follow(self) -> None:
        """Have everything follow that an append brings. Raises what it raises."""
        for follower in self._executor.inline:
            follower.follow(self._connection, self._org, self._appended)

    def _fold(self, stream: str) -> tuple[object | None, int]:
        if stream not in self._folds:
            self._folds[stream] = folded(self._raw, self._executor.catalogue, self._org, stream)
        return self._folds[stream]
