"""Lists in the order their things began: what they are asked for, and a page of them."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Annotated, Any, NamedTuple

from fastapi import Query
from pydantic import TypeAdapter

from domain.words import Id
from northlog.api.cursors import BY_DRAFT, paging
from northlog.api.etags import Unsaid
from northlog.api.looks import Looks
from northlog.reading.snapshot import Snapshot
from projections.reader import Wanted

OfTeam = Annotated[Id | Unsaid, Query(description="Only of this team")]
OfObjective = Annotated[Id | Unsaid, Query(description="Only of this objective")]

BY_BEGINNING = BY_DRAFT
"""An instant and an id, too."""

Read = Callable[[Wanted, Any, int], Sequence[Any]]
"""(what is wanted, the key that the page before ended with, how many at most) -> what comes next."""


def said(**wanted: object) -> Wanted:
    """What a query asks for, without what it leaves unsaid."""
    return {name: value for name, value in wanted.items() if value is not None}


class Listed(NamedTuple):
    """A kind of list. ``of``: its name in cursors. ``key``: the fields it goes by, which a cursor holds as ``by``
    has them: when each began and its id, or its place in the log."""

    of: str
    read: Callable[[Snapshot], Read]
    key: Sequence[str]
    by: TypeAdapter[Any] = BY_BEGINNING

    def page(self, look: Looks, wanted: Wanted, after: str | None, limit: int) -> dict[str, Any]:
        """A page of what is wanted. Raises ``Problem`` for a cursor of another list, ``WrongMoment``."""
        asked = paging(after, self.of, self.by, look.looking, look.said)
        with look.snapshot(asked.moment) as seen:
            found = self.read(seen)(wanted, asked.after, limit + 1)
            return asked.page(found, limit, attrgetter(*self.key), seen)
