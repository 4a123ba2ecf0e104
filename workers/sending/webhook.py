"""A signed webhook: the message as it is kept, for programs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from events.watching import UNWATCHED, Watch
from workers.sending.http import Client
from workers.sending.message import Outgoing, Undelivered
from workers.sending.signing import headers


@dataclass(frozen=True)
class Webhook:
    client: Client
    clock: Callable[[], datetime]
    watch: Watch = UNWATCHED

    def send(self, outgoing: Outgoing) -> None:
        """Raises ``Undelivered``. The timestamp is the attempt's, the id and the body are the message's."""
        if outgoing.address is None or not outgoing.secrets:
            raise Undelivered("the webhook has no address or no secret; make one: northlog destination rotate")
        body = outgoing.body.encode()
        signed = headers(outgoing.delivery_id, self.clock(), body, outgoing.secrets)
        more = {"Content-Type": "application/json", **self.watch.carried()}
        self.client.post(outgoing.address, {**more, **signed}, body)
