"""Printing: plain JSON for programs, tables and sentences for people; progress goes to stderr."""

import dataclasses
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import orjson
from pydantic import BaseModel
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text


class Advance(Protocol):
    """Is told how much has been done in all, and of how much."""

    def __call__(self, done: int, total: int | None = None, /) -> object: ...


def console(stderr: bool = False) -> Console:
    """Standard output, or stderr; plain where it is no terminal or NO_COLOR is set."""
    return Console(highlight=False, markup=False, emoji=False, stderr=stderr)


def say(sentence: str) -> None:
    """A sentence for people."""
    console().print(sentence, soft_wrap=True)


def print_lines(lines: Iterable[Text]) -> None:
    """Lines that fit as they are."""
    out = console()
    for line in lines:
        out.print(line, no_wrap=True, overflow="ignore", crop=False)


def print_json(value: object) -> None:
    """Indented JSON on stdout."""
    text = orjson.dumps(value, default=_plain, option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z)
    sys.stdout.write(text.decode() + "\n")


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]], empty: str) -> None:
    """Rows under their heads, or the sentence ``empty``."""
    if not rows:
        say(empty)
        return
    table = Table(*heads, box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim")
    for row in rows:
        table.add_row(*row)
    console().print(table)


def _bar(*more: ProgressColumn) -> Progress:
    errors = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        *more,
        console=errors,
        transient=True,
        disable=not errors.is_terminal,
    )


@contextmanager
def progress_bar(label: str, total: int | None) -> Iterator[Advance]:
    """A bar on stderr while something long goes on, gone when it is done; silent where nobody looks."""
    with _bar() as bar:
        task = bar.add_task(label, total=total)
        yield lambda done, of=None: bar.update(task, completed=done, total=total if of is None else of)


@contextmanager
def rate_bar(label: str) -> Iterator[Callable[[str, int, int], object]]:
    """A bar for a rebuild, with its rate: told what is being done, and how much of how much.

    It is there from the first word to the last; so it can be held out where, mostly, nothing is to be done.
    """
    bar = _bar(TextColumn("{task.fields[rate]}"))
    task = bar.add_task(label, total=None, rate="")

    def told(doing: str, done: int, of: int) -> None:
        speed = bar.tasks[0].speed
        rate = f"{speed:,.0f}/s" if speed and doing == "fold" else ""
        bar.update(task, description=f"{label}: {doing}", completed=done, total=of, rate=rate)
        if (doing, done) == ("switch", of):
            bar.live.stop()
        else:
            bar.start()

    try:
        yield told
    finally:
        bar.live.stop()


def short(some_id: str) -> str:
    """The part of an id that people are shown, and may give in place of the whole."""
    return some_id[:8]
