"""From a check-in's commit to its alert: worker and scheduler are processes of their own, and so is the crowd."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from uuid import uuid4

import orjson
import psycopg
from sqlalchemy import create_engine

from domain.alert import alert_id_of, stream_of
from domain.objective.commands import CheckIn
from domain.objective.grip import Reading
from domain.signals.finding import SubjectKind
from events.append import Origin
from events.catalogue import CATALOGUE
from events.executor import Executor
from northlog.embedded import RedisServer, find_program
from northlog.wiring import INLINE
from workers.doorbell import RedisBell

Pair = tuple[str, str]
"""An objective and a key result of it."""

RUN = "from northlog.cli.main import run; run()"
POLL_SECONDS, PATIENCE = 0.001, 30.0

_RAISED = """
select body::jsonb ->> 'subject_id' from northlog.events
where org = %s and type = 'alert.raised.v2' and body::jsonb ->> 'rule' = 'confidence_drop'
"""
_VISIBLE = "select from northlog.events where org = %s and stream = %s limit 1"


@dataclass(frozen=True, slots=True)
class Latencies:
    """Seconds, ascending. ``rate``: the check-ins a second that the crowd came to."""

    idle: Sequence[float]
    loaded: Sequence[float]
    rate: float


@dataclass(frozen=True, slots=True)
class Place:
    """``url``: of the application's role. ``watch``: a connection in autocommit that may see the log."""

    url: str
    org: str
    watch: psycopg.Connection[tuple[object, ...]]


def latencies(place: Place, pairs: Sequence[Pair], probes: int, rate: int) -> Latencies:
    """So many probes each, idle and while a crowd checks in ``rate`` times a second; never twice on one pair."""
    alarmed = {row[0] for row in place.watch.execute(_RAISED, (place.org,))}
    calm = [pair for pair in pairs if pair[1] not in alarmed]
    idle, loaded, crowd = calm[:probes], calm[probes : 2 * probes], calm[2 * probes :]
    assert crowd, "the log is too small for so many probes"
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="northlog-bench-"))
        redis = stack.enter_context(RedisServer(Path(folder), find_program())).url
        for process in [
            stack.enter_context(northlog(each, DATABASE_URL=place.url, REDIS_URL=redis))
            for each in ("worker", "scheduler")
        ]:
            at_work(process)
        probe = _Probe(place, redis)
        stack.callback(probe.bell.close)
        probe(idle[0])  # whatever is loaded or connected at first
        calm_seconds = sorted(map(probe, idle[1:]))
        with _crowd(place, redis, crowd, rate) as process:
            crowded_seconds = sorted(map(probe, loaded))
            reached = float(process.communicate("")[0])
    return Latencies(calm_seconds, crowded_seconds, reached)


class _Probe:
    def __init__(self, place: Place, redis: str) -> None:
        self._place, self.bell, self._committed = place, RedisBell(redis), 0.0
        self._executor = Executor(create_engine(place.url), CATALOGUE, INLINE, committed=self._ring)

    def _ring(self, org: str) -> None:
        self._committed = perf_counter()
        self.bell(org)

    def __call__(self, pair: Pair) -> float:
        """The seconds from the commit to the alert."""
        key = self._worry(*pair)
        awaited = stream_of(alert_id_of("confidence_drop", SubjectKind.KEY_RESULT, pair[1], key))
        while self._place.watch.execute(_VISIBLE, (self._place.org, awaited)).rowcount == 0:
            assert perf_counter() - self._committed < PATIENCE, "there is no alert"
            sleep(POLL_SECONDS)
        return perf_counter() - self._committed

    def _worry(self, objective: str, result: str) -> str:
        """Check in with a confidence that is a cause for alarm; returns the check-in's id."""
        key = str(uuid4())
        said = Reading(key_result_id=result, value=80.0, confidence=1)
        command = CheckIn(objective_id=objective, check_in_id=key, readings=(said,))
        self._executor.execute(self._place.org, command, Origin("bench", str(uuid4()), correlation_id="bench"))
        return key


@contextmanager
def northlog(command: str, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """A process of Northlog's, with these settings and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NORTHLOG_")}
    env = kept | {f"NORTHLOG_{name}": value for name, value in settings.items()}
    argv = [sys.executable, "-c", RUN, command]
    with subprocess.Popen(argv, env=env, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


@contextmanager
def _crowd(place: Place, redis: str, pairs: Sequence[Pair], rate: int) -> Iterator[subprocess.Popen[str]]:
    argv = [sys.executable, "-m", "bench.crowd", place.url, redis, place.org, str(rate)]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdin is not None
            process.stdin.write(orjson.dumps(pairs).decode() + "\n")
            process.stdin.flush()
            at_work(process)
            yield process
        finally:
            process.kill()


def at_work(process: subprocess.Popen[str]) -> None:
    """Wait until it has said that it is at work."""
    assert process.stdout is not None
    assert process.stdout.readline(), "it did not start"
