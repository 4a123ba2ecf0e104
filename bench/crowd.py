"""Teams that check in at a rate, until the standard input is closed; the rate that was reached is printed then.

``python -m bench.crowd DATABASE REDIS ORGANIZATION RATE``, with a line of JSON on the standard input: pairs of an
objective and a key result of it.
"""

import sys
from random import Random
from threading import Event, Thread
from time import perf_counter
from uuid import uuid4

import orjson
from sqlalchemy import create_engine

from bench.rules import SEED
from domain.objective.commands import CheckIn
from domain.objective.grip import Reading
from events.append import Origin
from events.catalogue import CATALOGUE
from events.executor import Executor
from northlog.watching.process import settled
from northlog.wiring import INLINE
from workers.doorbell import RedisBell

THREADS = 8


def check_in(executor: Executor, org: str, pair: tuple[str, str], confidence: int) -> str:
    """Check in on a key result; returns the check-in's id."""
    objective, result = pair
    key = str(uuid4())
    said = Reading(key_result_id=result, value=80.0, confidence=confidence)
    origin = Origin(actor="bench", command_id=str(uuid4()), correlation_id="bench")
    executor.execute(org, CheckIn(objective_id=objective, check_in_id=key, readings=(said,)), origin)
    return key


def main(database: str, redis: str, org: str, rate: float) -> None:
    pairs = [tuple(pair) for pair in orjson.loads(sys.stdin.readline())]
    settled()
    bell, stopped = RedisBell(redis), Event()
    executor = Executor(create_engine(database, pool_size=THREADS), CATALOGUE, INLINE, committed=bell)
    begun, done = perf_counter(), [0] * THREADS

    def go_on(number: int) -> None:
        random = Random(SEED + number)
        while not stopped.wait(max(0.0, begun + done[number] * THREADS / rate - perf_counter())):
            check_in(executor, org, random.choice(pairs), 7)
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
