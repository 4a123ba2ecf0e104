"""Who runs PostgreSQL's programs: this user, or for root (which PostgreSQL refuses) an unprivileged one."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from northlog.embedded.errors import EmbeddedError
from northlog.embedded.programs import Programs

UNPRIVILEGED = "nobody"
# PostgreSQL looks for its programs with access(2), which counts no capabilities unless this bit says so.
_COUNTED = "--securebits=+no_setuid_fixup"


def _kept(capability: str) -> tuple[str, ...]:
    return f"--inh-caps=+{capability}", f"--ambient-caps=+{capability}"


# From nothing to what reaches everything, as options of setpriv. The first capability only reads and passes
# through folders, but containers often withhold it, and it cannot run a program that is root's alone.
_LADDER = (
    (),
    _kept("dac_read_search"),
    (*_kept("dac_read_search"), _COUNTED),
    _kept("dac_override"),
    (*_kept("dac_override"), _COUNTED),
)


@dataclass(frozen=True, slots=True)
class Account:
    """The operating-system user of the server's processes."""

    uid: int
    gid: int
    #: Whether root has to become this user first.
    switch: bool = False
    #: How it keeps the one capability it needs to reach its files, where it needs one.
    reach: tuple[str, ...] = ()

    def run(
        self,
        argv: list[str],
        *,
        output: IO[bytes] | int = subprocess.PIPE,
        keep: tuple[int, ...] = (),
        new_session: bool = False,
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a program to its end as this user, its errors in with its output; raises OSError."""
        plain_switch = self.switch and not self.reach
        return subprocess.run(  # noqa: S603 - programs of ours, no shell
            self._privileged(argv),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            cwd="/",  # the caller's folder may be closed to the account, and PostgreSQL asks where it is
            env=_environment(),
            pass_fds=keep,
            start_new_session=new_session,
            user=self.uid if plain_switch else None,
            group=self.gid if plain_switch else None,
            extra_groups=[] if plain_switch else None,
        )

    def _privileged(self, argv: list[str]) -> list[str]:
        if not self.reach:
            return argv
        return [
            "setpriv",
            f"--reuid={self.uid}",
            f"--regid={self.gid}",
            "--clear-groups",
            *self.reach,
            "--",
            *argv,
        ]

    def give(self, path: Path) -> None:
        """Make this account the owner of one file or folder; raises OSError."""
        if self.switch:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def give_tree(self, top: Path) -> None:
        """Make this account the owner of a folder and all in it, if root keeps it; raises OSError."""
        if not self.switch or top.lstat().st_uid == self.uid:
            return
        for _, folders, files, fd in os.fwalk(top):
            for name in (*folders, *files):
                os.chown(name, self.uid, self.gid, dir_fd=fd, follow_symlinks=False)
        self.give(top)  # last, so that a half-done walk is seen and done again


def find_account(programs: Programs, folder: Path) -> Account:
    """The account to run `programs` in `folder`, with the least rights that do; raises EmbeddedError."""
    uid = os.geteuid()
    if uid != 0:
        return _own_account(uid)
    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
    except KeyError as error:
        raise EmbeddedError(
            f"PostgreSQL does not run as root and there is no account {UNPRIVILEGED} to run it in {folder};"
            " run Northlog as another user."
        ) from error
    for reach in _LADDER:
        account = Account(entry.pw_uid, entry.pw_gid, switch=True, reach=reach)
        if _reaches(account, programs, folder):
            return account
    hint = "" if shutil.which("setpriv") else " (setpriv, which could help, is not installed)"
    raise EmbeddedError(
        f"PostgreSQL does not run as root, and the account {UNPRIVILEGED} cannot reach {folder} or"
        f" {programs.folder}{hint}; run Northlog as another user or choose another folder."
    )


def _own_account(uid: int) -> Account:
    try:
        pwd.getpwuid(uid)
    except KeyError as error:
        raise EmbeddedError(
            f"PostgreSQL needs a user with a name, but user id {uid} has none;"
            " run Northlog as a named user or give the URL of a PostgreSQL server."
        ) from error
    return Account(uid, os.getegid())


def _reaches(account: Account, programs: Programs, folder: Path) -> bool:
    """Whether the account can use the programs in the folder: tried, as modes alone do not tell."""
    # Showing its settings, initdb makes nothing, but first runs postgres from where it found itself.
    trial = 'cd "$2" && exec "$1" --show -D "$2"'
    try:
        return account.run(["/bin/sh", "-c", trial, "sh", programs.initdb, str(folder)]).returncode == 0
    except OSError:
        return False


def _environment() -> dict[str, str]:
    """Ours without PostgreSQL's variables: PGPORT and its like would change the server unasked."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C"}  # plain English in the log, where errors are looked for
