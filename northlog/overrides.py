"""Overrides of policies as files hold them: JSON, or TOML by its ending."""

import tomllib
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from domain.decider import Refused
from domain.policy import Override, Said
from northlog.first_fault import first_fault

_OVERRIDE: TypeAdapter[Override] = TypeAdapter(Override)


def override_in(file: Path, field: str) -> Said:
    """The override that a file holds, JSON or TOML (``.toml``).

    Raises ``Refused`` of ``field`` where it cannot be read (rule ``unreadable``) or is no override (``override``).
    """
    try:
        return _OVERRIDE.validate_python(_document(file, field))
    except ValidationError as error:
        path, says = first_fault(error)
        where = ".".join(map(str, path))
        raise Refused(field, "override", f"{file}: {f'{where}: ' if where else ''}{says}") from None


def _document(file: Path, field: str) -> Any:
    try:
        if file.suffix == ".toml":
            return _plain(tomllib.loads(file.read_text(encoding="utf-8"), parse_float=_finite))
        return orjson.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        form = "TOML" if file.suffix == ".toml" else "JSON"
        raise Refused(field, "unreadable", f"{file} cannot be read as {form}: {error}") from None


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
