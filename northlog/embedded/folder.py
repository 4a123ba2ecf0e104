"""The folder of an embedded server: what lies where, and whether it can be used."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from northlog.embedded.errors import EmbeddedError


@dataclass(frozen=True, slots=True)
class Layout:
    """What lies where below the data folder."""

    root: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data (PGDATA)."""
        return self.root / "postgres"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.root / "postgres.log"

    @property
    def socket(self) -> Path:
        """The folder of the Unix socket, where its path is short enough."""
        return self.root / "socket"

    @property
    def start_lock(self) -> Path:
        """Held alone by whoever decides to start or stop."""
        return self.root / "start.lock"

    @property
    def users_lock(self) -> Path:
        """Shared by everyone who uses the server."""
        return self.root / "users.lock"

    @property
    def server_lock(self) -> Path:
        """Held by the server's own processes as long as one of them lives."""
        return self.root / "server.lock"

    @property
    def redis(self) -> Path:
        """Redis's own data, its log and its locks."""
        return self.root / "redis"

    @property
    def hba(self) -> Path:
        """Who may connect, and how they prove who they are."""
        return self.root / "pg_hba.conf"

    @property
    def ident(self) -> Path:
        """Which operating-system user may be which role."""
        return self.root / "pg_ident.conf"


def claim(root: Path) -> None:
    """Make the folder if need be; raises EmbeddedError if it is another user's, OSError if refused."""
    root.mkdir(parents=True, exist_ok=True)
    owner = root.stat().st_uid
    # Root obeys the rule too: writing with root's rights where somebody else can plant links is unsafe.
    if owner != os.geteuid():
        raise EmbeddedError(
            f"The folder {root} belongs to {user_name(owner)};"
            f" run this as {user_name(owner)} or choose another folder."
        )


def user_name(uid: int) -> str:
    """The name of an operating-system user, or its number where it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def has_cluster(layout: Layout, major: int) -> bool:
    """Whether PostgreSQL's data is there; raises EmbeddedError if it is broken or of another version."""
    folder = layout.cluster
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return False
    try:
        made_by = (folder / "PG_VERSION").read_text().strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise EmbeddedError(
            f"The folder {folder} is not a whole PostgreSQL data folder (PG_VERSION is missing);"
            " restore it from a backup, or move it away to begin with an empty database."
        ) from error
    if made_by != str(major):
        raise EmbeddedError(
            f"The folder {folder} was made by PostgreSQL {made_by}, but the programs here are of"
            f" PostgreSQL {major}; use the programs of PostgreSQL {made_by}, or move the folder away and"
            " load a backup into a new one."
        )
    return True
