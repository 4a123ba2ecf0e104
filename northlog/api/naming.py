"""Names in the OpenAPI document that a generated client can bear: of operations, and of the models of generics."""

import re
from itertools import zip_longest
from typing import Any

from fastapi.routing import APIRoute

_REF = "#/components/schemas/"
_IRREGULAR = {"people": "person"}


def operation_id(route: APIRoute) -> str:
    """By method and path: GetObjectives, GetObjective, GetCycleReplay. Commands bear their own names."""
    words = [min(route.methods or {"GET"}).title()]
    parts = [part for part in route.path.split("/") if part not in ("", "v1")]
    for part, after in zip_longest(parts, parts[1:], fillvalue=""):
        if not part.startswith("{"):
            words.append(_camel(_singular(part) if after.startswith("{") else part))
    return "".join(words)


def _camel(part: str) -> str:
    return "".join(word.capitalize() for word in re.split(r"[^a-z0-9]+", part))


def _singular(part: str) -> str:
    if part in _IRREGULAR:
        return _IRREGULAR[part]
    return f"{part[:-3]}y" if part.endswith("ies") else part.removesuffix("s")


def name_schemas(document: dict[str, Any]) -> None:
    """Give models of generics readable names: PersonViewPage for Page[PersonView], in place."""
    schemas = document["components"]["schemas"]
    names = {old: _readable(old) for old in schemas if "_" in old}
    assert not set(names.values()) & set(schemas), "a readable name is nobody else's"
    for old, new in names.items():
        schemas[new] = schemas.pop(old) | {"title": new}
    _rename(document, {f"{_REF}{old}": f"{_REF}{new}" for old, new in names.items()})


def _readable(name: str) -> str:
    """By the generic's argument: where it is several types, a reading is meant, or a measure."""
    generic, _, rest = name.partition("_")
    words = [word for word in re.split("_+", rest) if word not in ("", "Union", "NoneType")]
    if "Annotated" in words:
        what = "Measure"
    else:
        what = words[0][:1].upper() + words[0][1:] if len(words) == 1 else "Reading"
    return f"{'Optional' if rest.endswith('NoneType__') else ''}{what}{generic}"


def _rename(node: Any, refs: dict[str, str]) -> None:
    if isinstance(node, dict):
        if node.get("$ref") in refs:
            node["$ref"] = refs[node["$ref"]]
        for each in node.values():
            _rename(each, refs)
    elif isinstance(node, list):
        for each in node:
            _rename(each, refs)
