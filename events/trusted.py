"""Reading bodies that this house wrote: validated before they were stored, they are not validated again.

A record is made of an event's model: the same attributes, told apart by the same defaults and class variables,
but no methods. What holds more than plain values, or does not look as it should, is the model's own matter.
"""

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import cache, partial, reduce
from operator import or_
from types import GenericAlias, NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from msgspec import NODEFAULT, Meta, MsgspecError, Struct, defstruct
from msgspec.json import Decoder
from pydantic import AwareDatetime, BaseModel

from domain.words import Event, Part
from events.catalogue import Catalogue

Read = Callable[[str], Any]

MISFIT = MsgspecError

_INSTANT = Annotated[datetime, Meta(tz=True)]
_PLAIN = (str, int, float, bool, date, NoneType)


class _NotPlain(Exception):
    """A type whose values are more than what JSON, enumerations and dates can say."""


@cache
def readers(catalogue: Catalogue) -> dict[str, tuple[type[Event], Read]]:
    """For every stored name the event's type, and what reads a body: to a record where one can be made.

    A body that does not fit raises ``MISFIT``; what is wrong with it, the catalogue knows.
    """
    return {name: (catalogue.type_of(name), _reader(catalogue, name)) for name in catalogue.names}


def _reader(catalogue: Catalogue, name: str) -> Read:
    try:
        return Decoder(_record(catalogue.types[name])).decode
    except (KeyError, _NotPlain):  # an old version, or more than a record can hold
        return partial(catalogue.decode, name)


def _record(model: type[BaseModel]) -> type[Struct]:
    """The struct of a model's attributes."""
    columns = [
        (name, _plain(field.annotation), NODEFAULT if field.is_required() else field.get_default())
        for name, field in model.model_fields.items()
    ]
    constants = {name: getattr(model, name) for name in model.__class_vars__ if hasattr(model, name)}
    # Records are acyclic: the collector of cycles has nothing to find in them.
    return defstruct(
        model.__name__, columns, namespace=constants, kw_only=True, forbid_unknown_fields=True, gc=False
    )


def _plain(hint: Any) -> Any:
    """The type of a value without its constraints. A single part stands in a row as it is: as the model."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint is AwareDatetime:
        return _INSTANT
    if hint in _PLAIN or (isinstance(hint, type) and issubclass(hint, Enum)):
        return hint
    if origin is Annotated:
        return _plain(inner[0])
    if origin in (Union, UnionType):
        return reduce(or_, map(_plain, inner))
    if origin is tuple and inner[1:] == (...,):
        several = isinstance(inner[0], type) and issubclass(inner[0], Part)
        return GenericAlias(tuple, (_record(inner[0]) if several else _plain(inner[0]), ...))
    raise _NotPlain(hint)
