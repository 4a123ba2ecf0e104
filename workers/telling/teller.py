"""All of telling for one organization after the other, as an actor or the scheduler itself asks for it."""

from dataclasses import dataclass

from workers.telling.deliveries import organizations
from workers.telling.listening import listen
from workers.telling.office import PostOffice, deliver_due
from workers.telling.planning import plan_due
from workers.telling.subscribing import hand_out


@dataclass(frozen=True)
class Teller:
    """Safe to run at once anywhere: row locks and leases keep its steps apart."""

    office: PostOffice

    def waiting(self) -> list[str]:
        """The organizations that may have something to tell."""
        return organizations(self.office.app, self.office.clock())

    def work(self, org: str) -> None:
        """Listen to the log, plan what is ready, hand out events, and send what is due."""
        listen(self.office.app, org)
        plan_due(self.office.app, org, self.office.clock())
        try:
            hand_out(self.office.app, org, self.office.clock())
        finally:  # an event that cannot be read is in the way of no other message
            deliver_due(self.office, org)
