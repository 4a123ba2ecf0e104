"""Printing: plain JSON for programs, tables and sentences for people; progress goes to stderr."""

import dataclasses
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import orjson
from pydantic import BaseModel
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
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


@contextmanager
def progress_bar(label: str, total: int | None) -> Iterator[Advance]:
    """A bar on stderr while something long goes on, gone when it is done; silent where nobody looks."""
    errors = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=errors,
        transient=True,
        disable=not errors.is_terminal,
    )
    with bar:
        task = bar.add_task(label, total=total)
        yield lambda done, of=None: bar.update(task, completed=done, total=total if of is None else of)


def short(some_id: str) -> str:
    """The part of an id that people are shown, and may give in place of the whole."""
    return some_id[:8]
