"""Events as CloudEvents 1.0 in JSON, each with its place in the log and in the chain as extension attributes.

``source`` is the organization, ``id`` and ``position`` the event's place in its log, so the three never change.
``position``, ``streamversion``, ``recordedtime``, ``actor``, ``commandid``, ``correlationid``, ``causationid`` and
``previoushash`` are, with ``subject``, ``type``, ``time`` and the stored body, all that ``hash`` covers.
"""

from base64 import b64encode
from enum import StrEnum
from typing import Any

import orjson

from events.catalogue import Catalogue
from events.feed import Fed

BATCH = "application/cloudevents-batch+json"


class Form(StrEnum):
    """``upcast``: in the current version of its type, as JSON. ``stored``: the bytes that the chain covers."""

    UPCAST = "upcast"
    STORED = "stored"


def encoded(catalogue: Catalogue, org: str, event: Fed, form: Form) -> bytes:
    """One event as a JSON object, on one line. Raises ``UnknownEvent`` and ``BrokenEvent`` where it is upcast."""
    if form is Form.STORED:
        return _dumped(org, event, event.type, "data_base64", b64encode(event.body.encode()).decode())
    if event.type in catalogue.types:
        return _dumped(org, event, event.type, "data", orjson.Fragment(event.body))
    current = catalogue.decode(event.type, event.body)
    return _dumped(org, event, current.stored_as, "data", orjson.Fragment(catalogue.encode(current)))


def _dumped(org: str, event: Fed, type_: str, member: str, data: Any) -> bytes:
    place = str(event.position)
    attributes = {
        "specversion": "1.0",
        "id": place,
        "source": source(org),
        "type": type_,
        "subject": event.stream,
        "time": event.occurred_at,
        "datacontenttype": "application/json",
        # Text: as a number it could be too large for what CloudEvents calls an Integer.
        "position": place,
        "streamversion": event.version,
        "recordedtime": event.recorded_at,
        "actor": event.actor,
        "commandid": event.command_id,
        "correlationid": event.correlation_id,
        "causationid": event.causation_id,
        "hash": event.hash,
        "previoushash": event.previous,
        member: data,
    }
    if event.causation_id is None:
        del attributes["causationid"]
    return orjson.dumps(attributes)


def source(org: str) -> str:
    """Where an organization's events come from, as a URI."""
    return f"urn:uuid:{org}"
