"""The actors: each takes a message and hands it to whoever knows."""

import dramatiq
from dramatiq import Broker

from workers.broker import DELIVER, EVALUATE, MAINTAIN
from workers.evaluator import Evaluator
from workers.gathering import Gathered
from workers.maintainer import Maintainer
from workers.telling.teller import Teller


def declare_evaluation(broker: Broker, evaluator: Evaluator) -> None:
    """Declare the actor that evaluates, and its queue."""

    work = Gathered(evaluator.work)

    @dramatiq.actor(broker=broker, queue_name=EVALUATE, actor_name=EVALUATE)
    def evaluate(org: str) -> None:
        work(org)


def declare_delivery(broker: Broker, teller: Teller) -> None:
    """Declare the actor that delivers, and its queue."""

    @dramatiq.actor(broker=broker, queue_name=DELIVER, actor_name=DELIVER)
    def deliver(org: str) -> None:
        teller.work(org)


def declare_maintenance(broker: Broker, maintainer: Maintainer) -> None:
    """Declare the actor that does the upkeep, and its queue."""

    @dramatiq.actor(broker=broker, queue_name=MAINTAIN, actor_name=MAINTAIN)
    def maintain(org: str) -> None:
        maintainer.work(org)
