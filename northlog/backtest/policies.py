"""The policies to be tested: presets by name, and override documents in files."""

import tomllib
from collections.abc import Iterable
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from pydantic import TypeAdapter, ValidationError

from domain.decider import Refused
from domain.policy import PRESETS, Override, Policy, effective

DEFAULT = "default"
"""The name of Northlog's own policy."""

_OVERRIDE: TypeAdapter[Override] = TypeAdapter(Override)


class NamedPolicy(NamedTuple):
    """A policy, and what it is called where it is told of."""

    name: str
    policy: Policy


def named_policies(wanted: Iterable[str]) -> list[NamedPolicy]:
    """These policies in their order: each ``default``, the name of a preset, or a file with an override, JSON or
    TOML (``.toml``). Each stands alone above the defaults; what the organization has set has no part in it.

    Raises ``Refused`` for what is neither, cannot be read or is no override, and for one that is named twice.
    """
    found: dict[str, NamedPolicy] = {}
    for said in wanted:
        if said in found:
            raise Refused("policy", "twice", f"“{said}” is named twice")
        # Files of one name in several folders go by their whole paths.
        short = Path(said).name
        taken = short in {each.name for each in found.values()}
        found[said] = NamedPolicy(said if taken else short, _policy(said))
    return list(found.values())


def _policy(name: str) -> Policy:
    if name == DEFAULT:
        return Policy()
    if name in PRESETS:
        return effective((PRESETS[name],))
    file = Path(name)
    if not file.is_file():
        known = ", ".join((DEFAULT, *PRESETS))
        raise Refused("policy", "unknown", f"“{name}” is neither a file nor a policy known by name ({known})")
    try:
        return effective((_OVERRIDE.validate_python(_document(file)),))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        said = first["msg"].removeprefix("Value error, ")
        raise Refused("policy", "override", f"{name}: {f'{where}: ' if where else ''}{said}") from None


def _document(file: Path) -> Any:
    try:
        if file.suffix == ".toml":
            return _plain(tomllib.loads(file.read_text(encoding="utf-8"), parse_float=_finite))
        return orjson.loads(file.read_bytes())
    except (OSError, ValueError) as error:
        form = "TOML" if file.suffix == ".toml" else "JSON"
        raise Refused("policy", "unreadable", f"{file} cannot be read as {form}: {error}") from None


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text} is no number that a policy can use")
    return number


def _plain(value: Any) -> Any:
    """TOML's days as JSON has them."""
    match value:
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list():
            return [_plain(each) for each in value]
        case date():
            return value.isoformat()
        case _:
            return value
