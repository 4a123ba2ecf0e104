"""What can be wrong with a file: all of it, or one cell."""

from dataclasses import dataclass


class CannotImport(Exception):
    """The file, or how it is mapped, cannot be used at all; the message is a sentence with the next step."""


class Unfit(Exception):
    """One cell cannot be used. ``field`` is Northlog's name for it; the message says what would be accepted."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that is not taken. ``column``: the header of the cell at fault; empty where it is the whole line."""

    line: int
    column: str
    reason: str
