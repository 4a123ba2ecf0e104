"""The JSON Schema of every event type and version that can stand in a log."""

from pathlib import Path
from typing import Any

import orjson

from events.catalogue import Catalogue

DIALECT = "https://json-schema.org/draft/2020-12/schema"
RETIRED = Path(__file__).parent / "retired"
"""Of versions that are no longer written: each as it was when its type left, named as its events are stored."""


def schema_of(catalogue: Catalogue, name: str) -> dict[str, Any] | None:
    """What a body stored under this name is like; ``None`` where no event is stored under it.

    A field that may be missing came later than the version: its events of before have none.
    """
    if name in catalogue.types:
        described = catalogue.types[name].model_json_schema()
        return {"$schema": DIALECT, **described, "title": name}
    if name not in catalogue.names:
        return None
    retired: dict[str, Any] = orjson.loads((RETIRED / f"{name}.json").read_bytes())
    return retired
