"""Real processes of `northlog`: at a terminal of 80 columns, or with pipes."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

COMMAND = [sys.executable, "-c", "from northlog.cli.main import run; run()"]
SECONDS = 60.0


def start(*words: str, **more: str) -> subprocess.Popen[str]:
    """A process with pipes; ``more`` goes into its environment."""
    return subprocess.Popen(
        [*COMMAND, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=_environment() | more,
    )


def run(*words: str, **more: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a process that ends by itself."""
    with start(*words, **more) as process:
        out, errors = process.communicate(timeout=SECONDS)
        return process.returncode, out, errors


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "COLUMNS": "80"}


class Terminal:
    """A process at a terminal, and somebody who types."""

    def __init__(self, *words: str, program: Sequence[str] = COMMAND) -> None:
        self._screen, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.process = subprocess.Popen(
            [*program, *words],
            stdin=inner,
            stdout=inner,
            stderr=inner,
            env=_environment(),
            preexec_fn=_own_terminal,
        )
        os.close(inner)
        self.seen = ""

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *exception: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._screen)

    def until(self, text: str, after: int = 0) -> int:
        """Wait for a text to appear; returns where it ends."""
        deadline = time.monotonic() + SECONDS
        while text not in self.seen[after:]:
            assert time.monotonic() < deadline, self.seen
            more = self._read()
            assert more, self.seen
            self.seen += more
        return self.seen.index(text, after) + len(text)

    def _read(self) -> str:
        """What comes next; nothing once the other side has closed."""
        ready, _, _ = select.select([self._screen], [], [], SECONDS)
        assert ready, self.seen
        try:
            return os.read(self._screen, 65536).decode(errors="replace")
        except OSError:
            return ""

    @property
    def page(self) -> list[str]:
        """The lines last drawn on a screen of their own, without colours."""
        drawn = self.seen.rpartition("\x1b[1;1H")[2]
        return [re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line) for line in re.split(r"\x1b\[\d+;1H", drawn)]

    def is_a_shells(self) -> bool:
        """Whether keys are shown and wait for Enter, Ctrl-Z suspends, and neither cursor nor text is hidden."""
        *_, local, _, _, keys = termios.tcgetattr(self._screen)
        wanted = termios.ECHO | termios.ICANON
        hidden, other = self.seen.rfind("\x1b[?25l"), self.seen.rfind("\x1b[?1049h")
        return (
            local & wanted == wanted
            and keys[termios.VSUSP] == b"\x1a"
            and hidden <= self.seen.rfind("\x1b[?25h")
            and other <= self.seen.rfind("\x1b[?1049l")
        )

    def type(self, text: str) -> None:
        os.write(self._screen, text.encode())

    def interrupt(self) -> int:
        """Press Ctrl-C until it ends; returns the exit code.

        Once is not always enough: Python's line editor sleeps through one that comes before it has settled.
        """
        deadline = time.monotonic() + SECONDS
        while self.process.poll() is None:
            assert time.monotonic() < deadline, self.seen
            self.type("\x03")
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(10)  # leaving takes a while, and a second one would cut it short
        return self.process.returncode

    def ends(self) -> int:
        """The exit code, once all that was written has been read."""
        deadline = time.monotonic() + SECONDS
        while text := self._read():
            assert time.monotonic() < deadline, self.seen
            self.seen += text
        return self.process.wait(SECONDS)


def _own_terminal() -> None:
    # Whoever runs the tests in the background has Ctrl-C ignored by all that they start; a terminal has not.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def files(folder: Path) -> list[Path]:
    """All that was left in a folder."""
    return sorted(folder.rglob("*"))
