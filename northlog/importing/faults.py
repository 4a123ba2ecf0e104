"""From what the domain refuses to the cell that says it."""

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import ValidationError

from domain.decider import Refused
from domain.words import Command
from northlog.first_fault import first_fault
from northlog.importing.trouble import Unfit

C = TypeVar("C", bound=Command)

_FIELDS = {
    ("objective", "title"): ("objective", "title"),
    ("key_result", "title"): ("key_result", "title"),
    ("check_in", "readings"): ("value", "current", "confidence", "note"),
    ("check_in", "occurred_at"): ("date",),
    ("key_result", "measure"): ("target", "start"),
    ("cycle", "name"): ("cycle",),
    ("cycle", "grace_days"): ("cycle", "ends_on"),
    ("team", "name"): ("team",),
    ("link", "other_id"): ("parent", "order"),
}
"""What a piece of a kind has in a field of its command, as the file may call it."""


def made(kind: type[C], what: str, /, **values: Any) -> C:
    """A command. Raises ``Unfit`` where a value is none that it can have."""
    try:
        return kind(**values)
    except ValidationError as error:
        path, says = first_fault(error)
        raise Unfit(_said(what, ".".join(map(str, path))), says.removeprefix("Input ")) from None


def unfit(refused: Refused, what: str) -> Unfit:
    """A refusal of the domain as a fault of a cell."""
    return Unfit(_said(what, refused.field), refused.message)


def _said(what: str, path: str) -> str:
    """Fields that may have said it, the likeliest first, with bars between."""
    head = path.partition(".")[0]
    if head == "readings" and path.endswith(("confidence", "note")):
        return path.rpartition(".")[2]
    return "|".join(_FIELDS.get((what, head), (head.removesuffix("_id"),)))


def column_of(fields: str, header: tuple[str, ...], places: Iterable[tuple[str, int]]) -> str:
    """The header of the cell at fault; empty where none can be named."""
    known = dict(places)
    return next((header[known[each]] for each in fields.split("|") if each in known), "")
