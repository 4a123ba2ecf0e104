"""What teams need to know of an objective to find their own part in it (P2.2)."""

from typing import Annotated

from pydantic import Field, StringConstraints

from domain.words import Line, Part, Prose

Url = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=2_000, pattern=r"^https?://[^\s\x00-\x20]+$")
]
"""An address on the web that people may follow; Northlog never does."""


class Support(Part):
    """A figure or a source that supports an objective: what it says, and where to read it."""

    says: Line
    url: Url | None = None


class Context(Part):
    """``why_it_matters``; the ``constraints`` that hold, the ``trade_offs`` that are acceptable, and what
    supports it."""

    why_it_matters: Prose = ""
    constraints: Annotated[tuple[Line, ...], Field(max_length=50)] = ()
    trade_offs: Annotated[tuple[Line, ...], Field(max_length=50)] = ()
    supporting: Annotated[tuple[Support, ...], Field(max_length=50)] = ()


NOTHING_SAID = Context()
