"""An export: what is new in the reporting views since the folder's manifest, up to a position, as files.

A table's cycle in which rows have ended or changed since is written anew; to all others what became known since is
added. So is what never ends only ever added to, and what changes is written when it does.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import psycopg
from psycopg import sql
from sqlalchemy import Engine

from events.transaction import driver, transaction
from northlog.exporting.folder import KEPT_PREFIX, Folder, alone
from northlog.exporting.formats import Format, copied, selected, writer
from northlog.exporting.manifest import Entry, Manifest
from northlog.exporting.refusals import CannotExport
from projections.reporting import VERSION, VIEWS
from projections.reporting.contract import TEXT, View

_AS_OF = "select set_config('northlog.as_of', %s, true)"
_REACHED = "select position from reporting.contract"
_CYCLES = "select distinct cycle_id from reporting.dim_cycle order by 1"
NO_CYCLE = "__HIVE_DEFAULT_PARTITION__"
"""The partition of rows without a cycle, as readers of such folders know it: a health metric's alert has none."""
# What ended since may have stood in a file; what began and ended since has not.
_ENDED = """
select exists (select from reporting.{view}
               where known_until > {after} and known_from <= {after} and {among})
"""
_ROWS = """
select {columns} from reporting.{view}
where known_from > {after} and {among} order by known_from, {key}
"""


@dataclass(frozen=True, slots=True)
class Exported:
    """``added``: the files that this run made. ``resumed``: it went on with a run that had died."""

    manifest: Manifest
    added: tuple[Entry, ...]
    resumed: bool


Told = Callable[[int, int], object]
"""Hears how many of how many pieces are done."""


def export(
    engine: Engine,
    org: str,
    folder: Path,
    format_: Format,
    tables: Sequence[str],
    position: int,
    exact: bool,
    told: Told = lambda _done, _of: None,
) -> Exported:
    """Bring a folder's export up to a position that the reporting views have reached.

    A run that died is gone on with, up to the position that it was for, unless ``exact``. Raises ``CannotExport``
    and ``OSError``; then the export in the folder stands as it did.
    """
    writer(format_)
    with alone(folder) as place:
        before = place.manifest()
        wanted = Manifest(org, VERSION, format_, tuple(tables), position)
        if before is not None:
            _require_fitting(before, wanted, folder)
        after = 0 if before is None else before.position
        plan = {
            "after": after,
            "organization_id": org,
            "contract": VERSION,
            "format": format_,
            "tables": [*tables],
        }
        begun = place.plan()
        # A log that ends sooner than it did was restored: what was begun then is of another.
        resumed = begun is not None and plan | {"upto": begun["upto"]} == begun and begun["upto"] <= position
        if begun is not None and resumed and not (exact and begun["upto"] != position):
            wanted = replace(wanted, position=int(begun["upto"]))
        else:
            resumed = False
            if before is not None and before.position == position:
                place.tidy(before)
                return Exported(before, (), resumed)
            place.begin(plan | {"upto": position})
        files, new = _Run(engine, org, place, format_, before, wanted, told).files()
        done = replace(wanted, files=tuple(sorted(files)))
        place.finish(done, new)
        return Exported(done, tuple(new), resumed)


def _require_fitting(before: Manifest, wanted: Manifest, folder: Path) -> None:
    def said(of: Manifest) -> tuple[object, ...]:
        return of.organization_id, of.contract, of.format, sorted(of.tables)

    if said(before) != said(wanted):
        raise CannotExport(
            f"{folder} holds {before.format} of {', '.join(before.tables)} by version {before.contract} of the"
            f" contract, of organization {before.organization_id}; export the same, or choose another folder."
        )
    if wanted.position < before.position:
        raise CannotExport(
            f"{folder} holds what was known at position {before.position:,} already; choose another folder for"
            f" position {wanted.position:,}."
        )


