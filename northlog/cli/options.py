"""What is said before or after the command's name, the same for all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Options:
    """The options of `northlog` itself; ``None`` leaves it to the environment."""

    data_dir: Path | None = None
    org: str | None = None


AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="MOMENT", help="What was true then: an instant, a date, or a log position."),
]
KnownAt = Annotated[
    str | None,
    typer.Option(
        "--known-at",
        metavar="MOMENT",
        help="As known then: an instant, a date, or a log position; all that is known now if unsaid.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print plain JSON and nothing else.")]
OfCycle = Annotated[str | None, typer.Argument(metavar="CYCLE", help="By name or id; the current one if unsaid.")]
OfTeam = Annotated[str | None, typer.Option("--team", help="Only of this team, by name or id.")]


def word_of(words: type[Word]) -> Callable[[str], Word]:
    """Reads one of a few words, its parts joined by - or by _."""

    def read(text: str) -> Word:
        try:
            return words(text.strip().lower().replace("-", "_"))
        except ValueError:
            raise typer.BadParameter(f"“{text}” is none of {spelt(words, ', ')}") from None

    return read


def spelt(words: type[StrEnum], between: str = "|") -> str:
    """All the words, as people type them."""
    return between.join(word.replace("_", "-") for word in words)
