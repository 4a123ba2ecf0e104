"""Stored names and their event types; how events become text and text events again.

The names are pinned where the types are defined (``stored_as``). Old versions are read for ever: an upcaster
is a pure function from the body of one version to the body of the next.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

import orjson

from domain.aggregates import EVENTS
from domain.words import Event
from events.errors import BrokenEvent, UnknownEvent
from events.record import Recorded, Stored
from events.upcasters import UPCASTERS

MISFITS = (ValueError, LookupError, TypeError, AttributeError)
"""What a body that does not fit raises: in JSON, in its type, or in an upcaster that misses something."""
Body = dict[str, Any]
Upcaster = tuple[str, Callable[[Body], Body]]
"""The name the body becomes, and how."""


class Catalogue:
    """The event types of one house. Names must be unique and every upcaster must lead to a known one."""

    def __init__(self, types: Iterable[type[Event]], upcasters: Mapping[str, Upcaster]) -> None:
        self.types: dict[str, type[Event]] = {}
        for each in types:
            if each.stored_as in self.types:
                raise ValueError(f"two event types are stored as {each.stored_as}")
            self.types[each.stored_as] = each
        # Looked up once: a rebuild decodes millions.
        self._validators: dict[str, Callable[[str | bytes], Event]] = {
            name: each.__pydantic_validator__.validate_json for name, each in self.types.items()
        }
        self._upcasters = dict(upcasters)
        for old, (new, _) in self._upcasters.items():
            if old in self.types or (new not in self.types and new not in self._upcasters):
                raise ValueError(f"the upcaster of {old} leads from a current name or to an unknown one")

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every stored name that can be read, current and old."""
        return tuple(sorted({*self.types, *self._upcasters}))

    def names_of(self, *types: type[Event]) -> list[str]:
        """Every stored name, current and old, that is read as one of these types."""
        return [name for name in self.names if self._current(name) in {each.stored_as for each in types}]

    def type_of(self, name: str) -> type[Event]:
        """The type that a stored name, current or old, is read as."""
        return self.types[self._current(name)]

    def _current(self, name: str) -> str:
        while name in self._upcasters:
            name, _ = self._upcasters[name]
        return name

    def encode(self, event: Event) -> str:
        """The text that is stored and that the chain covers."""
        return event.model_dump_json()

    def decode(self, name: str, body: str | bytes) -> Event:
        """The event of a stored name and body, brought to its current version.

        Raises ``UnknownEvent`` for a name nobody registered and ``BrokenEvent`` for a body that does not fit.
        """
        try:
            validate = self._validators.get(name)
            if validate is not None:
                return validate(body)
            name, upcast = self._upcast(name, body)
            return self.types[name].model_validate(upcast)
        except MISFITS as error:
            raise BrokenEvent(f"the stored body of a {name} does not fit its type: {error}") from error

    def _upcast(self, name: str, body: str | bytes) -> tuple[str, Body]:
        if name not in self._upcasters:
            raise UnknownEvent(name)
        value = orjson.loads(body)
        while name in self._upcasters:
            name, step = self._upcasters[name]
            value = step(value)
        return name, value

    def read(self, stored: Stored) -> Recorded[Event]:
        """A stored row as a typed event with its place."""
        return Recorded(
            stored.position,
            stored.stream,
            stored.version,
            stored.recorded_at,
            stored.occurred_at,
            stored.actor,
            self.decode(stored.type, stored.body),
        )


CATALOGUE = Catalogue(EVENTS, UPCASTERS)
