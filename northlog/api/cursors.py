"""Opaque cursors of keyset pagination: where the last page ended, stable however much is added."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from domain.words import Id, Instant
from northlog.api.etags import Unsaid
from northlog.api.problems import Fault, Problem

T = TypeVar("T")
Key = TypeVar("Key")

Limit = Annotated[int, Query(ge=1, le=200, description="How many at most")]
After = Annotated[str | Unsaid, Query(max_length=200, description="`next` of the page before; else the first")]

BY_DRAFT: TypeAdapter[tuple[datetime, str]] = TypeAdapter(tuple[Instant, Id])
BY_POSITION: TypeAdapter[int] = TypeAdapter(Annotated[int, Field(strict=True, ge=1, lt=2**63)])


class Page(BaseModel, Generic[T]):
    """A part of a list, or all of it."""

    items: list[T]
    next: str | None = Field(default=None, description="Give it as `after` for the next page; null at the end")
    position: int = Field(description="The position of the log that this speaks of")


def decode(cursor: str | None, keys: TypeAdapter[Key]) -> Key | None:
    """The key a page begins after. Raises ``Problem`` 422 for what is no cursor of this list."""
    if cursor is None:
        return None
    try:
        return keys.validate_json(urlsafe_b64decode(cursor.encode()))
    except (ValidationError, ValueError):
        detail = "is no cursor of this list; take `next` of a page of it"
        fault = Fault(parameter="after", rule="cursor", detail=detail)
        raise Problem(422, "cursor", f"after: {detail}", [fault]) from None


def page(
    found: Sequence[T], limit: int, keys: TypeAdapter[Key], key_of: Callable[[T], Key], position: int
) -> dict[str, Any]:
    """The page of ``found``, which holds one more than ``limit`` where there is another page."""
    items = list(found[:limit])
    more = len(found) > limit
    cursor = urlsafe_b64encode(keys.dump_json(key_of(items[-1]))).decode() if more else None
    return {"items": items, "next": cursor, "position": position}
