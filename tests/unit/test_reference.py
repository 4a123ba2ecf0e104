"""Pages written from the code say what the code says."""

from pathlib import Path

import pytest

from domain.aggregates import EVENTS
from northlog.reference import PAGES
from northlog.reference.story import told
from northlog.reference.words import in_words

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_the_code_would_write_it_now(name: str) -> None:
    stands = (DOCS / name).read_text(encoding="utf-8")
    assert stands == PAGES[name](), f"docs/{name} is stale; run: python -m northlog.reference"


def test_the_story_tells_every_kind_of_event() -> None:
    assert {type(event) for event in told()} == set(EVENTS)


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.stored_as)
def test_every_event_says_when_it_happens(kind: type) -> None:
    assert (kind.__dict__.get("__doc__") or "").strip().endswith(".")


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "integer", "minimum": 0, "maximum": 10}, "whole number (0 to 10)"),
        ({"type": "number", "exclusiveMinimum": 0, "maximum": 1e15}, "number (above 0 to 1e15)"),
        ({"anyOf": [{"type": "boolean"}, {"type": "null"}]}, "true or false or null"),
        ({"type": "array", "items": {"$ref": "#/$defs/A"}, "maxItems": 3}, "list of [A](#a) (at most 3)"),
        ({"type": "string", "minLength": 1, "maxLength": 9}, "text of 1 to 9 characters"),
    ],
)
def test_a_schema_in_words(schema: dict[str, object], words: str) -> None:
    assert in_words(schema) == words
