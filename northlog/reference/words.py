"""A JSON schema's types and ranges in a few words."""

from typing import Any

Schema = dict[str, Any]

_FORMATS = {
    "date": "day, `YYYY-MM-DD`",
    "date-time": "instant, RFC 3339 in UTC",
    "uri": "URL",
    "password": "secret text",
    "path": "path",
}


def in_words(schema: Schema) -> str:
    """What a value may be. References to shared parts become links to their headings."""
    if "$ref" in schema:
        return _link(schema["$ref"])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " or ".join(in_words(option) for option in schema[several])
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    match schema.get("type"):
        case None:
            return "any JSON value"
        case "string":
            return _text(schema)
        case "integer":
            return f"whole number{_range(schema)}"
        case "number":
            return f"number{_range(schema)}"
        case "boolean":
            return "true or false"
        case "array":
            most = f" (at most {schema['maxItems']})" if "maxItems" in schema else ""
            return f"list of {in_words(schema['items'])}{most}"
        case "object":
            of = schema.get("additionalProperties")
            return f"map from name to {in_words(of)}" if of else "object"
        case kind:
            return str(kind)


def name_of(reference: str) -> str:
    """The name of the part that ``#/$defs/…`` refers to."""
    return reference.rpartition("/")[2]


def _link(reference: str) -> str:
    name = name_of(reference)
    return f"[{name}](#{name.lower()})"


def _text(schema: Schema) -> str:
    if "format" in schema:
        return _FORMATS[schema["format"]]
    if schema.get("pattern", "").startswith("^[0-9a-f]{8}-"):
        return "id (UUID in lower case)"
    least, most = schema.get("minLength"), schema.get("maxLength")
    if least and most:
        return f"text of {least} to {most} characters"
    if most:
        return f"text of at most {most} characters"
    return "text, not empty" if least else "text"


def _range(schema: Schema) -> str:
    low, above, high = (schema.get(bound) for bound in ("minimum", "exclusiveMinimum", "maximum"))
    if low is None and above is None and high is None:
        return ""
    if high is None:
        return f" ({low:g} or more)"
    least = f"above {above:g}" if low is None else f"{low:g}"
    return f" ({least} to {high:g})".replace("e+", "e")
