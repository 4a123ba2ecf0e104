"""Trying a destination out: a message that tells nothing, sent at once, past queue and quiet hours."""

from uuid import uuid4

from domain.decider import existing
from domain.destination import DestinationKind
from events.transaction import transaction
from projections.current.queries import CurrentReader
from projections.current.rows import DestinationRow
from workers.sending.message import Content, Message, Undelivered
from workers.telling.office import PostOffice, kept_of, outgoing_to, send


def try_out(office: PostOffice, org: str, destination_id: str) -> tuple[bool, str]:
    """Send a trial message; whether it was taken, and a sentence that says what came back. It leaves no delivery,
    and is not sent again. A paused destination can be tried, too.

    Raises ``Refused`` for a destination that there is not.
    """
    now = office.clock()
    with transaction(office.app, org) as connection:
        reader = CurrentReader(connection, org)
        row = reader.destination(destination_id)
        to = existing(None if row is None or row.removed else row, "destination_id", "destination")
        organization = reader.organization()
        kept = kept_of(connection, org, to, now)
    named = organization.name if organization else ""
    content = Content(organization_id=org, organization=named, destination_id=destination_id, items=())
    body = Message(type="trial.v1", timestamp=now, data=content).model_dump_json()
    try:
        send(office, outgoing_to(org, to, kept, str(uuid4()), 1, body))
    except Undelivered as undelivered:
        return False, f"It did not arrive: {undelivered.why}."
    return True, _taken(to)


def _taken(to: DestinationRow) -> str:
    host = to.place.host if to.place else None
    if to.kind != DestinationKind.EMAIL:
        return f"It arrived: {host} took it."
    return f"The mail server took it for {host or 'the address in their details'}; look into the mailbox."
