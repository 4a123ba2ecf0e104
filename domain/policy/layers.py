"""Overrides, one above the other: organization, then unit, then team; the nearest has the last word.

An override says only what it changes: ``{"stalled": {"days": 14}}``. It is kept as it was said, so that what
nobody said follows the level above, and the defaults, whenever those change.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, JsonValue, TypeAdapter, ValidationError

from domain.policy.settings import Policy

_POLICY = TypeAdapter(Policy)

Said = dict[str, dict[str, JsonValue]]
"""Section -> setting -> value, as it was said; not checked against today's settings, so that old ones are read."""


def effective(layers: Iterable[Mapping[str, Mapping[str, Any]]]) -> Policy:
    """The policy of these overrides above the defaults, the most general first.

    Raises ``pydantic.ValidationError`` where one says what no policy can.
    """
    merged: dict[str, dict[str, Any]] = {}
    for layer in layers:
        for section, settings in layer.items():
            merged[section] = {**merged.get(section, {}), **settings}
    return _POLICY.validate_python(merged)


class Difference(NamedTuple):
    """A setting that two policies have otherwise."""

    section: str
    setting: str
    before: Any
    after: Any


def diff(before: Policy, after: Policy) -> tuple[Difference, ...]:
    """What changes from one policy to another, in the policy's own order; values as JSON has them."""
    olds, news = _POLICY.dump_python(before, mode="json"), _POLICY.dump_python(after, mode="json")
    return tuple(
        Difference(section, setting, olds[section][setting], value)
        for section, settings in news.items()
        for setting, value in settings.items()
        if olds[section][setting] != value
    )


def _understood(said: Said) -> Said:
    if not said:
        raise ValueError("must change something; to take an override back, clear it")
    try:
        effective((said,))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ValueError(f"{where}: {first['msg']}") from None
    return said


Override = Annotated[Said, AfterValidator(_understood)]
"""An override that today's settings take."""
