"""Teams that check in at a rate, until the standard input is closed; the rate that was reached is printed then.

``python -m bench.crowd DATABASE REDIS ORGANIZATION RATE``, with a line of JSON on the standard input: pairs of an
objective and a key result of it.

Each objective is one thread's own, which so knows its stream's version: check-ins are appended and projected as
ever, but nothing is read to decide them. The machine, which all runs on, has more left for what is measured.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random
from threading import Event, Thread
from time import perf_counter
from uuid import uuid4

import orjson
from sqlalchemy import Engine, create_engine

from bench.rules import SEED
from domain.objective import stream_of
from domain.objective.events import CheckedIn
from domain.objective.grip import Reading
from events.append import Origin, append
from events.catalogue import CATALOGUE
from events.transaction import driver, transaction
from northlog.watching.process import settled
from northlog.wiring import INLINE
from workers.doorbell import RedisBell

THREADS = 8
CONFIDENCE, VALUE = 7, 80.0
"""What everybody says: nothing to worry about."""

_VERSIONS = "select stream, max(version) from northlog.events where org = %s and stream = any(%s) group by stream"


class _Team:
    """Checks in on objectives that are its own."""

    def __init__(self, engine: Engine, org: str, pairs: Sequence[tuple[str, str]], seed: int) -> None:
        self._engine, self._org, self._pairs, self._random = engine, org, pairs, Random(seed)
        with transaction(engine, org) as connection:
            asked = (org, [stream_of(objective) for objective, _ in pairs])
            self._versions: dict[str, int] = dict(driver(connection).execute(_VERSIONS, asked).fetchall())

    def check_in(self) -> None:
        objective, result = self._random.choice(self._pairs)
        said = CheckedIn(
            objective_id=objective,
            check_in_id=str(uuid4()),
            occurred_at=datetime.now(UTC),
            late=False,
            readings=(Reading(key_result_id=result, value=VALUE, confidence=CONFIDENCE),),
        )
        origin = Origin(actor="bench", command_id=str(uuid4()), correlation_id="bench")
        with transaction(self._engine, self._org) as connection:
            followers = [each.ready(connection, self._org, [said]) for each in INLINE]
            seen = {said.stream: self._versions[said.stream]}
            appended = append(driver(connection), CATALOGUE, self._org, [said], seen, origin, b"bench")
            for each in followers:
                each.follow(connection, self._org, appended)
        self._versions[said.stream] += 1


def main(database: str, redis: str, org: str, rate: float) -> None:
    pairs = [tuple(pair) for pair in orjson.loads(sys.stdin.readline())]
    engine, bell, stopped = create_engine(database, pool_size=THREADS), RedisBell(redis), Event()
    teams = [_Team(engine, org, pairs[number::THREADS], SEED + number) for number in range(THREADS)]
    settled()
    begun, done = perf_counter(), [0] * THREADS

    def go_on(number: int) -> None:
        while not stopped.wait(max(0.0, begun + done[number] * THREADS / rate - perf_counter())):
            teams[number].check_in()
            bell(org)
            done[number] += 1

    threads = [Thread(target=go_on, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    sys.stdout.write("at work\n")
    sys.stdout.flush()
    sys.stdin.read()
    stopped.set()
    for thread in threads:
        thread.join()
    sys.stdout.write(f"{sum(done) / (perf_counter() - begun)}\n")
    bell.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4]))
