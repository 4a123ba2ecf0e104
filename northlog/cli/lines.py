"""Lines that fit 80 columns: text wrapped, and pieces put side by side."""

from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

WIDTH = 80
_PAGE = Console(width=WIDTH)


def wrapped(text: str | Text, indent: int, style: str = "") -> list[Text]:
    """A text on as many indented lines as it needs."""
    whole = Text(text, style) if isinstance(text, str) else text
    return [Text(" " * indent) + line for line in whole.wrap(_PAGE, WIDTH - indent)]


def hanging(before: str, text: str, style: str = "") -> list[Text]:
    """A text behind what stands before its first line; further lines begin where it does."""
    lines = wrapped(text, len(before), style)
    return [Text(before) + lines[0][len(before) :], *lines[1:]]


def joined(pieces: Iterable[Text], indent: int) -> list[Text]:
    """Pieces side by side with dots between, as many a line as fit; longer ones are wrapped."""
    lines: list[Text] = []
    for piece in pieces:
        if lines and cell_len(lines[-1].plain) + 3 + cell_len(piece.plain) <= WIDTH:
            lines[-1] = lines[-1] + Text(" · ", "dim") + piece
        else:
            lines += wrapped(piece, indent)
    return lines
