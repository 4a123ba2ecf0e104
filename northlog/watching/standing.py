"""What stands in PostgreSQL and Redis at the moment it is asked for: lags, queues, deliveries. One query each.

Every process gives the same answer, for each asks the same servers: take the maximum over processes, not the sum.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import redis
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from events.transaction import driver
from workers.broker import NAMESPACE, QUEUES, client

PATIENCE = "2s"
REDIS_SECONDS = 1.0

BE_BRIEF = f"set local statement_timeout = '{PATIENCE}'"

_LAGS = "select reader, furthest, behind from northlog.lags()"

_QUEUES = """
select queue, due, coalesce(extract(epoch from clock_timestamp() - oldest), 0)
from northlog.queues(clock_timestamp())
"""

_UNSENT = "select state, deliveries from northlog.unsent_deliveries()"


@dataclass(frozen=True)
class Standing(Collector):
    """Read anew at every scrape. A server that does not answer is said to be down; what it knows is left out."""

    app: Engine
    redis_url: str | None

    def describe(self) -> Iterable[Metric]:
        return ()  # or it would be asked already when it is registered

    def collect(self) -> Iterator[Metric]:
        found: list[Metric] = []
        try:
            with self.app.begin() as connection:
                found = list(_of_database(driver(connection)))
        except (SQLAlchemyError, psycopg.Error):
            found = []
        yield GaugeMetricFamily("northlog_database_up", "Whether PostgreSQL answered", bool(found))
        yield from found
        if self.redis_url is not None:
            yield from _of_redis(self.redis_url)


def _of_database(raw: psycopg.Connection[Any]) -> Iterator[Metric]:
    raw.execute(BE_BRIEF)
    yield from _families(
        raw.execute(_LAGS).fetchall(),
        GaugeMetricFamily(
            "northlog_lag_events",
            "Events yet to be read, in the organization that is furthest behind",
            labels=["reader"],
        ),
        GaugeMetricFamily("northlog_lag_organizations", "Organizations that are behind", labels=["reader"]),
    )
    yield from _families(
        raw.execute(_QUEUES).fetchall(),
        GaugeMetricFamily("northlog_queue_due", "What is due and not done, in PostgreSQL", labels=["queue"]),
        GaugeMetricFamily(
            "northlog_queue_age_seconds", "How long the oldest of it has been due", labels=["queue"]
        ),
    )
    yield from _families(
        raw.execute(_UNSENT).fetchall(),
        GaugeMetricFamily("northlog_deliveries", "Messages that were not sent", labels=["state"]),
    )


def _families(rows: Iterable[tuple[Any, ...]], *families: GaugeMetricFamily) -> Iterator[Metric]:
    for name, *values in rows:
        for family, value in zip(families, values, strict=True):
            family.add_metric([name], float(value))
    yield from families


def _of_redis(url: str) -> Iterator[Metric]:
    try:
        with client(url, REDIS_SECONDS) as asked:
            pipeline = asked.pipeline(transaction=False)
            for queue in QUEUES:
                pipeline.llen(f"{NAMESPACE}:{queue}")
            counts = pipeline.execute()
    except redis.RedisError:
        yield GaugeMetricFamily("northlog_redis_up", "Whether Redis answered", 0)
        return
    yield GaugeMetricFamily("northlog_redis_up", "Whether Redis answered", 1)
    waiting = GaugeMetricFamily("northlog_messages_waiting", "Messages in Redis for a worker", labels=["queue"])
    yield from _families(zip(QUEUES, counts, strict=True), waiting)
