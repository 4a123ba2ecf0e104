"""Single keys as they are pressed. The terminal is as it was before, however one leaves."""

import os
import re
import select
import signal
import sys
import termios
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from types import FrameType
from typing import NoReturn

STDIN = 0
TERMINATED = 143
"""The exit code of what was ended by SIGTERM, as shells count."""


class Key(Enum):
    PAUSE = auto()
    FORWARD = auto()
    BACK = auto()
    UP = auto()
    DOWN = auto()
    QUIT = auto()


_KEYS = {
    b" ": Key.PAUSE,
    b"n": Key.FORWARD,
    b"b": Key.BACK,
    b"k": Key.UP,
    b"j": Key.DOWN,
    b"q": Key.QUIT,
    # Arrows: of the cursor's normal and of its application mode.
    **{
        b"\x1b%c%c" % (mode, letter): key
        for mode in b"[O"
        for letter, key in zip(b"CDAB", (Key.FORWARD, Key.BACK, Key.UP, Key.DOWN), strict=True)
    },
}
_PRESSED = re.compile(rb"\x1b[\[O][0-9;]*[A-Za-z~]|.", re.DOTALL)

Pressed = Callable[[float], list[Key]]
"""Waits up to so many seconds for keys; those it does not know are left out."""


@contextmanager
def keyboard() -> Iterator[Pressed]:
    """Keys from standard input, which must be a terminal. Ctrl-C interrupts as ever; Ctrl-Z does nothing."""
    before = termios.tcgetattr(STDIN)
    handlers = {each: signal.signal(each, _leave) for each in (signal.SIGTERM, signal.SIGHUP)}
    try:
        tty.setcbreak(STDIN)
        # Suspended, we would leave a screen behind that is not the shell's.
        unsuspended = termios.tcgetattr(STDIN)
        unsuspended[6][termios.VSUSP] = b"\0"
        termios.tcsetattr(STDIN, termios.TCSADRAIN, unsuspended)
        yield _read
    finally:
        termios.tcsetattr(STDIN, termios.TCSADRAIN, before)
        for each, handler in handlers.items():
            signal.signal(each, handler)


def is_there() -> bool:
    """Whether standard input is a terminal; it may be something else, or closed."""
    return os.isatty(STDIN)


def _read(seconds: float) -> list[Key]:
    ready, _, _ = select.select([STDIN], [], [], seconds)
    if not ready:
        return []
    text = os.read(STDIN, 1024)
    # Nothing to read where there is something: nobody is there any more.
    return keys(text) if text else [Key.QUIT]


def keys(text: bytes) -> list[Key]:
    """The keys in what a terminal sent."""
    return [_KEYS[each] for each in _PRESSED.findall(text) if each in _KEYS]


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(TERMINATED)
