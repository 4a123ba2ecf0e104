"""The actors: each takes a message and hands it to whoever knows."""

import dramatiq
from dramatiq import Broker

from workers.broker import EVALUATE
from workers.evaluator import Evaluator


def declare(broker: Broker, evaluator: Evaluator) -> None:
    """Declare all actors and their queues with a broker."""

    @dramatiq.actor(broker=broker, queue_name=EVALUATE, actor_name=EVALUATE)
    def evaluate(org: str) -> None:
        evaluator.work(org)
