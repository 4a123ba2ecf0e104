"""Frames played on a screen of their own: forward by themselves, and back and forth by keys."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from time import monotonic

from rich.console import Console
from rich.text import Text

from northlog.cli.frame import Drawn
from northlog.cli.keyboard import Key, Pressed, keyboard
from northlog.cli.lines import WIDTH
from northlog.cli.tree import EMPTY, FULL

KEYS = "space pause · ← b back · n → forward · ↑ ↓ scroll · q quit"
GLANCE = 0.5
"""So many seconds pass at most until a window that was resized is drawn anew."""
FOOT = 2
"""So many lines stand below the tree."""
STEP = 3
"""So many lines are scrolled at once."""


@dataclass(frozen=True, slots=True)
class Player:
    """Where one is: ``at`` of ``frames``, from 0; ``top``: the first line of the tree that is seen;
    ``came``: this frame was not yet seen."""

    frames: int
    at: int = 0
    paused: bool = False
    top: int = 0
    came: bool = True
    left: bool = False

    @property
    def ended(self) -> bool:
        return self.at == self.frames - 1

    @property
    def plays(self) -> bool:
        """Whether the next frame comes by itself."""
        return not (self.paused or self.ended or self.left)

    def to(self, at: int) -> "Player":
        """At another frame, or the nearest there is."""
        return replace(self, at=min(self.frames - 1, max(0, at)), came=True)

    def seeing(self, drawn: Drawn, room: int) -> "Player":
        """With ``room`` lines of the tree in view; of a frame just come to also the first that changed."""
        top = self.top
        if self.came and drawn.changed and not any(top <= line < top + room for line in drawn.changed):
            top = drawn.changed[0] - 1
        return replace(self, top=max(0, min(top, len(drawn.body) - room)), came=False)

    def pressed(self, key: Key) -> "Player":
        """After a key; stepping pauses, and at the end playing begins again."""
        match key:
            case Key.PAUSE if self.ended:
                return replace(self.to(0), paused=False)
            case Key.PAUSE:
                return replace(self, paused=not self.paused)
            case Key.FORWARD:
                return replace(self.to(self.at + 1), paused=True)
            case Key.BACK:
                return replace(self.to(self.at - 1), paused=True)
            case Key.UP:
                return replace(self, top=max(0, self.top - STEP))
            case Key.DOWN:
                return replace(self, top=self.top + STEP)
            case Key.QUIT:
                return replace(self, left=True)


def play(frames: int, draw: Callable[[int], Drawn], speed: float, console: Console) -> None:
    """Play frames at ``speed`` a second until one leaves. ``draw`` draws one of them, from 0."""
    drawn = lru_cache(maxsize=64)(draw)
    player, due = Player(frames), monotonic() + 1 / speed
    with keyboard() as pressed, console.screen():
        while not player.left:
            room = max(1, console.height - len(drawn(player.at).head) - FOOT)
            shown = player = player.seeing(drawn(player.at), room)
            size = console.size
            console.update_screen(page(shown, drawn(shown.at), room))
            while player == shown and console.size == size:
                player = _after(player, pressed, due)
            if (player.at, player.plays) != (shown.at, shown.plays):
                due = monotonic() + 1 / speed


def _after(player: Player, pressed: Pressed, due: float) -> Player:
    """After a key, after the time of a frame, or after a glance."""
    wait = min(GLANCE, due - monotonic()) if player.plays else GLANCE
    found = pressed(max(0.0, wait))
    for key in found:
        player = player.pressed(key)
    is_due = not found and player.plays and monotonic() >= due
    return player.to(player.at + 1) if is_due else player


def page(player: Player, drawn: Drawn, room: int) -> Text:
    """A frame with the tree's lines that fit, and below it how far one is."""
    seen = drawn.body[player.top : player.top + room]
    blank = [Text()] * (room - len(seen))
    foot = [_progress(player, len(drawn.body), room), Text(KEYS, "dim")]
    return Text("\n", no_wrap=True, overflow="crop").join([*drawn.head, *seen, *blank, *foot])


def _progress(player: Player, lines: int, room: int) -> Text:
    state = "the end" if player.ended else "paused" if player.paused else "playing"
    said = f"  {state} · frame {player.at + 1} of {player.frames}"
    if lines > room:
        said += f" · lines {player.top + 1}–{min(lines, player.top + room)} of {lines}"
    width = WIDTH - len(said)
    full = round(width * (player.at + 1) / player.frames)
    return Text.assemble((FULL * full, "cyan"), (EMPTY * (width - full), "dim"), said)
