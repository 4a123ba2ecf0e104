"""What pydantic refuses, in the words of a sentence."""

from typing import NamedTuple

from pydantic import ValidationError


class FirstFault(NamedTuple):
    """``path``: the field at fault and those it stands in, the outermost first."""

    path: tuple[int | str, ...]
    says: str


def first_fault(error: ValidationError) -> FirstFault:
    """The first of what is wrong; people mend one thing at a time."""
    first = error.errors(include_url=False)[0]
    return FirstFault(first["loc"], first["msg"].removeprefix("Value error, "))
