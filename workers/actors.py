"""The actors: each takes a message and hands it to whoever knows."""

import dramatiq
from dramatiq.brokers.redis import RedisBroker

from workers.broker import DELIVER, EVALUATE, MAINTAIN
from workers.doorbell import answering
from workers.evaluator import Evaluator
from workers.gathering import Gathered
from workers.maintainer import Maintainer
from workers.telling.teller import Teller

EVALUATIONS, DELIVERIES, MAINTENANCES = 3, 3, 1
"""So many threads of a process each purpose takes at most: none waits for another to be done."""
THREADS = EVALUATIONS + DELIVERIES + MAINTENANCES


def declare_evaluation(broker: RedisBroker, evaluator: Evaluator) -> None:
    """Declare the actor that evaluates, and its queue."""

    work = Gathered(answering(broker.client, EVALUATE, evaluator.work), EVALUATIONS)

    @dramatiq.actor(broker=broker, queue_name=EVALUATE, actor_name=EVALUATE)
    def evaluate(org: str) -> None:
        work(org)


def declare_delivery(broker: RedisBroker, teller: Teller) -> None:
    """Declare the actor that delivers, and its queue."""

    # For one organization by two: a receiver that hangs does not hold up its others.
    work = Gathered(answering(broker.client, DELIVER, teller.work), DELIVERIES, each=2)

    @dramatiq.actor(broker=broker, queue_name=DELIVER, actor_name=DELIVER)
    def deliver(org: str) -> None:
        work(org)


def declare_maintenance(broker: RedisBroker, maintainer: Maintainer) -> None:
    """Declare the actor that does the upkeep, and its queue."""

    work = Gathered(answering(broker.client, MAINTAIN, maintainer.work), MAINTENANCES)

    @dramatiq.actor(broker=broker, queue_name=MAINTAIN, actor_name=MAINTAIN)
    def maintain(org: str) -> None:
        work(org)
