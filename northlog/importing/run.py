"""An import from a file to its end: read, planned, decided by the domain, and appended in one transaction."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select

from domain.decider import Refused
from domain.person import IntroducePerson
from domain.words import Command
from events.batch import Batch
from events.errors import BuildSwitched, CommandRepeated, VersionConflict
from events.transaction import driver, transaction
from northlog.ids import new_id
from northlog.importing.faults import column_of, unfit
from northlog.importing.frames import Wants
from northlog.importing.items import Introduce, Item, Plan
from northlog.importing.mapping import Mapping
from northlog.importing.plan import plan
from northlog.importing.sheet import Sheet, open_sheet
from northlog.importing.surroundings import surroundings
from northlog.importing.there import is_there
from northlog.importing.tree import Cells, Node, cells_of, grow
from northlog.importing.trouble import Bad, Unfit
from northlog.people import sealed
from northlog.reading.looking import Looking
from northlog.wiring import Northlog

_ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtextextended(%s, 7237415126))"
"""Imports wait for each other, and for nobody else: two that introduce one person would give them two ids, as a
person's id does not follow from a name."""
ATTEMPTS = 5
"""So often an import is decided anew where others changed what it rests on."""
SAID_EVERY = 500

Told = Callable[[str, int, int | None], object]
"""Told what is being done, and how much of how much."""


@dataclass
class Outcome:
    """``new``, ``there``: pieces by what they are. ``bad``: lines that are not taken, the first first. ``notes``:
    sentences with the lines they are about. ``events``: how many were appended, or would be. ``left``: columns
    that no field is mapped to. ``done``: whether anything was appended."""

    new: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    bad: list[Bad] = field(default_factory=list)
    notes: dict[str, list[int]] = field(default_factory=dict)
    left: Sequence[str] = ()
    events: int = 0
    done: bool = False


@dataclass(frozen=True)
class Read:
    """A file, read and placed. ``bad``: lines of which nothing could be made."""

    header: tuple[str, ...]
    places: dict[str, int]
    nodes: list[Node]
    bad: list[Bad]


def read_file(file: Path, layout: Mapping, told: Told) -> Read:
    """Everything in a file, placed in its tree. Raises ``CannotImport``, ``OSError``."""
    sheet = open_sheet(file, layout.encoding, layout.sheet, layout.decimal)
    places = layout.places(sheet.header)
    bad: list[Bad] = []
    rows = list(_rows(sheet, places, bad, told))
    return Read(sheet.header, places, grow(rows, layout, places), bad)


def _rows(sheet: Sheet, places: dict[str, int], bad: list[Bad], told: Told) -> Iterator[tuple[int, Cells]]:
    for count, line in enumerate(sheet.lines, 1):
        try:
            cells = cells_of(line, places, len(sheet.header))
        except Unfit as fault:
            bad.append(Bad(line.number, "", fault.message))
        else:
            if cells:
                yield line.number, cells
        if count % SAID_EVERY == 0:
            told("reading", count, None)


def import_file(
    northlog: Northlog,
    org: str,
    actor: str,
    read: Read,
    layout: Mapping,
    wants: Wants,
    *,
    dry_run: bool,
    skip_bad: bool,
    told: Told,
) -> Outcome:
    """Import what was read, all or nothing; with ``skip_bad`` all but bad lines and what rests on them. Nothing is
    kept of a dry run.

    Raises what an append raises; nothing was then appended.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction(northlog.executor.engine, org) as connection:
                if not dry_run:
                    driver(connection).execute(_ONE_AT_A_TIME, (org,))
                work = _Import(northlog, org, connection, read, told)
                outcome = work.run(layout, wants, actor, dry_run, skip_bad)
        except _NothingKept as nothing:
            return nothing.outcome
        except (VersionConflict, CommandRepeated, BuildSwitched):
            northlog.watch.conflicted()
            if attempt == ATTEMPTS:
                raise
        else:
            northlog.executor.committed(org)
            return outcome
    raise AssertionError("the last attempt ends one way or the other")


class _NothingKept(Exception):
    """Takes back what deciding left in the transaction: keys of people who are not introduced."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


class _Import:
    def __init__(self, northlog: Northlog, org: str, connection: Connection, read: Read, told: Told) -> None:
        self._northlog, self._org, self._connection, self._read, self._told = northlog, org, connection, read, told

    def run(self, layout: Mapping, wants: Wants, actor: str, dry_run: bool, skip_bad: bool) -> Outcome:
        with Looking(self._northlog, self._org).snapshot() as seen:
            here = surroundings(seen)
        made = plan(self._read.nodes, here, wants, layout)
        batch = Batch(self._northlog.executor, self._connection, self._org, self._now())
        outcome = self._decide(batch, made, dry_run)
        if dry_run or not outcome.events or (outcome.bad and not skip_bad):
            raise _NothingKept(outcome)
        watch = self._northlog.watch
        with watch.doing("append", organization_id=self._org, actor_id=actor, command="Import") as about:
            batch.append(actor, "import", new_id(), lambda done, of: self._told("writing", done, of))
            about["outcome"] = "appended"
        outcome.done = True
        return outcome

    def _decide(self, batch: Batch, made: Plan, dry_run: bool) -> Outcome:
        mapped = set(self._read.places.values())
        left = [name for place, name in enumerate(self._read.header) if name and place not in mapped]
        outcome = Outcome(notes=dict(made.notes), left=left, bad=list(self._read.bad))
        for count, item in enumerate(made.items):
            if count % SAID_EVERY == 0:
                self._told("deciding", count, len(made.items))
            self._take(batch, item, outcome, dry_run)
            if item.fault is not None and item.fault.message:
                column = column_of(item.fault.field, self._read.header, self._read.places.items())
                outcome.bad.append(Bad(item.line, column, item.fault.message))
        outcome.bad = sorted(dict.fromkeys(outcome.bad), key=lambda bad: bad.line)
        return outcome

    def _take(self, batch: Batch, item: Item, outcome: Outcome, dry_run: bool) -> None:
        item.fault = item.fault or item.blocked()
        if item.fault is not None or not item.does:
            return
        if not isinstance(item.does[0], Introduce) and is_there(batch, item.does[0]):
            outcome.there[item.what] += 1
            return
        try:
            outcome.events += batch.take([self._command(each, dry_run) for each in item.does])
            outcome.new[item.what] += 1
        except Refused as refusal:
            item.fault = unfit(refusal, item.what)

    def _command(self, wanted: Command | Introduce, dry_run: bool) -> Command:
        if not isinstance(wanted, Introduce):
            return wanted
        key = wanted.person_id
        text = "dry-run" if dry_run else sealed(self._connection, self._org, key, wanted.details)
        return IntroducePerson(person_id=key, sealed=text)

    def _now(self) -> datetime:
        """The database's: whatever this host's clock says, nothing may occur after it is recorded."""
        now = self._connection.scalar(select(func.clock_timestamp()))
        assert isinstance(now, datetime), "the clock is always there"
        return now