@dataclass(frozen=True)
class _Run:
    """One run, over all tables and cycles."""

    engine: Engine
    org: str
    place: Folder
    format: Format
    before: Manifest | None
    wanted: Manifest
    told: Told

    def files(self) -> tuple[list[Entry], list[Entry]]:
        """All files that the export consists of, and those of them that are new."""
        with self._looking() as raw:
            cycles = [*(row[0] for row in raw.execute(_CYCLES)), NO_CYCLE]
        views = [each for each in VIEWS if each.name in self.wanted.tables]
        pieces = [(view, cycle) for view in views for cycle in (cycles if view.by_cycle else [None])]
        made, files, new = self.place.made(), list[Entry](), list[Entry]()
        for number, (view, cycle) in enumerate(pieces):
            self.told(number, len(pieces))
            kept, entry = self._piece(view, cycle, made)
            files += kept
            if entry.rows:
                files.append(entry)
                new.append(entry)
        self.told(len(pieces), len(pieces))
        return files, new

    def _piece(self, view: View, cycle: str | None, made: dict[str, Entry]) -> tuple[list[Entry], Entry]:
        """The files of a table and cycle that stay, and the new one."""
        kept = [] if self.before is None else self.before.among(view.name, cycle)
        after = self.before.position if self.before and kept else 0
        if kept:
            ended = _ENDED.format(view=view.name, among=_among(cycle), after=after)
            with self._looking() as raw:
                if raw.execute(ended.encode()).fetchone() == (True,):
                    kept, after = [], 0
        path = self._path(view, cycle, after)
        if path not in made:
            made[path] = self._made(view, cycle, after, path)
        return kept, made[path]

    def _made(self, view: View, cycle: str | None, after: int, path: str) -> Entry:
        columns = tuple(each for each in view.columns if each.name not in self._said_by_path(view))
        query = _ROWS.format(
            columns=selected(self.format, columns),
            view=view.name,
            after=after,
            among=_among(cycle),
            key=", ".join(_ordered(view)),
        )

        def write(out: BinaryIO) -> int:
            with self._looking() as raw, raw.cursor().copy(copied(self.format, query).encode()) as copy:
                return writer(self.format)(map(bytes, copy), out, columns)

        def entry(rows: int, size: int, digest: str) -> Entry:
            return Entry(view.name, path, cycle, after, self.wanted.position, rows, size, digest)

        return self.place.make(entry, path, write)

    def _said_by_path(self, view: View) -> tuple[str, ...]:
        return ("organization_id", "cycle_id") if view.by_cycle else ("organization_id",)

    def _path(self, view: View, cycle: str | None, after: int) -> str:
        within = [view.name, f"{KEPT_PREFIX}{self.org}"] + ([] if cycle is None else [f"cycle_id={cycle}"])
        return "/".join([*within, f"part-{after + 1:012}-{self.wanted.position:012}.{self.format}"])

    @contextmanager
    def _looking(self) -> Iterator[psycopg.Connection[Any]]:
        """A connection whose views tell of the position, whatever is appended meanwhile."""
        with transaction(self.engine, self.org) as connection:
            raw = driver(connection)
            raw.execute(_AS_OF, (str(self.wanted.position),))
            # Not beside a switch: the views may tell of the tables before, which nobody reads on.
            if raw.execute(_REACHED).fetchone() != (self.wanted.position,):
                raise CannotExport(
                    f"The reporting views do not tell of position {self.wanted.position:,} yet; run northlog"
                    " reporting publish, then export again."
                )
            yield raw


def _among(cycle: str | None) -> str:
    if cycle is None:
        return "true"
    return "cycle_id is null" if cycle == NO_CYCLE else sql.SQL("cycle_id = {}").format(cycle).as_string()


def _ordered(view: View) -> Iterator[str]:
    """The key's columns, texts in the order of their bytes: the same on every server."""
    types = {each.name: each.type for each in view.columns}
    for name in view.key:
        yield f'{name} collate "C"' if types[name] == TEXT else name
