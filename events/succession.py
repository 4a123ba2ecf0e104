"""Many commands in one transaction, each appended under its own origin: a past that is told, a round of alerts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from domain.aggregates import decider_of
from domain.decider import Given, Refused
from domain.words import Command, Event
from events import sql
from events.append import Origin, append
from events.errors import LogError
from events.executor import Executor, fingerprint_of
from events.folding import all_folded, folded
from events.record import Recorded
from events.transaction import driver, transaction

TOGETHER = 50
"""So many commands of a round are executed in one transaction: so long whoever else appends waits for the head."""


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

    def look(self, streams: Sequence[str]) -> None:
        """Have the states of these streams ready, before anything is appended and others wait for it."""
        self._folds |= all_folded(self._raw, self._executor.catalogue, self._org, streams)

    def execute(self, command: Command, origin: Origin, now: datetime) -> int | None:
        """Decide a command, and append what follows; returns the last position, ``None`` where nothing follows.
        ``now``: the decision's.

        Raises ``domain.decider.Refused`` and what an append raises; the transaction is then to be rolled back.
        """
        own = command.stream
        decider = decider_of(own)
        state, _ = self._fold(own)
        looked = {each: self._fold(each) for each in (own, *decider.needs(state, command))}
        given = Given(now=now, states={each: state for each, (state, _) in looked.items()})
        events = decider.decide(state, command, given)
        if not events:
            return None
        seen = {each: version for each, (_, version) in looked.items()}
        appended = append(
            self._raw, self._executor.catalogue, self._org, events, seen, origin, fingerprint_of(command)
        )
        for each in appended:
            before, _ = self._folds[each.stream]
            self._folds[each.stream] = decider_of(each.stream).evolve(before, each.event), each.version
        self._appended += appended
        return appended[-1].position

    def follow(self) -> int:
        """Have everything follow that an append brings; returns how many events were appended.

        Raises what following raises.
        """
        if self._appended:
            for follower in self._executor.inline:
                follower.follow(self._connection, self._org, self._appended)
        return len(self._appended)

    def _fold(self, stream: str) -> tuple[object | None, int]:
        if stream not in self._folds:
            self._folds[stream] = folded(self._raw, self._executor.catalogue, self._org, stream)
        return self._folds[stream]


def execute_round(executor: Executor, org: str, asked: Sequence[tuple[Command, Origin]], now: datetime) -> None:
    """Execute commands of many streams, each at most once, as of ``now``.

    Some of them together, which is as good as one by one, and quicker; where anybody else is in the way, one by
    one. Raises what ``Executor.execute`` does, and whatever was executed before stays.
    """
    for begin in range(0, len(asked), TOGETHER):
        some = asked[begin : begin + TOGETHER]
        try:
            _together(executor, org, some, now)
        except (LogError, Refused):
            for command, origin in some:
                executor.execute(org, command, origin)


def _together(executor: Executor, org: str, some: Sequence[tuple[Command, Origin]], now: datetime) -> None:
    with transaction(executor.engine, org) as connection:
        succession = Succession(executor, connection, org)
        answered = succession.answered([origin.command_id for _, origin in some])
        left = [each for each in some if answered.get(each[1].command_id) != fingerprint_of(each[0])]
        succession.look([command.stream for command, _ in left])
        for command, origin in left:
            with executor.appending(org, command, origin) as about:
                last = succession.execute(command, executor.stamped(origin, now), now)
                about["outcome"], about["position"] = ("appended", last) if last else ("unchanged", 0)
        appended = succession.follow()
    if appended:
        executor.committed(org)
