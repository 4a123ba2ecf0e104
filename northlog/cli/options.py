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


AsJson = Annotated[bool, typer.Option("--json", help="Print plain JSON and nothing else.")]
