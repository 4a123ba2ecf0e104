"""A log as NDJSON: a line that names the organization, then a line an event; verifiable without a database.

Every line is a JSON object. The event's body stands as the text that was stored, so the chain can be
recomputed from the file alone; docs/verify_export.py is a page of Python that does.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

import orjson

from events.chain import instant_text
from events.errors import LogError
from events.record import Stored

FIELD_TYPES: dict[str, type] = {
    **dict.fromkeys(("position", "version"), int),
    **dict.fromkeys(("stream", "type", "actor", "command_id", "correlation_id", "body"), str),
}


class BrokenExport(LogError):
    """The file is no export of a log, or one of its lines is not."""


def header(org: str) -> bytes:
    return orjson.dumps({"northlog": 1, "organization": org}) + b"\n"


def line(event: Stored) -> bytes:
    fields = event._asdict()
    fields["recorded_at"] = instant_text(event.recorded_at)
    fields["occurred_at"] = instant_text(event.occurred_at)
    fields["hash"] = event.hash.hex()
    return orjson.dumps(fields) + b"\n"


def lines(org: str, events: Iterable[Stored]) -> Iterator[bytes]:
    """The export of a log, line by line."""
    yield header(org)
    for event in events:
        yield line(event)


def read(file: BinaryIO) -> tuple[str, Iterator[Stored]]:
    """The organization and the events of an export. Raises ``BrokenExport``, which names the line."""
    beginning = file.readline()
    if not beginning:
        raise BrokenExport("the file is empty: it lacks even line 1, which names the organization")
    first = _object(beginning, 1)
    org = first.get("organization")
    if first.get("northlog") != 1 or not isinstance(org, str):
        raise BrokenExport('line 1 is not the beginning of a Northlog export: {"northlog": 1, …}')
    return org, _events(file)


def _events(file: BinaryIO) -> Iterator[Stored]:
    for number, text in enumerate(file, start=2):
        fields = _object(text, number)
        try:
            fields["recorded_at"] = _instant(fields["recorded_at"])
            fields["occurred_at"] = _instant(fields["occurred_at"])
            fields["hash"] = bytes.fromhex(fields["hash"])
            for name, kind in FIELD_TYPES.items():
                if type(fields[name]) is not kind:
                    raise TypeError(f"{name} is no {kind.__name__}")
            if not isinstance(fields["causation_id"], str | None):
                raise TypeError("causation_id is no str")
            yield Stored(**fields)
        except (KeyError, TypeError, ValueError) as error:
            raise BrokenExport(f"line {number} is not an event of a Northlog export: {error}") from error


def _instant(text: str) -> datetime:
    # In the one form that the chain covers: any other would be another text under the same hash.
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None or instant_text(instant) != text:
        raise ValueError(f"{text} is no instant as the chain has it, in UTC with six digits")
    return instant


def _object(text: bytes, number: int) -> dict[str, Any]:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        if not text.endswith(b"\n"):
            raise BrokenExport(f"the file was cut off in the middle of line {number}") from error
        raise BrokenExport(f"line {number} is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise BrokenExport(f"line {number} is not a JSON object")
    return value
