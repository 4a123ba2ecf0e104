"""A message is watched while its work is done, however that ends."""

from collections.abc import Callable

import dramatiq
import pytest
from dramatiq.brokers.stub import StubBroker
from prometheus_client import CollectorRegistry

from northlog.watching.meters import Meters
from northlog.watching.watcher import Spans, Watcher
from workers.watched import Watched


def fails(_org: str) -> None:
    raise LookupError


@pytest.mark.parametrize(("act", "outcome"), [(len, "done"), (fails, "lookup_error")])
def test_a_message_is_counted_by_outcome_with_how_long_it_lay(act: Callable[[str], object], outcome: str) -> None:
    registry = CollectorRegistry()
    broker = StubBroker(middleware=[Watched(Watcher(Meters(registry), Spans()))])

    @dramatiq.actor(broker=broker, queue_name="evaluate", actor_name="evaluate")
    def evaluate(org: str) -> None:
        act(org)

    message = evaluate.message("an-organization")
    broker.enqueue(message.copy(message_timestamp=message.message_timestamp - 2500))
    worker = dramatiq.Worker(broker, worker_timeout=10, worker_threads=1)
    worker.start()
    broker.join("evaluate", timeout=10_000, fail_fast=False)
    worker.stop()
    broker.close()
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in registry.collect()
        for sample in family.samples
    }
    assert found["northlog_messages_total", "evaluate", outcome] == 1
    assert 2.5 <= found["northlog_message_wait_seconds_sum", "evaluate"] < 60
