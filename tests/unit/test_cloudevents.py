"""An event of the feed: its place in the log and the chain beside its data, upcast or in the very bytes."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from events import schemas
from events.catalogue import CATALOGUE
from events.chain import genesis, link
from events.cloudevents import Form, encoded
from events.feed import Fed
from events.record import Stored
from events.schemas import schema_of
from tests.facts import at
from tests.feeding import rehashed
from tests.unit.test_catalogue import TOYS
from tests.unit.test_golden import stored

ORG = "3f0a4f6e-8a4e-4c63-9f0e-2d1c5a7b9e01"
BODY = '{"text":"Grüezi  \\"1e0\\": 1.0"}'
FED = Fed(
    1, "toy", 1, "toy.greeted.v1", "2026-01-05T09:00:00.000000Z", "2026-01-04T09:00:00.000001Z", "person:a", "c",
    "r", None, BODY, "", genesis(ORG).hex(),
)  # fmt: skip


def _told(form: Form, **changed: Any) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(encoded(TOYS, ORG, FED._replace(**changed), form))
    return said


def test_an_old_version_is_told_as_the_current_one_or_in_the_very_bytes() -> None:
    upcast, as_stored = _told(Form.UPCAST), _told(Form.STORED)
    assert (upcast["type"], as_stored["type"]) == ("toy.greeted.v3", "toy.greeted.v1")
    assert upcast["data"] == {"words": 'Grüezi  "1e0": 1.0', "language": "en", "warmth": 3}
    assert base64.b64decode(as_stored["data_base64"]).decode() == BODY
    assert (upcast["source"], upcast["id"]) == (as_stored["source"], as_stored["id"]) == (f"urn:uuid:{ORG}", "1")


@pytest.mark.parametrize("cause", [None, "17"])
def test_all_that_the_hash_covers_is_told(cause: str | None) -> None:
    fields = FED._asdict() | {"causation_id": cause, "hash": b""}
    del fields["previous"]
    instants = {name: at(fields[name].removesuffix("Z")) for name in ("recorded_at", "occurred_at")}
    expected = link(genesis(ORG), Stored(**(fields | instants)))
    told = _told(Form.STORED, causation_id=cause)
    assert rehashed(told["previoushash"], told) == expected.hex()
    assert ("causationid" in told) == (cause is not None)


@pytest.mark.parametrize("name", CATALOGUE.names)
def test_every_golden_body_fits_the_schema_of_its_version(name: str) -> None:
    schema = schema_of(CATALOGUE, name)
    assert schema is not None
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(stored(name)))


def test_a_version_that_is_not_written_any_more_keeps_its_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schemas, "RETIRED", tmp_path)
    (tmp_path / "toy.greeted.v1.json").write_text('{"type": "object"}')
    assert schema_of(TOYS, "toy.greeted.v1") == {"type": "object"}
    assert schema_of(TOYS, "toy.greeted.v9") is None
