"""From alerts to messages that arrived: listen to the log, plan, deliver.

``listen`` turns what the log says of alerts into notices for destinations, ``plan_due`` turns notices that are
ready into messages, ``hand_out`` makes messages of events for those who subscribe to them, and ``deliver_due``
sends what is due. Each may run anywhere, at any time and at once; ``organizations`` names those that have work for
any of them.
"""

from workers.telling.deliveries import (
    Delivery,
    DeliveryFilter,
    DeliveryState,
    deliveries,
    delivery,
    drop,
    organizations,
    redrive,
)
from workers.telling.listening import listen, remind, report, reported
from workers.telling.office import PostOffice, deliver_due
from workers.telling.planning import plan_due
from workers.telling.pruning import prunable, prune
from workers.telling.subscribing import SubscriptionKeeper, hand_out
from workers.telling.teller import Teller
from workers.telling.trying import try_out

__all__ = [
    "Delivery",
    "DeliveryFilter",
    "DeliveryState",
    "PostOffice",
    "SubscriptionKeeper",
    "Teller",
    "deliver_due",
    "deliveries",
    "delivery",
    "drop",
    "hand_out",
    "listen",
    "organizations",
    "plan_due",
    "prunable",
    "prune",
    "redrive",
    "remind",
    "report",
    "reported",
    "try_out",
]
