"""A signed webhook: the message as it is kept, for programs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from workers.sending.http import Client
from workers.sending.message import Outgoing, Undelivered
from workers.sending.signing import headers


@dataclass(frozen=True)
class Webhook:
    client: Client
    clock: Callable[[], datetime]

    def send(self, outgoing: Outgoing) -> None:
        """Raises ``Undelivered``. The timestamp is the attempt's, the id and the body are the message's."""
        if outgoing.address is None or not outgoing.secrets:
            raise Undelivered("the webhook has no address or no secret; make one: northlog destination rotate")
        body = outgoing.body.encode()
        signed = headers(outgoing.delivery_id, self.clock(), body, outgoing.secrets)
        self.client.post(outgoing.address, {"Content-Type": "application/json", **signed}, body)
