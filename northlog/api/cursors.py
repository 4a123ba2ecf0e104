"""Opaque cursors of keyset pagination: where the last page ended, stable however much is added."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Generic, NamedTuple, TypeVar

from fastapi import Query
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from domain.words import Id, Instant, Line
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
After = Annotated[str | Unsaid, Query(max_length=2400, description="`next` of the page before; else the first")]

_Place = Annotated[int, Field(strict=True, ge=1, lt=2**63)]


class _Moment(NamedTuple):
    position: _Place
    at: Instant


class Said(NamedTuple):
    """The words in which the first page's request named its moment; none for now."""

    as_of: str | None = None
    known_at: str | None = None


class _Cursor(NamedTuple, Generic[Key]):
    of: str
    key: Key
    moment: _Moment | None
    said: Said


BY_DRAFT: TypeAdapter[_Cursor[tuple[datetime, str]]] = TypeAdapter(_Cursor[tuple[Instant, Id]])
BY_NAME: TypeAdapter[_Cursor[tuple[str, str]]] = TypeAdapter(_Cursor[tuple[Line, Id]])
BY_ID: TypeAdapter[_Cursor[tuple[str]]] = TypeAdapter(_Cursor[tuple[Id]])
BY_POSITION: TypeAdapter[_Cursor[int]] = TypeAdapter(_Cursor[_Place])
"""A list's cursors: which list it is, the key its page ended with, the moment of the past that all its pages keep
to, and how that was said."""


class Page(BaseModel, Generic[T]):
    """A part of a list, or all of it."""

    items: list[T]
    next: str | None = Field(default=None, description="Give it as `after` for the next page; null at the end")
    position: int = POSITION
    as_of: datetime | None = AS_OF


@dataclass(frozen=True)
class Paging(Generic[Key]):
    """Which page of a list is asked for: the first (``after`` and ``moment`` are ``None``), or that after a key.

    ``of`` names the list. ``moment``: the one that all pages of the list keep to, unless that is now.
    """

    of: str
    keys: TypeAdapter[_Cursor[Key]]
    said: Said
    after: Key | None = None
    moment: Moment | None = None

    def page(
        self, found: Sequence[T], limit: int, key_of: Callable[[T], Key], seen: Snapshot | Past
    ) -> dict[str, Any]:
        """The page of ``found``, which holds one more than ``limit`` where there is another page."""
        items, cursor = list(found[:limit]), None
        if len(found) > limit:
            moment = None if seen.moment is None else _Moment(seen.moment.position, seen.moment.at)
            ended = _Cursor(self.of, key_of(items[-1]), moment, self.said)
            cursor = urlsafe_b64encode(self.keys.dump_json(ended)).decode()
        return {"items": items, "next": cursor, "position": seen.position, "as_of": seen.as_of}


def paging(
    cursor: str | None, of: str, keys: TypeAdapter[_Cursor[Key]], looking: Looking, said: Said
) -> Paging[Key]:
    """The page that a request asks for of a list, by the cursor and the moment it says.

    Raises ``Problem`` 422 for what is no cursor of this list, names a moment that the log has not, or comes with
    other words for its moment than the first page had; saying none is to keep to it.
    """
    if cursor is None:
        return Paging(of, keys, said)
    try:
        found = keys.validate_json(urlsafe_b64decode(cursor.encode()))
    except (ValidationError, ValueError):
        raise _no_cursor() from None
    if found.of != of or any(now not in (None, then) for now, then in zip(said, found.said, strict=True)):
        raise _no_cursor()
    moment = None if found.moment is None else Moment(*found.moment)
    # Nobody signs cursors: whoever edits one is told no more than whoever asks for that moment in words.
    if moment is not None and not looking.reached(moment):
        raise _no_cursor()
    return Paging(of, keys, found.said, found.key, moment)


def _no_cursor() -> Problem:
    detail = "is no cursor of this list at this moment; take `next` of a page of it"
    return Problem(422, "cursor", f"after: {detail}", [Fault(parameter="after", rule="cursor", detail=detail)])
