"""What is said before or after the command's name, the same for all of them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer


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
        "--known-at", metavar="MOMENT", help="As it was known then: the same; all that is known if unsaid."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print plain JSON and nothing else.")]
OfCycle = Annotated[str | None, typer.Argument(metavar="CYCLE", help="By name or id; the current one if unsaid.")]
OfTeam = Annotated[str | None, typer.Option("--team", help="Only the objectives of this team, by name or id.")]
