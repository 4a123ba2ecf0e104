"""Opaque cursors of keyset pagination: where the last page ended, stable however much is added."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any, Generic, NamedTuple, TypeVar

from fastapi import Query
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from domain.words import Id, Instant
from northlog.api.etags import Unsaid
from northlog.api.problems import Fault, Problem
from northlog.reading.looking import Looking
from northlog.reading.past import Past
from northlog.reading.snapshot import Snapshot
from northlog.reading.views import AS_OF, POSITION
from projections.moment import Moment

T = TypeVar("T")
Key = TypeVar("Key")

Limit = Annotated[int, Query(ge=1, le=200, description="How many at most")]
After = Annotated[str | Unsaid, Query(max_length=300, description="`next` of the page before; else the first")]

_Place = Annotated[int, Field(strict=True, ge=1, lt=2**63)]


class _Moment(NamedTuple):
    position: _Place
    at: Instant


_Cursor = tuple[Key, _Moment | None]
BY_DRAFT: TypeAdapter[_Cursor[tuple[datetime, str]]] = TypeAdapter(_Cursor[tuple[Instant, Id]])
BY_POSITION: TypeAdapter[_Cursor[int]] = TypeAdapter(_Cursor[_Place])
"""A list's cursors: the key its page ended with, and the moment of the past that all its pages keep to."""


class Page(BaseModel, Generic[T]):
    """A part of a list, or all of it."""

    items: list[T]
    next: str | None = Field(default=None, description="Give it as `after` for the next page; null at the end")
    position: int = POSITION
    as_of: datetime | None = AS_OF


def decode(
    cursor: str | None, keys: TypeAdapter[_Cursor[Key]], looking: Looking
) -> tuple[Key, Moment | None] | None:
    """The key a page begins after, and the moment it keeps to; ``None`` for the first page.

    Raises ``Problem`` 422 for what is no cursor of this list, or names a moment that the log has not.
    """
    if cursor is None:
        return None
    try:
        key, said = keys.validate_json(urlsafe_b64decode(cursor.encode()))
    except (ValidationError, ValueError):
        raise _no_cursor() from None
    moment = None if said is None else Moment(*said)
    # Nobody signs cursors: whoever edits one is told no more than whoever asks for that moment in words.
    if moment is not None and not looking.reached(moment):
        raise _no_cursor()
    return key, moment


def _no_cursor() -> Problem:
    detail = "is no cursor of this list; take `next` of a page of it"
    return Problem(422, "cursor", f"after: {detail}", [Fault(parameter="after", rule="cursor", detail=detail)])


def page(
    found: Sequence[T],
    limit: int,
    keys: TypeAdapter[_Cursor[Key]],
    key_of: Callable[[T], Key],
    seen: Snapshot | Past,
) -> dict[str, Any]:
    """The page of ``found``, which holds one more than ``limit`` where there is another page."""
    items, cursor = list(found[:limit]), None
    if len(found) > limit:
        moment = None if seen.moment is None else _Moment(seen.moment.position, seen.moment.at)
        cursor = urlsafe_b64encode(keys.dump_json((key_of(items[-1]), moment))).decode()
    return {"items": items, "next": cursor, "position": seen.position, "as_of": seen.as_of}
